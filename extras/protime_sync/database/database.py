"""What holds tables, and the statements that each kind of it words differently."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cache, partial
from typing import Any, cast

import msgspec
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    any_,
    bindparam,
    case,
    func,
    select,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.dialects.mysql import pymysql
from sqlalchemy.dialects.postgresql import psycopg

_INSERTS: dict[str, Any] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
    "mysql": mysql.insert,
}


class Database(ABC):
    """A file of SQLite's, or a database of a server's."""

    name: str
    """What it is called in messages: a path, but no address, as that has a password."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """Yield a connection in a transaction: all is stored, or nothing.

        Raises:
            StateError: It cannot be read or written; nothing was stored.
        """

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """Yield a connection for queries.

        Raises:
            StateError: It cannot be read.
        """

    @abstractmethod
    def close(self) -> None:
        """Close what is open and not in use: of a file, this thread's connection."""


def among(kind: str, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return whether a column is among the values of a parameter, however many.

    Args:
        kind: The dialect's name.
        column: The column.
        name: Of the parameter, whose value `listed` gives.
    """
    if kind == "sqlite":
        each = func.json_each(bindparam(name)).table_valued("value")
        return column.in_(select(each.c.value))
    if kind == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(column.type)))
    return column.in_(bindparam(name, expanding=True, type_=column.type))


def listed(kind: str, values: Iterable[Any]) -> object:
    """Return values as the one parameter that `among` takes."""
    found = list(values)
    return msgspec.json.encode(found).decode() if kind == "sqlite" else found


@cache
def replacing(kind: str, table: Table, by: str | None = None) -> Insert:
    """Return what inserts rows, or takes the place of those with the same key.

    Args:
        kind: The dialect's name.
        table: Where to.
        by: Column that must be greater for a row to be replaced.
    """
    return _replacing(kind, _INSERTS[kind](table), by)


@cache
def copying(kind: str, table: Table, rows: Select[Any]) -> Insert:
    """Return what inserts, or replaces by key, the rows that a query finds.

    Args:
        kind: The dialect's name.
        table: Where to.
        rows: A query that is made once, as what it becomes is kept.
    """
    names = [*rows.selected_columns.keys()]
    return _replacing(kind, _INSERTS[kind](table).from_select(names, rows), None)


@cache
def adding(kind: str, table: Table) -> Insert:
    """Return what inserts rows, and leaves those that have the same key.

    MySQL cuts keys that are too long, so they must fit.
    """
    insert = _INSERTS[kind](table)
    found: Insert = (
        insert.prefix_with("IGNORE")
        if kind == "mysql"
        else insert.on_conflict_do_nothing()
    )
    return found


def _replacing(kind: str, insert: Any, by: str | None) -> Insert:  # noqa: ANN401 - of each dialect's own kind
    table = insert.table
    new = insert.inserted if kind == "mysql" else insert.excluded
    # MySQL sets one after another, and so what is compared with comes last.
    columns = sorted(table.columns, key=lambda column: column.name == by)
    values = {
        column.name: new[column.name]
        if by is None
        else case((new[by] > table.c[by], new[column.name]), else_=column)
        for column in columns
        if not column.primary_key
    }
    found: Insert = (
        insert.on_duplicate_key_update(list(values.items()))
        if kind == "mysql"
        else insert.on_conflict_do_update(index_elements=table.primary_key, set_=values)
    )
    return found


def write(
    connection: Connection, insert: Insert, rows: Sequence[Sequence[object]]
) -> None:
    """Insert rows, whose values stand in the order of the columns.

    They go to the driver as they are: for a hundred thousand, what SQLAlchemy does
    with each of them would take longer than the database.

    Args:
        connection: Writes.
        insert: A statement that is made once, as its text is kept.
        rows: With no value for a column that counts by itself.
    """
    if rows:
        connection.exec_driver_sql(_wording(connection.dialect.name, insert), rows)


@cache
def _wording(kind: str, insert: Insert) -> str:
    dialects: dict[str, Any] = {
        "sqlite": partial(sqlite.dialect, paramstyle="qmark"),
        "postgresql": partial(psycopg.dialect, paramstyle="format"),
        "mysql": partial(pymysql.dialect, paramstyle="format"),
    }
    table = cast(Table, insert.table)
    names = [
        column.name
        for column in table.columns
        if column is not table.autoincrement_column
    ]
    return str(insert.compile(dialect=dialects[kind](), column_keys=names))
