"""Databases of PostgreSQL and MySQL, which processes on several hosts share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from protime_sync.database.database import Database, replacing
from protime_sync.database.layout import Layout
from protime_sync.database.tables import FORMS, METADATA
from protime_sync.errors import StateError, need

_WAITS = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=120s"
"""How long a process that sleeps amid a transaction keeps the others from the lease.

Then the server ends its session, and what it wrote there is undone.
"""

_MARIADB = {"innodb_lock_wait_timeout": 120, "idle_transaction_timeout": 60}
"""The same."""

_MYSQL = {"innodb_lock_wait_timeout": 120, "information_schema_stats_expiry": 0}
"""The first of them, and no counts of yesterday; it has nothing like the second."""

_LOCK = "protime"
"""What those wait for that make tables; one for all, as they share one table."""

_FRESH = 60
"""Seconds after which an idle connection is no more used, as firewalls forget it."""


class Server(Database):
    """Tables in a database that is reached over the network."""

    def __init__(
        self, engine: Engine, layout: Layout, schema: str | None = None
    ) -> None:
        """Make the tables if there are none, or carry over those of an earlier form.

        Args:
            engine: Connects.
            layout: The tables.
            schema: Schema of PostgreSQL's that is made for them.

        Raises:
            StateError: The database cannot be asked, or holds another version.
        """
        kind = "PostgreSQL" if engine.name == "postgresql" else "MySQL"
        self.name = f"the {layout.name} in {kind}"
        self._engine = engine
        self._process = os.getpid()
        self._layout = layout
        self._schema = schema
        with self.transaction() as connection, _alone(connection):
            self._make(connection)

    def _make(self, connection: Connection) -> None:
        layout, form = self._layout, self._form(connection)
        if form == layout.version:
            return
        if form is None and self._schema is not None:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self._schema}"))
        while form is not None and form in layout.in_postgres:
            layout.in_postgres[form](connection)
            form += 1
        if form is not None:
            layout.check(form, _begun(self.name))
        # Where that is not undone, one that was killed amid it has made some of them.
        METADATA.create_all(connection, [FORMS, *layout.tables])
        row = {"part": layout.name, "version": layout.version}
        connection.execute(replacing(self._engine.name, FORMS), row)

    def _form(self, connection: Connection) -> int | None:
        if not inspect(connection).has_table(FORMS.name):
            return self._layout.earlier(connection)
        query = select(FORMS.c.version).where(FORMS.c.part == self._layout.name)
        form: int | None = connection.execute(query).scalar()
        return self._layout.earlier(connection) if form is None else form

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection in a transaction: all is stored, or nothing."""
        try:
            with self._here().begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StateError(f"{_begun(self.name)} failed: {_said(error)}") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for queries."""
        with self.transaction() as connection:
            yield connection

    def close(self) -> None:
        """Close the connections that are open and not in use."""
        self._engine.dispose()

    def _here(self) -> Engine:
        if self._process != os.getpid():
            # Connections of the process that this one was forked from are its own.
            self._engine.dispose(close=False)
            self._process = os.getpid()
        return self._engine


def postgres(
    address: str, layout: Layout, *, schema: str | None = None, keeps_open: bool = False
) -> Server:
    """Return the tables in a database of PostgreSQL.

    Args:
        address: ``postgresql://user:password@host/database``.
        layout: The tables.
        schema: Schema of the tables; by default that of the connection.
        keeps_open: Whether connections stay open for the next transaction.

    Raises:
        StateError: The database cannot be asked, or holds another version.
        MissingExtra: psycopg is not installed.
    """
    psycopg: Any = need("psycopg")
    # Without it, a database of the encoding SQL_ASCII gives bytes for texts.
    options: dict[str, Any] = {"client_encoding": "UTF8"}
    if schema is not None:
        options["options"] = f"-c search_path={schema} {_WAITS}"
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address, **options),
        **_pooled(keeps_open=keeps_open),
    )
    return Server(engine, layout, schema)


def mysql(address: str, layout: Layout, *, keeps_open: bool = False) -> Server:
    """Return the tables in a database of MySQL or MariaDB.

    Args:
        address: ``mysql://user:password@host/database``.
        layout: The tables.
        keeps_open: Whether connections stay open for the next transaction.

    Raises:
        StateError: The database cannot be asked, or holds another version.
        MissingExtra: PyMySQL is not installed.
    """
    need("pymysql", "mysql")
    try:
        url = make_url(address).set(drivername="mysql+pymysql")
    except (ArgumentError, ValueError):
        # What it says may hold the password.
        raise StateError(
            f"The address of the {layout.name} in MySQL cannot be read: it should be"
            " mysql://user:password@host/database."
        ) from None
    engine = create_engine(
        url,
        # As in PostgreSQL: who reads is not kept from what others have stored.
        isolation_level="READ COMMITTED",
        **_pooled(keeps_open=keeps_open),
    )
    event.listen(engine, "connect", _limit)
    return Server(engine, layout)


def _pooled(*, keeps_open: bool) -> dict[str, Any]:
    # Errors show no parameters, which are ids and bodies.
    if not keeps_open:
        return {"poolclass": NullPool, "hide_parameters": True}
    return {
        "hide_parameters": True,
        "max_overflow": -1,
        "pool_pre_ping": True,
        "pool_recycle": _FRESH,
    }


def _limit(connection: Any, _: object) -> None:  # noqa: ANN401 - PyMySQL may not be there
    settings = _MARIADB if "MariaDB" in connection.get_server_info() else _MYSQL
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(f"SET SESSION {name} = {value}")


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Wait for others that make the same tables."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(_LOCK))))
        yield
        return
    connection.execute(select(func.get_lock(_LOCK, 60)))
    try:
        yield
    except BaseException:
        connection.invalidate()  # The lock ends with the session.
        raise
    connection.execute(select(func.release_lock(_LOCK)))


def _said(error: SQLAlchemyError) -> str:
    if isinstance(error, DBAPIError) and error.orig is not None:
        # MySQL's has a number first.
        return str(error.orig.args[-1] if error.orig.args else error.orig)
    return str(error)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
