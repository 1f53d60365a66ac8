"""What each kind of database can, besides what dlt makes there: one table.

The conformance matrix (``nox -s conformance``) holds each line that is marked as tried;
of the others dlt says that they merge and delete, and nobody has run them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen(kw_only=True)
class Dialect:
    """What a database takes; statements are texts to be filled in."""

    tried: bool = False
    key: str | None = None
    """Makes the primary key."""
    index: str | None = None
    comment: str | None = None
    """Describes a column."""
    table_comment: str | None = None
    json: bool = False
    """Whether lists and translations are held as JSON, and not as texts."""
    aware: bool = True
    """Whether moments have a zone; otherwise they are those of UTC."""
    text: str = "TEXT"
    """Type of a text of any length."""
    moment: str = "TIMESTAMP WITH TIME ZONE"


UNKNOWN = Dialect()
"""The least that any database takes."""

_KEY = "ALTER TABLE {table} ADD PRIMARY KEY ({columns})"
_INDEX = "CREATE INDEX {name} ON {table} ({columns})"
_COMMENT = "COMMENT ON COLUMN {table}.{column} IS {text}"
_TABLE_COMMENT = "COMMENT ON TABLE {table} IS {text}"

DIALECTS: Mapping[str, Dialect] = {
    "duckdb": Dialect(
        tried=True,
        key=_KEY,
        comment=_COMMENT,
        table_comment=_TABLE_COMMENT,
        json=True,
    ),
    "postgres": Dialect(
        tried=True,
        key=_KEY,
        index=_INDEX,
        comment=_COMMENT,
        table_comment=_TABLE_COMMENT,
        json=True,
    ),
    "sqlite": Dialect(
        tried=True,
        key="CREATE UNIQUE INDEX {dataset}.{name} ON {bare} ({columns})",
        index="CREATE INDEX {dataset}.{name} ON {bare} ({columns})",
        aware=False,
        moment="TIMESTAMP",
    ),
    "mysql": Dialect(
        tried=True,
        key=_KEY,
        index=_INDEX,
        table_comment="ALTER TABLE {table} COMMENT = {text}",
        aware=False,
        moment="DATETIME(6)",
    ),
    "snowflake": Dialect(
        comment=_COMMENT, table_comment=_TABLE_COMMENT, moment="TIMESTAMP_TZ"
    ),
    "bigquery": Dialect(text="STRING", moment="TIMESTAMP"),
    "databricks": Dialect(comment=_COMMENT, text="STRING", moment="TIMESTAMP"),
    "redshift": Dialect(comment=_COMMENT, text="VARCHAR(65535)"),
    "tsql": Dialect(text="NVARCHAR(MAX)", moment="DATETIMEOFFSET"),
}
"""By sqlglot's name, which dlt knows of each destination."""


def dialect_of(name: str | None) -> Dialect:
    """Return what a kind of database can; of one that is not known, the least."""
    return DIALECTS.get(name or "", UNKNOWN)
