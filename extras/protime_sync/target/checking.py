"""Tables that others made or changed: left alone, with the reason."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from protime_sync.errors import TargetRefused
from protime_sync.target.opening import name_of
from protime_sync.target.standing import Standing, named

OURS = ("_dlt_id", "_dlt_load_id", "_synced_at", "_digest", "deleted", "tenant")
"""Columns besides those of the API's fields."""

_EARLIER = {
    *("from_", "fromx", "until", "external_references"),
    *("flextime_balance_at", "full_time_equivalent_at"),
}
"""Names of columns in tables that were made before all targets had the same."""


def check_table(
    pipeline: Any,  # noqa: ANN401 - dlt's
    name: str,
    stored: Sequence[str],
    columns: Collection[str],
    standing: Standing | None,
) -> None:
    """Refuse a table that no copy has made, or that others have changed.

    Args:
        pipeline: The pipeline.
        name: The table.
        stored: Its columns in the target; none if there is no such table.
        columns: Names of the columns that rows come with.
        standing: What the control table says of it.

    Raises:
        TargetRefused: It has foreign columns, another primary key, another owner, or
            columns under the names of an earlier version.
    """
    if not stored:
        return
    where = f"The table {pipeline.dataset_name}.{name} in {name_of(pipeline)}"
    had = named(standing.columns) if standing is not None else set[str]()
    unknown = {*stored} - {*columns} - {*OURS} - had
    made = {} if standing is not None and not unknown else _made(pipeline, name)
    if standing is None and not made:
        raise TargetRefused(
            f"{where} was made by something else; it was left alone. Give another"
            " dataset name, or rename that table."
        )
    keys = [column for column, hints in made.items() if hints.get("primary_key")]
    if made and not {"id"} <= {*keys} <= {"id", "tenant"}:
        raise TargetRefused(
            f"{where} has the primary key {', '.join(keys) or 'none'} and not id; it"
            " was left alone."
        )
    if foreign := sorted(unknown - {*made}):
        raise TargetRefused(
            f"{where} has columns that are not ours: {', '.join(foreign)}; merging"
            " would empty them, so it was left alone. Keep them in a table beside it."
        )
    if earlier := sorted(_EARLIER & {*stored} - {*columns}):
        raise TargetRefused(
            f"{where} was made by an earlier version, which called columns otherwise"
            f" ({', '.join(earlier)}); it was left alone. To load it anew, give another"
            " dataset name (--dataset), and in Python another pipeline name as well."
        )


def _made(pipeline: Any, name: str) -> Mapping[str, Mapping[str, Any]]:  # noqa: ANN401
    """Return the columns of a table as dlt has made it, here or elsewhere."""
    schemas = [pipeline.default_schema.tables] if pipeline.default_schema_name else []
    with pipeline.destination_client() as client:
        found = client.get_stored_schema("protime")
    if found is not None:
        schemas.append(json.loads(found.schema)["tables"])
    for tables in schemas:
        columns: Mapping[str, Mapping[str, Any]] = tables.get(name, {}).get("columns")
        if columns:
            return columns
    return {}
