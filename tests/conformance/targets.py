"""Targets of ``protime sync``: how each is started, and given empty to each copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import ClassVar, Protocol, TypeAlias

import pytest

from tests import mariadb, postgres

from .databases import DuckDb, MariaDb, Postgres, Sqlite
from .judge import Cells, Table
from .lake import Delta


class Target(Protocol):
    """A place for copies."""

    has_booleans: ClassVar[bool]

    @property
    def dataset(self) -> str:
        """The schema of the tables."""

    @property
    def words(self) -> list[str]:
        """Options by which a command is given the target."""

    @property
    def environ(self) -> Mapping[str, str]:
        """What is given by the environment."""

    def read(self, table: str) -> list[Cells]:
        """Return the rows of a table."""

    def drop(self, table: str) -> None:
        """Remove a table, as an administrator would."""

    def lose(self, table: str, id: int | str) -> None:
        """Remove a row."""

    def spoil(self, table: str, id: int | str, column: str) -> None:
        """Put another text into a row."""


def table_of(target: Target, collection: str) -> Table:
    """Return what a target holds of a collection."""
    rows = target.read(collection.replace("-", "_"))
    return Table(rows=rows, has_booleans=target.has_booleans)


Maker: TypeAlias = Callable[[Path], Target]
"""Makes an empty target, whose files stand below the folder."""


@contextmanager
def _postgres() -> Iterator[Maker]:
    pytest.importorskip("psycopg")
    with postgres.running() as server:
        yield lambda folder: Postgres(server.with_database().url)


@contextmanager
def _mariadb() -> Iterator[Maker]:
    with mariadb.running() as server:
        yield lambda folder: MariaDb(server, server.with_database().rpartition("/")[2])


@contextmanager
def _files(made: Maker, package: str) -> Iterator[Maker]:
    pytest.importorskip(package)
    yield made


TARGETS: Mapping[str, Callable[[], AbstractContextManager[Maker]]] = {
    "duckdb": partial(_files, DuckDb, "duckdb"),
    "postgresql": _postgres,
    "delta": partial(_files, Delta, "deltalake"),
    "sqlite": partial(_files, Sqlite, "sqlite3"),
    "mariadb": _mariadb,
}
"""Each starts what the target needs, and gives its maker until the block ends."""
