"""What is asked of a destination before and while rows go there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, TypeAlias

from protime_sync.errors import TargetRefused
from protime_sync.source.entries import Key
from protime_sync.state.protocol import Judged

Versions: TypeAlias = Callable[[Collection[Key]], Mapping[Key, str]]
"""Gives the versions of ids that stand in the target."""

Columns: TypeAlias = Callable[[], Collection[str]]
"""Gives the names of a table's columns in the target; none if there is no table."""

_PART = 50_000
_OURS = ("_dlt_id", "_dlt_load_id")
_EARLIER = {
    *("from_", "fromx", "until", "external_references"),
    *("flextime_balance_at", "full_time_equivalent_at"),
}
"""Names of columns in tables that were made before all targets had the same."""


def strategy_of(table_format: str | None) -> str:
    """Return the merge strategy by which deletions reach a table."""
    return "delete-insert" if table_format is None else "upsert"


def check_destination(pipeline: Any, table_format: str | None) -> None:  # noqa: ANN401
    """Refuse a destination whose tables could not follow changes.

    Raises:
        TargetRefused: It cannot merge and delete, or not in this table format.
    """
    name, known = _destination(pipeline), pipeline.destination.capabilities()
    if table_format is not None:
        if table_format not in (known.supported_table_formats or ()):
            raise TargetRefused(f"The destination {name!r} has no Delta tables.")
    elif name == "filesystem":
        raise TargetRefused(
            "The destination 'filesystem' only appends plain files, so deletions would"
            " not reach them; give table_format='delta', or export instead."
        )
    elif strategy_of(table_format) not in (known.supported_merge_strategies or ()):
        raise TargetRefused(
            f"The destination {name!r} cannot merge and delete, so a copy there could"
            " not follow changes; choose another, or export instead."
        )


def columns_in(pipeline: Any, name: str) -> Columns:  # noqa: ANN401 - dlt's
    """Return what gives the columns of a table in the target.

    The target is asked once, as nothing is loaded while rows are read.
    """
    return cache(partial(_stored_columns, pipeline, name))


def check_table(
    pipeline: Any,  # noqa: ANN401 - dlt's
    name: str,
    stored: Columns,
    columns: Collection[str],
) -> None:
    """Refuse a table that this pipeline did not make, or that others have changed.

    Args:
        pipeline: The running pipeline.
        name: The table.
        stored: Its columns in the target.
        columns: Names of the columns that rows come with.

    Raises:
        TargetRefused: It has foreign columns, another primary key, another owner, or
            columns under the names of an earlier version.
    """
    existing = stored()
    if not existing:
        return
    table = pipeline.default_schema.tables.get(name) if _has_schema(pipeline) else None
    where = f"The table {pipeline.dataset_name}.{name} in {_destination(pipeline)}"
    if table is None or not table.get("columns"):
        raise TargetRefused(
            f"{where} was made by something else; it was left alone. Give another"
            " dataset name, or rename that table."
        )
    keys = [
        column for column, hints in table["columns"].items() if hints.get("primary_key")
    ]
    if keys != ["id"]:
        raise TargetRefused(
            f"{where} has the primary key {', '.join(keys) or 'none'} and not id; it"
            " was left alone."
        )
    foreign = sorted(set(existing) - set(table["columns"]) - set(_OURS))
    if foreign:
        raise TargetRefused(
            f"{where} has columns that are not ours: {', '.join(foreign)}; merging"
            " would empty them, so it was left alone. Keep them in a table beside it."
        )
    earlier = sorted(_EARLIER & set(existing) - set(columns))
    if earlier:
        raise TargetRefused(
            f"{where} was made by an earlier version, which called columns otherwise"
            f" ({', '.join(earlier)}); it was left alone. To load it anew, give another"
            " dataset name (--dataset), and in Python another pipeline name as well."
        )


def stored_ids(
    pipeline: Any,  # noqa: ANN401 - dlt's
    name: str,
    stored: Columns,
    judged: Judged,
    days: tuple[str, str] | None,
) -> Iterator[Sequence[Key]]:
    """Iterate over the ids in the target whose days lie in the window.

    Args:
        pipeline: The running pipeline.
        name: The table.
        stored: Its columns in the target.
        judged: The window, as ordinals.
        days: Columns of a row's first and last day, if it has any.
    """
    if not stored():
        return
    if _destination(pipeline) == "filesystem":
        yield from _ids_of_delta(pipeline, name, judged, days)
        return
    with pipeline.sql_client() as client:
        table = client.make_qualified_table_name(name)
        id = client.escape_column_name("id")
        where = _condition(client, judged, days)
        with client.execute_query(f"SELECT {id} FROM {table}{where}") as cursor:  # noqa: S608
            while rows := cursor.fetchmany(_PART):
                yield [row[0] for row in rows]


def versions_in(pipeline: Any, name: str, stored: Columns) -> Versions:  # noqa: ANN401 - dlt's
    """Return what gives the versions of ids that stand in the target."""

    def versions(ids: Collection[Key]) -> Mapping[Key, str]:
        if not ids or "change_version" not in stored():
            return {}
        return _versions(pipeline, name, ids)

    return versions


def _versions(pipeline: Any, name: str, ids: Collection[Key]) -> Mapping[Key, str]:  # noqa: ANN401
    if _destination(pipeline) == "filesystem":
        with pipeline.destination_client() as client:
            table = client.load_open_table("delta", name)
        found = table.to_pyarrow_table(
            columns=["id", "change_version"], filters=[("id", "in", list(ids))]
        )
        return {row["id"]: row["change_version"] for row in found.to_pylist()}
    with pipeline.sql_client() as client:
        table = client.make_qualified_table_name(name)
        id, version = map(client.escape_column_name, ("id", "change_version"))
        marks = ", ".join(["%s"] * len(ids))
        query = f"SELECT {id}, {version} FROM {table} WHERE {id} IN ({marks})"  # noqa: S608
        with client.execute_query(query, *ids) as cursor:
            return dict(cursor.fetchall())


def _condition(client: Any, judged: Judged, days: tuple[str, str] | None) -> str:  # noqa: ANN401
    if days is None:
        return ""
    first, last = (client.escape_column_name(day) for day in days)
    parts = []
    if judged.first is not None:
        parts.append(f"({last} IS NULL OR {last} >= DATE '{_iso(judged.first)}')")
    if judged.last is not None:
        parts.append(f"{first} <= DATE '{_iso(judged.last)}'")
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def _ids_of_delta(
    pipeline: Any,  # noqa: ANN401
    name: str,
    judged: Judged,
    days: tuple[str, str] | None,
) -> Iterator[Sequence[Key]]:
    columns = ["id", *dict.fromkeys(days or ())]
    with pipeline.destination_client() as client:
        table = client.load_open_table("delta", name)
    for batch in table.to_pyarrow_table(columns=columns).to_batches(_PART):
        rows = batch.to_pylist()
        yield [row["id"] for row in rows if days is None or _within(row, judged, days)]


def _within(row: dict[str, Any], judged: Judged, days: tuple[str, str]) -> bool:
    first, last = (row[day] for day in days)
    after = judged.first is None or last is None or last.toordinal() >= judged.first
    before = judged.last is None or first is None or first.toordinal() <= judged.last
    return after and before


def _stored_columns(pipeline: Any, name: str) -> Sequence[str]:  # noqa: ANN401
    with pipeline.destination_client() as client:
        if not client.is_storage_initialized():
            return ()
        _, columns = client.get_storage_table(name)
    return tuple(columns)


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _has_schema(pipeline: Any) -> bool:  # noqa: ANN401
    return bool(pipeline.default_schema_name)


def _destination(pipeline: Any) -> str:  # noqa: ANN401
    name: str = pipeline.destination.destination_name
    return name
