"""The tables of states, inboxes and stores, alike in SQLite, PostgreSQL and MySQL.

Texts are compared character by character, whatever a database's own order is; an item's
id is stored as JSON, so that 1 and "1" are two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeDecorator, TypeEngine


class Bytewise(TypeDecorator[str]):
    """A text of MySQL's, kept as bytes: no collation, padding or character set."""

    impl = mysql.LONGBLOB
    cache_ok = True

    def __init__(self, most: int | None) -> None:
        """Take how many bytes it has at most; only one that has a limit can be a key.

        Args:
            most: Bytes; `None` for 4 GiB.
        """
        super().__init__()
        self.most = most

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the column."""
        if self.most is None:
            return mysql.LONGBLOB()
        return mysql.VARBINARY(self.most)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - bytes, where the base says text
        """Return a text as it is stored."""
        return None if value is None else value.encode()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Return a text that was stored."""
        return None if value is None else value.decode()


def _text(most: int | None = None) -> TypeEngine[str]:
    exact = Text(collation="C")
    return (
        Text().with_variant(exact, "postgresql").with_variant(Bytewise(most), "mysql")
    )


def _bytes(most: int | None = None) -> TypeEngine[bytes]:
    stored = mysql.LONGBLOB() if most is None else mysql.VARBINARY(most)
    return LargeBinary().with_variant(stored, "mysql")


# A STRICT table of SQLite's knows few types, and counts rows in INTEGER only.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
_FLAG = Boolean().with_variant(Integer(), "sqlite")
_SECONDS: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
# MySQL's keys have 3072 bytes at most; the longest id has 255 characters of 6 bytes.
_NAME, _ID = 512, 1536

METADATA = MetaData()


def _table(name: str, *columns: Column[Any], is_counted: bool = False) -> Table:
    return Table(
        f"protime_{name}",
        METADATA,
        *columns,
        sqlite_strict=True,
        sqlite_with_rowid=is_counted,
        sqlite_autoincrement=is_counted,
        mysql_engine="InnoDB",
    )


def _feed(*, is_key: bool = True) -> Column[str]:
    return Column("feed", _text(_NAME), primary_key=is_key, nullable=False)


def _counter() -> Column[int]:
    return Column("number", _NUMBER, primary_key=True, autoincrement=True)


FORMS = _table(
    "forms",
    Column("part", _text(_NAME), primary_key=True),
    Column("version", Integer(), nullable=False),
)
"""In which form the tables are of each layout, in a database of a server."""

FEEDS = _table("feeds", _feed(), Column("position", _text(), nullable=False))
HOLDERS = _table(
    "holders",
    _feed(),
    Column("fence", _NUMBER, nullable=False),
    Column("owner", _text(), nullable=False),
    Column("until", _text(), nullable=False),
    Column("seconds", _SECONDS, nullable=False),
    Column("process", _text(), nullable=False),
)
KEPT = _table(
    "kept",
    _counter(),
    _feed(is_key=False),
    Column("body", _bytes(), nullable=False),
    is_counted=True,
)


def _known(name: str) -> Table:
    return _table(
        name,
        _feed(),
        Column("id", _text(_ID), primary_key=True),
        Column("version", _text()),
        Column("digest", _bytes()),
        Column("deleted", _FLAG, nullable=False),
        Column("load", _NUMBER, nullable=False),
        Column("first", Integer()),
        Column("last", Integer()),
        Column("scope", _text(), nullable=False),
    )


ITEMS = _known("items")
BROUGHT = _known("brought")
"""Rows that count once the position is committed."""


def _delivered() -> list[Column[Any]]:
    return [
        _counter(),
        Column("source", _text(), nullable=False),
        Column("collection", _text(_NAME), nullable=False),
        Column("body", _bytes(), nullable=False),
        Column("received_at", _text(), nullable=False),
    ]


DELIVERIES = _table("deliveries", *_delivered(), is_counted=True)
Index("protime_waiting", DELIVERIES.c.collection, DELIVERIES.c.number)
ASIDE = _table(
    "aside",
    *_delivered(),
    Column("reason", _text(), nullable=False),
    is_counted=True,
)
DIGESTS = _table(
    "digests",
    Column("digest", _bytes(16), primary_key=True),
    Column("at", _text(), nullable=False),
)
VERSIONS = _table(
    "versions",
    Column("collection", _text(_NAME), primary_key=True),
    Column("key", _text(_ID), primary_key=True),
    Column("version", _text(), nullable=False),
    Column("at", _text(), nullable=False),
)

SUBSCRIPTIONS = _table(
    "subscriptions",
    Column("name", _text(_NAME), primary_key=True),
    Column("document", _text(), nullable=False),
)
