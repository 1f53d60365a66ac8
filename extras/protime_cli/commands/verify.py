"""``protime verify``: copies held against their tenant, and repaired if wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from protime_cli import exits
from protime_cli.commands.copy_job import CopyJob
from protime_cli.commands.status import standings
from protime_cli.commands.sync import chosen, days_of_options, tell
from protime_cli.commands.targets import alone, sync_module, target
from protime_cli.output.reports import Record, show
from protime_cli.session.session import current

_SHOWN = 20
"""Rows that are named on a terminal; programs get up to 1,000 of each month."""


def verify(
    names: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    repair: bool,
    output: str | None,
    to: str | None,
    dataset: str,
    state: str | None,
) -> int:
    """Compare copies with the tenant, and repair them if wanted."""
    session = current()
    place = target(session, to, dataset, state)
    owner = sync_module("protime_sync.feeds.following").default_owner()
    with session.client() as client:
        pipeline = place.pipeline(client.settings.tenant)
        with sync_module("protime_sync.causes").telling(place.name):
            rows = standings(place)
            wanted = chosen(names, False, ()) if names else _copied(rows)
            if not wanted:
                raise click.UsageError(
                    "Nothing was copied there yet: protime sync ... comes first."
                )
            job = CopyJob.like(rows, wanted)
            with alone(pipeline, owner):
                copy = job.copy(session, client, pipeline, place, owner)
                days = days_of_options(since, until)
                found = copy.verify(days=days, repair=repair)
    show([_record(comparison) for comparison in found], output)
    for comparison in found:
        if comparison.error is not None:
            tell(session.profile, comparison.collection, comparison.error)
        _name_rows(session.say, comparison)
    return _status(found)


def _copied(rows: Sequence[Any]) -> Sequence[str]:
    return list(dict.fromkeys(row.collection for row in rows if row.columns))


def _record(comparison: Any) -> Record:  # noqa: ANN401 - a `Comparison`
    return {
        "collection": comparison.collection,
        "part": comparison.part or None,
        "rows": comparison.rows,
        "stored": comparison.stored,
        "missing": comparison.missing,
        "extra": comparison.extra,
        "changed": comparison.changed,
        "pending": comparison.pending,
        "columns": ", ".join(comparison.columns) or None,
        "repaired": comparison.repaired,
        "error": None if comparison.error is None else str(comparison.error),
    }


def _name_rows(say: Any, comparison: Any) -> None:  # noqa: ANN401
    for difference in comparison.differences[:_SHOWN]:
        columns = f" ({', '.join(difference.columns)})" if difference.columns else ""
        say(f"{comparison.collection} {difference.id}: {difference.kind}{columns}")


def _status(found: Sequence[Any]) -> int:
    errors = {
        exits.kind_of(comparison.error).status
        for comparison in found
        if comparison.error is not None
    }
    if errors:
        return exits.of_many(errors, partly=len(errors) < len(found))
    wrong = any(
        not comparison.is_equal and not comparison.repaired for comparison in found
    )
    return exits.PARTLY.status if wrong else 0
