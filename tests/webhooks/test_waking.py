"""A pipeline that reads the delta by itself follows in the seconds that events take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator
from protime_sync.webhooks import SqliteInbox, woken

from .conftest import event, received
from .tenancy import (
    FEBRUARY,
    Postbox,
    client_of,
    clocking,
    emulated,
    subscribe,
    tenant,
)

BOTH = ["clockings", "people"]
NO_TIME = timedelta()


@pytest.fixture
def emulator(inbox: SqliteInbox) -> Iterator[Emulator]:
    delivery = httpx.Client(transport=httpx.MockTransport(Postbox(inbox)))
    with emulated(delivery=delivery) as made:
        subscribe(made, "clockings")
        yield made


def test_the_collection_with_events_is_given_at_once(inbox: SqliteInbox) -> None:
    """And all of them when none came for the time that is waited."""
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            inbox.put([received(event(1, "A"))])

    with woken(inbox, BOTH, sleep=sleep) as names:
        assert names == ("clockings",)
    assert naps == [0.2] * 3
    with woken(inbox, BOTH, wait=NO_TIME) as names:
        assert names == tuple(BOTH)


def test_what_fails_is_woken_again(inbox: SqliteInbox) -> None:
    """Events are done with when the block ends well, and those that come within not."""
    inbox.put([received(event(1, "A"))])
    with pytest.raises(ZeroDivisionError), woken(inbox, BOTH) as names:
        assert 1 // (len(names) - 1)
    with woken(inbox, BOTH, wait=NO_TIME) as names:
        assert names == ("clockings",)
        inbox.put([received(event(1, "B"))])
    with woken(inbox, BOTH, wait=NO_TIME) as names:
        assert names == ("clockings",)
    assert inbox.counts().waiting == 0


@pytest.mark.filterwarnings("ignore")
def test_a_table_follows_by_events(
    emulator: Emulator, inbox: SqliteInbox, tmp_path: Path
) -> None:
    """A DuckDB file equals the tenant after the first load and after events."""
    dlt, duckdb = pytest.importorskip("dlt"), pytest.importorskip("duckdb")
    from protime_sync.dlt import duckdb_file, protime_source, run

    file, clock, client = tmp_path / "acme.duckdb", emulator.clock, client_of(emulator)

    def load(names: Any) -> None:
        filters: Any = {"clockings": {"date": FEBRUARY}, "people": {}}
        pipeline = dlt.pipeline(
            "acme",
            destination=duckdb_file(str(file)),
            dataset_name="protime",
            pipelines_dir=str(tmp_path / "pipelines"),
        )
        wanted = {one: filters[one] for one in names}
        run(pipeline, protime_source(client, wanted, now=clock.now, today=clock.today))

    def copy() -> dict[Any, Any]:
        with duckdb.connect(str(file)) as database:
            rows = "SELECT id, change_version FROM protime.clockings"
            return dict(database.execute(rows).fetchall())

    def expected() -> dict[Any, Any]:
        return {id: row["version"] for id, row in tenant(emulator).items()}

    with woken(inbox, BOTH, wait=NO_TIME) as names:
        load(names)
    assert copy() == expected()
    new = emulator.add("clockings", clocking(500))
    emulator.erase("clockings", min(copy()))
    emulator.deliver_events()
    with woken(inbox, BOTH, wait=NO_TIME) as names:
        assert names == ("clockings",)
        load(names)
    assert copy() == expected()
    assert new["id"] in copy()
