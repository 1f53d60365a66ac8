"""How tables of earlier versions are carried over, all steps in one transaction.

The names of the form before are gone, so that a process of an earlier version that
still runs fails, instead of writing without a fence or beside this one.
"""

from __future__ import annotations

import sqlite3
from typing import cast

import msgspec
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable

from protime_sync.database.tables import BROUGHT, FEEDS, ITEMS

_FILE_1 = """
ALTER TABLE feeds ADD COLUMN known INTEGER;
ALTER TABLE feeds ADD COLUMN older INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN nameless INTEGER NOT NULL DEFAULT 0;
CREATE TABLE holders (feed TEXT PRIMARY KEY, fence INTEGER NOT NULL,
    owner TEXT NOT NULL, until TEXT NOT NULL, seconds REAL NOT NULL,
    process TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO holders SELECT feed, 1, owner, until, 600, '' FROM leases;
DROP TABLE leases;
ALTER TABLE staged RENAME TO brought
"""
_FILE_2 = """
DROP TABLE feeds;
DROP TABLE items;
DROP TABLE brought;
ALTER TABLE holders RENAME TO protime_holders;
ALTER TABLE kept RENAME TO protime_kept
"""
_COPIED = """
INSERT INTO protime_{name}
SELECT feed, as_json(id), version, digest, deleted, load, first, last, scope FROM {name}
"""
_SCHEMA_1 = """
CREATE TABLE holders (feed text PRIMARY KEY, fence bigint NOT NULL,
    owner text NOT NULL, until timestamptz NOT NULL,
    seconds double precision NOT NULL, process text NOT NULL);
INSERT INTO holders SELECT feed, 1, owner, until, 600, '' FROM leases;
DROP TABLE leases;
ALTER TABLE staged RENAME TO brought
"""
# The table of the form stays: an earlier version reads it, and refuses the schema.
_SCHEMA_2 = """
ALTER TABLE holders ALTER COLUMN until TYPE text USING
    to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"');
ALTER TABLE feeds RENAME TO protime_feeds;
ALTER TABLE holders RENAME TO protime_holders;
ALTER TABLE kept RENAME TO protime_kept;
ALTER TABLE items RENAME TO protime_items;
ALTER TABLE brought RENAME TO protime_brought;
UPDATE form SET version = 3
"""
_INBOX = """
ALTER TABLE deliveries RENAME TO protime_deliveries;
ALTER TABLE digests RENAME TO protime_digests;
ALTER TABLE aside RENAME TO protime_aside;
ALTER TABLE versions RENAME TO protime_versions
"""


def file_1(connection: Connection) -> None:
    """Make form 2 of a state's file: leases have a fence."""
    _run(connection, _FILE_1)


def file_2(connection: Connection) -> None:
    """Make form 3 of a state's file: the tables that servers have, with ids as JSON."""
    driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    driver.create_function("as_json", 1, _as_json, deterministic=True)
    for table in (FEEDS, ITEMS, BROUGHT):
        made = CreateTable(table).compile(dialect=dialect())
        connection.exec_driver_sql(str(made))
    for row in connection.exec_driver_sql("SELECT * FROM feeds").mappings().all():
        position = {name: value for name, value in row.items() if name != "feed"}
        values = {"feed": row["feed"], "position": _as_json(position)}
        connection.execute(FEEDS.insert(), values)
    for name in ("items", "brought"):
        connection.exec_driver_sql(_COPIED.format(name=name))
    _run(connection, _FILE_2)


def schema_1(connection: Connection) -> None:
    """Make form 2 of a state's schema: leases have a fence."""
    _run(connection, _SCHEMA_1)


def schema_2(connection: Connection) -> None:
    """Make form 3 of a state's schema: the tables that files have."""
    _run(connection, _SCHEMA_2)


def schema_form(connection: Connection) -> int | None:
    """Return the form of a state's schema that an earlier version made, if one did."""
    if not inspect(connection).has_table("form"):
        return None
    form: int | None = connection.exec_driver_sql(
        "SELECT max(version) FROM form"
    ).scalar()
    return form


def inbox_file(connection: Connection) -> None:
    """Give the tables of an inbox's file the names that servers have."""
    _run(connection, _INBOX)


def store_file(connection: Connection) -> None:
    """Give the table of a store's file the name that servers have."""
    _run(connection, "ALTER TABLE subscriptions RENAME TO protime_subscriptions")


def _as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _run(connection: Connection, statements: str) -> None:
    for statement in statements.split(";"):
        connection.exec_driver_sql(statement)
