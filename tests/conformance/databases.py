"""Targets that SQL reads: how each is addressed, and read by its driver."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from attrs import frozen

from tests import mariadb

from .judge import Cells


class _Sql:
    """A target that SQL reads, through a connection of Python's DB-API."""

    dataset: str
    has_booleans: ClassVar[bool] = True

    @property
    def environ(self) -> Mapping[str, str]:
        return {}

    def connect(self) -> Any:
        raise NotImplementedError

    def read(self, table: str) -> list[Cells]:
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"SELECT * FROM {self.place(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def place(self, table: str) -> str:
        return f"{self.dataset}.{table}"

    def drop(self, table: str) -> None:
        self._execute(f"DROP TABLE {self.place(table)}")

    def lose(self, table: str, id: int | str) -> None:
        self._execute(f"DELETE FROM {self.place(table)} WHERE id = '{id}'")  # noqa: S608

    def spoil(self, table: str, id: int | str, column: str) -> None:
        place = self.place(table)
        self._execute(f"UPDATE {place} SET {column} = 'spoilt' WHERE id = '{id}'")  # noqa: S608

    def _execute(self, statement: str) -> None:
        with closing(self.connect()) as connection:
            connection.cursor().execute(statement)
            connection.commit()


@frozen
class DuckDb(_Sql):
    """A DuckDB file."""

    folder: Path
    dataset: str = "protime"

    @property
    def words(self) -> list[str]:
        return ["--to", f"duckdb:{self.folder / 'copy.duckdb'}"]

    def connect(self) -> Any:
        import duckdb

        return duckdb.connect(str(self.folder / "copy.duckdb"))


@frozen
class Postgres(_Sql):
    """A database of a PostgreSQL server."""

    url: str
    dataset: str = "protime"

    @property
    def words(self) -> list[str]:
        return []

    @property
    def environ(self) -> Mapping[str, str]:
        # It holds a password, which has no place among arguments.
        return {"PROTIME_TARGET": self.url}

    def connect(self) -> Any:
        import psycopg

        return psycopg.connect(self.url)


@frozen
class MariaDb(_Sql):
    """A database of a MariaDB server, which is the dataset as well."""

    server: mariadb.Server
    dataset: str
    has_booleans: ClassVar[bool] = False

    @property
    def words(self) -> list[str]:
        return ["--dataset", self.dataset]

    @property
    def environ(self) -> Mapping[str, str]:
        url = self.server.address(self.dataset)
        return {"PROTIME_TARGET": url.replace("mysql+pymysql:", "mysql:")}

    def connect(self) -> Any:
        return self.server.connect(self.dataset)


@frozen
class Sqlite(_Sql):
    """An SQLite file; a dataset is another one beside it."""

    folder: Path
    dataset: str = "protime"
    has_booleans: ClassVar[bool] = False

    @property
    def words(self) -> list[str]:
        return ["--to", f"sqlite:{self.folder / 'copy.sqlite'}"]

    def connect(self) -> Any:
        beside = self.folder / f"copy__{self.dataset}.sqlite"
        there = beside if beside.exists() else self.folder / "copy.sqlite"
        return sqlite3.connect(there)

    def place(self, table: str) -> str:
        return table
