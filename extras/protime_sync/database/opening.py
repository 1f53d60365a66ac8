"""Opening a file, or a database of a server's, by its address."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath

from sqlalchemy import make_url

from protime_sync.database.database import Database
from protime_sync.database.layout import Layout
from protime_sync.database.servers import mysql, postgres
from protime_sync.database.sqlite_file import SqliteFile
from protime_sync.errors import StateError

_SERVERS: dict[str, Callable[..., Database]] = {
    "postgres": postgres,
    "postgresql": postgres,
    "mysql": mysql,
    "mariadb": mysql,
}


def open_at(
    address: str | PathLike[str], layout: Layout, *, keeps_open: bool = False
) -> Database:
    """Open the tables at an address, or make them if there are none.

    Args:
        address: The path of a file, ``sqlite:///acme.db``,
            ``postgresql://user:password@host/database`` or
            ``mysql://user:password@host/database``.
        layout: The tables.
        keeps_open: Whether connections to a server stay open.

    Raises:
        StateError: There is no such kind of database, or it cannot be used.
        MissingExtra: The package that connects to it is not installed.
    """
    scheme, is_url, rest = fspath(address).partition("://")
    if not is_url:
        return SqliteFile(address, layout)
    kind = scheme.partition("+")[0]
    if kind == "sqlite":
        return SqliteFile(make_url(f"{kind}://{rest}").database or "", layout)
    if kind not in _SERVERS:
        raise StateError(
            f"{scheme}:// is no database for the {layout.name}: it can be the path of"
            " a file, or an address with sqlite://, postgresql:// or mysql://."
        )
    return _SERVERS[kind](f"{kind}://{rest}", layout, keeps_open=keeps_open)
