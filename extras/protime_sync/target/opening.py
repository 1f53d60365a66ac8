"""The target of a pipeline: one whose tables can follow changes, or a refusal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TypeAlias

from protime_sync.errors import TargetRefused
from protime_sync.target.lake import LakeTarget
from protime_sync.target.sql import SqlTarget

Target: TypeAlias = SqlTarget | LakeTarget

log = logging.getLogger("protime.sync")


def strategy_of(table_format: str | None) -> str:
    """Return the merge strategy by which deletions reach a table."""
    return "delete-insert" if table_format is None else "upsert"


def target_of(pipeline: Any) -> Target:  # noqa: ANN401 - dlt's
    """Return where the tables of a pipeline stand; nothing is opened yet."""
    if name_of(pipeline) == "filesystem":
        return LakeTarget(pipeline)
    return SqlTarget(pipeline)


def name_of(pipeline: Any) -> str:  # noqa: ANN401 - dlt's
    """Return the name of a pipeline's destination."""
    name: str = pipeline.destination.destination_name
    return name


@contextmanager
def kept_open(pipeline: Any) -> Iterator[None]:  # noqa: ANN401 - dlt's
    """Hold a file of DuckDB open, which takes longer to open than to ask."""
    with ExitStack() as stack:
        if name_of(pipeline) == "duckdb":
            with suppress(Exception):  # Who asks next is told.
                stack.enter_context(pipeline.sql_client())
        yield


def check_destination(pipeline: Any, table_format: str | None) -> None:  # noqa: ANN401
    """Refuse a destination whose tables could not follow changes.

    Raises:
        TargetRefused: It cannot merge and delete, or not in this table format.
    """
    name, known = name_of(pipeline), pipeline.destination.capabilities()
    if table_format not in (None, "delta"):
        raise TargetRefused(
            f"Tables in the form {table_format!r} cannot be kept up to date: give"
            " table_format='delta', or export instead."
        )
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


def tell_untried(target: Target, name: str) -> None:
    """Say that a destination was never tried, before the first load into it."""
    if not target.dialect.tried:
        log.warning(
            "%s merges and deletes, as dlt says, but was never tried with this client:"
            " compare the copy with the tenant (protime verify)",
            name,
        )
