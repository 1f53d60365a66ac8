"""A process that keeps a copy until it is killed: ``child.py STATE TABLE SETTINGS``.

With ``load`` or ``wide`` as its first argument it runs a pipeline in that folder.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from protime import DateRange, Protime
from protime_runtime.errors import ProtimeError
from protime_runtime.sending.retries import RetryPolicy
from protime_sync import LeaseHeld, LeaseLost, PostgresState, SqliteState, State, Sync
from tests.sync.table import Table

FEBRUARY = DateRange(date(2026, 2, 1))


def follow(state: str, table: str, client: Protime) -> None:
    sync = Sync(client, SqliteState(state), owner="child", today=_today)
    feed, copy = sync.follow("clockings", date=FEBRUARY), Table(table)
    print("ready", flush=True)
    while True:
        # The API's faults are part of the test; what was refused comes again.
        with suppress(ProtimeError):
            copy.apply(feed, at_most=60)
            print("batch", flush=True)


def hold(state: str, client: Protime) -> None:
    """Read one batch slowly; another process that wants the feed must be refused."""
    feed = Sync(client, SqliteState(state), owner="nightly").follow("people")
    try:
        with feed.batch() as changes:
            list(changes)
            print("ready", flush=True)
            time.sleep(60)
    except LeaseHeld as error:
        print(error, flush=True)


def slow(place: str, copy: str, client: Protime) -> None:
    """Load a copy anew, page by page, and say when the first page is in."""
    from tests.sync.shared_copy import SharedCopy

    shared = SharedCopy(copy)
    sync = Sync(
        client, state_at(place), owner="sleeper", today=_today, lease=SharedCopy.LEASE
    )
    try:
        with sync.follow("clockings", date=FEBRUARY).batch() as changes:
            for part in changes.parts():
                shared.write(part)
                print("ready", flush=True)
                time.sleep(0.5)  # To be stopped here, and not amid a transaction.
    except LeaseLost as error:
        print(error, flush=True)


def state_at(place: str) -> State:
    is_server = place.startswith("postgresql:")
    return PostgresState(place) if is_server else SqliteState(place)


def wide(folder: str, client: Protime) -> None:
    load(folder, client, parallel=2, days=7)


def load(folder: str, client: Protime, **more: int) -> None:
    import dlt

    from protime_sync.dlt import protime_source, run

    print("ready", flush=True)
    while True:
        pipeline = dlt.pipeline(
            "acme",
            destination=dlt.destinations.duckdb(f"{folder}/acme.duckdb"),
            dataset_name="protime",
            pipelines_dir=f"{folder}/pipelines",
        )
        filters = {"clockings": {"date": FEBRUARY}}
        with suppress(ProtimeError):
            run(pipeline, protime_source(client, filters, today=_today, **more))


def _today() -> date:
    return date(2026, 3, 2)


if __name__ == "__main__":
    job, *places, settings = sys.argv[1:]
    patience = RetryPolicy(attempts=2, shortest=0.02)
    made = Protime(**json.loads(settings), retries=patience)
    {"follow": follow, "hold": hold, "load": load, "slow": slow, "wide": wide}[job](
        *places, made
    )
