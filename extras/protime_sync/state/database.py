"""A connection to SQLite or PostgreSQL; queries name their values as ``:feed``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from attrs import frozen

Values: TypeAlias = Mapping[str, Any] | Sequence[Any]
"""By their names, or in order where a query has the database's own marks."""

_NAMED = re.compile(r"(?<!:):(\w+)")


class Rows(Protocol):
    """What a query found or changed."""

    @property
    def rowcount(self) -> int:
        """Number of rows that were changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row
        """Return the next row, `None` at the end."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the rows."""


class Database(Protocol):
    """A connection; `sqlite3.Connection` is one."""

    def execute(self, query: str, values: Values = ..., /) -> Rows:
        """Execute a query."""

    def executemany(self, query: str, values: Iterable[Values], /) -> object:
        """Execute a query for each row of values."""


@frozen
class Psycopg:
    """A connection of psycopg that takes queries as SQLite does."""

    _connection: Any

    def execute(self, query: str, values: Values | None = None, /) -> Rows:
        """Execute a query; without values it may be several statements."""
        found: Rows = self._connection.execute(_translated(query), values)
        return found

    def executemany(self, query: str, values: Iterable[Values], /) -> None:
        """Execute a query for each row of values."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_translated(query), values)


def _translated(query: str) -> str:
    return _NAMED.sub(r"%(\1)s", query)
