"""A page of a delta is read fast as it is read the tolerant way, or not at all."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime.models.clockings import Clocking
from protime_runtime.messages import Changes, Delete, Page, Response, Upsert
from protime_runtime.reading import native
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native_plan import Way, plan, sample
from protime_runtime.reading.responses import read
from tests.cases import check_each
from tests.depth import many
from tests.speed.documents import documents, page, planned
from tests.speed.test_equality import PASSED_OVER, WAYS, reader_of, same

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)

UPSERT, DELETE = "InsertOrUpdate", "Delete"
ROW = sample(plan(Clocking))
GONE = {"id": 1, "changeVersion": "9"}


def change(word: object, data: object) -> dict[str, object]:
    return {"changeType": word, "data": data}


def read_fast(model: type, content: bytes, way: Way = "closed") -> Page[Any] | None:
    return reader_of(model, way).changes(content)


def read_tolerantly(model: type, content: bytes) -> tuple[Page[Any], set[str]]:
    """Return the page, and the kinds of what was counted."""
    answer, decoder = Response(status=200, content=content), Decoder(fast=False)
    found = read(Changes(model), answer, decoder)
    return found, {one.kind for one in decoder.deviations.counts()}


def _changes(model: type) -> st.SearchStrategy[dict[str, object]]:
    versions = st.sampled_from([{}, {"changeVersion": "9"}, {"changeVersion": ""}])
    ids = st.integers(0, 3) | st.sampled_from(["a", 2.0, True, None])
    named = st.tuples(ids, versions).map(lambda drawn: {"id": drawn[0], **drawn[1]})
    rows = documents(plan(model))
    return st.one_of(
        rows.map(lambda row: change(UPSERT, row)),
        (named | rows).map(lambda data: change(DELETE, data)),
        rows,
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
@settings(max_examples=many(25, 4), deadline=None)
@given(data=st.data())
def test_random_changes_read_alike(model: type, way: Way, data: st.DataObject) -> None:
    """What a fast way takes, it reads as the tolerant way does; and what it misses."""
    content = page(data.draw(st.lists(_changes(model), min_size=1, max_size=3)))
    found = read_fast(model, content, way)
    if found is not None:
        expected, kinds = read_tolerantly(model, content)
        assert same(found.value, expected.value)
        assert kinds <= PASSED_OVER[way]


OPEN: tuple[Way, ...] = ("open",)
"""What else there is could be no text, which only the tolerant way would see."""

TAKEN: list[tuple[list[dict[str, object]], tuple[Way, ...]]] = [
    # The entries of a page; the ways that take it.
    ([change(UPSERT, ROW)] * 3, WAYS),
    ([ROW] * 3, WAYS),
    ([change(DELETE, GONE)], WAYS),
    ([change(UPSERT, ROW), change(DELETE, GONE), change(UPSERT, ROW)], WAYS),
    ([change(DELETE, ROW)], OPEN),
    ([change(DELETE, {"id": "a"})], WAYS),
    ([change(DELETE, {**GONE, "changeVersion": ""})], WAYS),
    ([{"data": ROW, "changeType": UPSERT, "more": 1}], OPEN),
    ([change(DELETE, {"id": ""})], ()),
    ([change(DELETE, {"id": True})], ()),
    ([change(DELETE, {})], ()),
    ([change(UPSERT, GONE)], ()),
    ([change("insertorupdate", ROW)], ()),
    ([change("Removed", ROW)], ()),
    ([change(UPSERT, ROW), ROW], ()),
    ([{"changeType": UPSERT}], ()),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_documented_words_are_read_fast(way: Way) -> None:
    """A page of them is read as a whole; any other is refused."""
    check_each(
        (str(entries), partial(check, entries, way, way in fast))
        for entries, fast in TAKEN
    )


def check(entries: list[dict[str, object]], way: Way, is_fast: bool) -> None:
    content = page(entries)
    found = read_fast(Clocking, content, way)
    assert (found is not None) is is_fast
    assert found is None or same(found, read_tolerantly(Clocking, content)[0])


def test_two_words_of_one_change_are_refused() -> None:
    """Of a name that stands there twice, readers of JSON differ in which counts."""
    twice = json.dumps(change(UPSERT, ROW))[:-1] + f', "changeType": "{DELETE}"}}'
    assert read_fast(Clocking, f'{{"value": [{twice}]}}'.encode()) is None


def test_changes_that_are_read_fast_are_values() -> None:
    """They are frozen, equal to others of the same content, and share identifiers."""
    row = {**ROW, "id": 2}
    found = read_fast(Clocking, page([change(UPSERT, ROW), change(UPSERT, row)]))
    assert found is not None
    one, other = found.value
    assert type(one) is Upsert
    assert one == Upsert(one.item)
    assert one.item.person is other.item.person
    with pytest.raises(AttributeError):
        one.item = other.item
    assert Delete(1, None) not in found.value


def test_a_way_that_cannot_be_made_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever msgspec's next version does, changes are read the tolerant way."""

    def failing(*_: object) -> None:
        raise TypeError

    monkeypatch.setattr(native, "ChangesReader", failing)
    made = native.Reader(Clocking, "closed")
    assert made.changes(page([ROW])) is None
    assert made.page(page([ROW])) is not None
