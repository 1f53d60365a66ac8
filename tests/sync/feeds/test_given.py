"""One collection, or one reference type, is a list of one wherever several can be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from protime import InvalidRequest, PersonReference, Protime
from protime_sync import MemoryState, Sync
from protime_sync.dlt import protime_source
from protime_sync.exports import to_arrow
from protime_sync.loads.partitions import partitions
from protime_sync.source.making import source
from protime_sync.webhooks import SqliteInbox, Wanted, woken
from protime_sync.webhooks.wanted import checked
from tests.sync.conftest import FEBRUARY

BADGE = PersonReference.BADGE_NUMBER


@pytest.mark.parametrize(
    "given",
    [BADGE, [BADGE], {BADGE}, iter([BADGE])],
    ids=["bare", "list", "set", "iterator"],
)
def test_a_bare_reference_is_a_column(client: Protime, given: Any) -> None:
    table = to_arrow(
        "clockings", client=client, date=FEBRUARY, external_references=given
    )
    assert [name for name in table.column_names if "badge" in name]


@pytest.mark.parametrize(
    "person",
    [[1, 2], {1, 2}, np.array([1, 2]), pd.Series([1, 2]), range(1, 3)],
    ids=str,
)
def test_ids_come_in_whatever_holds_them(client: Protime, person: Any) -> None:
    """Each way of reading asks for the same, and a feed has the same signature."""
    table = to_arrow("clockings", client=client, date=FEBRUARY, person=person)
    assert set(table["person_id"].to_pylist()) == {1, 2}
    cut = partitions("clockings", people=1, date=FEBRUARY, person=person)
    assert {one.part.filter["person"] for one in cut} == {(1,), (2,)}
    found = source(client.contracts, {"person": person}, today=client._today)
    same = source(client.contracts, {"person": [1, 2]}, today=client._today)
    assert found.signature == same.signature


def test_a_feed_takes_a_bare_reference(client: Protime) -> None:
    sync = Sync(client, state=MemoryState())
    feed = sync.follow(client.people, external_references=BADGE)
    assert feed.following.source.references == (BADGE,)


def test_dlt_takes_one_collection(client: Protime) -> None:
    found = protime_source(client, "people", external_references={"people": BADGE})
    assert list(found.resources) == ["people"]
    with pytest.raises(InvalidRequest, match="no reference type"):
        protime_source(client, "people", external_references={"people": [5]})


def test_webhooks_take_one_collection() -> None:
    assert [one.collection for one in checked("clockings")] == ["clockings"]
    assert Wanted(
        collection="people", external_references=BADGE
    ).external_references == (BADGE,)
    with pytest.raises(InvalidRequest, match="collections takes"):
        checked({"clockings": 1})


def test_an_inbox_takes_one(tmp_path: Path) -> None:
    inbox = SqliteInbox(tmp_path / "inbox.db")
    with woken(inbox, "clockings", wait=timedelta()) as names:
        assert names == ("clockings",)
    assert inbox.retry(5) == 0
    assert inbox.retry(np.array([5, 6])) == 0
    inbox.close()
