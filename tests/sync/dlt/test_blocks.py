"""Pages read as columns hold just what the same pages read as rows do."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime import PersonReference, Protime
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Response
from protime_runtime.reading.decoder import Decoder
from protime_sync import MemoryState
from protime_sync.arrow import Shape, shape_of
from protime_sync.dlt.blocks import Block, BlockJudge, BlockReader
from protime_sync.source.aside import Asides
from protime_sync.source.entries import Reader
from protime_sync.source.making import source
from protime_sync.state.holding import Holding
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Known

FOLLOWED = [name for name, one in CATALOG.items() if one.delta]


def shape(name: str, **more: Any) -> Shape:
    more.setdefault("references", (PersonReference.EMPLOYEE_NUMBER,))
    more.setdefault("timezone", "Europe/Brussels")
    return shape_of(CATALOG[name], nested="json", dictionaries=False, **more)


def as_rows(made: Shape, content: bytes) -> pa.Table:
    page = Reader(Asides("rows")).read(answer(content), Decoder())
    return made.table([one.row for one in page.value if one.row is not None])


def as_block(made: Shape, content: bytes) -> pa.Table | None:
    """Return the table that a page becomes, `None` if it is read as rows."""
    page = BlockReader(Asides("rows"), shape=made).read(answer(content), Decoder())
    found = page.value[0] if page.value else None
    return found.table if isinstance(found, Block) else None


def answer(content: bytes) -> Response:
    return Response(status=200, headers={}, content=content)


def page(*rows: object, **links: str) -> bytes:
    return json.dumps({"value": rows, **links}).encode()


@pytest.fixture(scope="module")
def tenant() -> Emulator:
    return Emulator(people=3, days=20, seed=2, today=date(2026, 3, 2))


@pytest.mark.parametrize("name", FOLLOWED)
def test_each_collection_reads_alike(tenant: Emulator, name: str) -> None:
    """What the emulator holds of a collection with a delta is the same either way."""
    rows = tenant.collection(name)
    for made in (
        shape(name),
        shape(name, references=(), timezone=None),
    ):
        table = as_block(made, page(*rows))
        assert (table is None) == (not rows)
        assert table is None or table.equals(as_rows(made, page(*rows)))


def test_the_own_names_of_people_are_columns(tenant: Emulator) -> None:
    """Of the items themselves as of those that they name."""
    names = {"externalReferences": {"@employee-number": "E-1001"}}
    content = page(*({**row, **names} for row in tenant.collection("people")))
    found = as_block(shape("people"), content)
    assert found is not None
    assert found.equals(as_rows(shape("people"), content))
    numbers = found["external_reference_employee_number"].to_pylist()
    assert numbers == ["E-1001"] * 3


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "inout", "InOut", "2026-02-28", "2026-02-28T00:00:00", "x"]),
    st.lists(st.fixed_dictionaries({"level": st.integers(0, 3)}), max_size=2),
    st.fixed_dictionaries({"id": st.sampled_from([1, 2, "A-1"])}),
)
NAMES = ("date", "timeOfDayInMinutes", "kind", "isOpen", "person", "activityLevels")
ROWS = st.lists(
    st.dictionaries(st.sampled_from((*NAMES, "geolocation", "lattitude")), VALUES),
    min_size=1,
    max_size=4,
)


@given(ROWS)
@pytest.mark.filterwarnings("ignore")
def test_whatever_comes_reads_alike(rows: list[dict[str, Any]]) -> None:
    """Other types, missing fields and other spellings give the same table, or rows."""
    made = shape("clockings")
    content = page(*({"id": at, **row} for at, row in enumerate(rows)))
    table = as_block(made, content)
    assert table is None or table.equals(as_rows(made, content))


def test_what_is_no_plain_page_is_read_as_rows() -> None:
    """Changes, an id twice, another spelling or type: nothing is lost or guessed."""
    made = shape("clockings")
    for rows in (
        [{"changeType": "Delete", "data": {"id": 1}}],
        [{"id": 1, "changeVersion": "2"}, {"id": 1, "changeVersion": "1"}],
        [{"id": 1, "geolocation": {"lattitude": 5}}],
        [{"id": 1, "timeOfDayInMinutes": "8:30"}],
    ):
        found = BlockReader(Asides("rows"), shape=made).read(
            answer(page(*rows)), Decoder()
        )
        assert [one.id for one in found.value] == [1] * len(rows)
    nameless, strict = answer(page({"date": "2026-01-01"})), Decoder(strict=True)
    with pytest.raises(DecodingError, match="no id"):
        BlockReader(Asides("rows"), shape=made).read(nameless, strict)
    with pytest.raises(DecodingError):
        BlockReader(Asides("rows"), shape=made).read(answer(b"<html>"), Decoder())


def test_links_and_the_greatest_version_come_with_the_block() -> None:
    made = BlockReader(Asides("rows"), shape=shape("clockings"))
    rows = [{"id": 1, "changeVersion": "0B"}, {"id": 2, "changeVersion": "0A"}]
    found = made.read(answer(page(*rows, nextLink="/a", deltaLink="/b")), Decoder())
    (block,) = found.value
    assert (len(block), block.version) == (2, "0B")
    assert (found.next_link, found.delta_link) == ("/a", "/b")
    assert made.read(answer(page(deltaLink="/b")), Decoder()).value == ()


def test_a_wrong_value_is_null_and_reported() -> None:
    """As without blocks: the row stays, and the value is named once."""
    content = page({"id": 1, "isOpen": "perhaps"}, {"id": 2, "isOpen": True})
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        table = as_rows(shape("clockings"), content)
    assert table["is_open"].to_pylist() == [None, True]
    assert any("isOpen" in str(one.message) for one in said)
    assert as_block(shape("clockings"), content) is None


def test_an_older_version_is_left_out_of_a_block() -> None:
    """As of rows: what is known is not overwritten, but counts as still there."""
    state, noted = MemoryState(), list[int]()
    newer = Known(1, "0C", None, False, 7, None, None, "")
    now = datetime.now(UTC)
    wanted = Lease(owner="tests", until=now + LENGTH)
    lease = state.acquire("feed", wanted, now, force=False)
    state.stage("feed", [newer, newer._replace(id=2, version="0A")], lease)
    client = Protime(
        "acme", client_id="i", client_secret="s", user_agent="Tests/v1 (Acme Corp)"
    )
    judge = BlockJudge(
        "feed",
        source(client.clockings, {}, today=date.today),
        state,
        skip_unchanged=False,
        accept_older=False,
        holding=Holding(state, "feed", lease, lambda: now),
        note=lambda ids, load: noted.extend(ids.to_pylist()),
    )
    rows = [{"id": id, "changeVersion": "0B"} for id in (1, 2, 3)]
    found = BlockReader(Asides("rows"), shape=shape("clockings")).read(
        answer(page(*rows)), Decoder()
    )
    changes = judge(found.value, 8)
    assert isinstance(changes, Block)
    assert changes.table["id"].to_pylist() == [2, 3]
    assert (noted, judge.count, judge.greatest) == ([1, 2, 3], 2, "0B")
