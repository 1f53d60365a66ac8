"""The fast ways read exactly what the tolerant way reads, or nothing.

What the closed one takes, the tolerant one finds nothing to count in.
"""

from __future__ import annotations

import copy
import json
import pickle
import threading
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime.models.clockings import Clocking, ClockingKind, NewClocking
from protime.models.job_histories import JobHistory
from protime.models.shared import Geolocation
from protime_runtime.messages import Items, Page, Response
from protime_runtime.reading import native
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native import Reader
from protime_runtime.reading.native_plan import Way, plan, sample, sampled
from protime_runtime.reading.responses import read
from protime_runtime.types import Kept
from tests.depth import many
from tests.speed.documents import documents, models, mutations, page, planned

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in type and content, all the way down."""
    if type(one) is not type(other):
        return False
    if attrs.has(type(one)):
        names = [field.name for field in attrs.fields(type(one))]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(same(one[a], other[a]) for a in one)
    if isinstance(one, Sequence) and isinstance(other, Sequence) and one != other:
        return False
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def reader_of(model: type, way: Way) -> Reader[Any]:
    """Return a fast way, which there is."""
    reader: Reader[Any] | None = native.reader(model, way)
    assert reader is not None, model
    return reader


def read_both(model: type, content: bytes, way: Way) -> tuple[Any, Any, Decoder]:
    """Read a page a fast way and the tolerant one."""
    reader = reader_of(model, way)
    tolerant = Decoder(fast=False)
    found = reader.page(content)
    answer = Response(status=200, content=content)
    expected: Page[Any] = read(Items(model), answer, tolerant)
    return (found and found.value), expected.value, tolerant


WAYS: tuple[Way, ...] = ("closed", "open")
PASSED_OVER = {"closed": set[str](), "open": {"unknown value", "unknown field"}}
"""Kinds of deviation that the closed way and the open one do not count."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
@settings(max_examples=many(25, 4), deadline=None)
@given(data=st.data())
def test_random_documents_read_alike(
    model: type, way: Way, data: st.DataObject
) -> None:
    """What a fast way takes, it reads as the tolerant way does; and what it misses."""
    rows = data.draw(st.lists(documents(plan(model)), min_size=1, max_size=3))
    found, expected, tolerant = read_both(model, page(rows), way)
    if found is None:
        return
    assert same(found, expected)
    kinds = {one.kind for one in tolerant.deviations.counts()}
    assert kinds <= PASSED_OVER[way]


@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
@settings(max_examples=many(25, 4), deadline=None)
@given(data=st.data())
def test_the_closed_way_sees_every_mutation(model: type, data: st.DataObject) -> None:
    """One place of a right page is changed: it is refused, or nothing differs."""
    right = {"value": [sample(plan(model))] * 2, "nextLink": "/next?a=b c"}
    mutated = data.draw(mutations(right))
    content = json.dumps(mutated).encode()
    found = reader_of(model, "closed").page(content)
    if found is None:
        return
    tolerant = Decoder(fast=False)
    expected = read(Items(model), Response(status=200, content=content), tolerant)
    assert same(found, expected)
    assert not tolerant.deviations.counts()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
def test_every_read_model_is_read_fast(model: type, way: Way) -> None:
    """A page of whole rows takes the fast ways, for every model that has them."""
    rows = [sample(plan(model))] * 3
    found, expected, tolerant = read_both(model, page(rows), way)
    assert found is not None
    assert same(found, expected)
    assert same(found[0], sampled(plan(model)))
    assert not tolerant.deviations.counts()
    item = reader_of(model, way).item(json.dumps(rows[0]).encode())
    assert same(item, found[0])


def test_only_what_is_sent_has_no_fast_way() -> None:
    """Every model but those for bodies is read fast."""
    slow = {one.__name__ for one in models()} - {one.__name__ for one in planned()}
    assert slow
    assert all(one.startswith("New") or one.endswith("Change") for one in slow)


@pytest.mark.parametrize("way", WAYS)
def test_what_models_keep_is_refused(way: Way) -> None:
    """An unknown field of an item that can be written back must be kept, so no."""
    row = {**sample(plan(Clocking)), "new": 5}
    found, expected, _ = read_both(Clocking, page([row]), way)
    assert found is None
    assert expected[0]._kept == Kept(unknown={"new": 5})


ODD: Mapping[str, Mapping[str, object]] = {
    "an unknown field": {"new": 5},
    "an unknown value": {"kind": "Zork"},
    "another case": {"kind": "iNoUT"},
    "a nested field": {"person": {"id": 1, "new": 5}},
    "null among texts": {"person": {"id": 1, "externalReferences": {"a": None}}},
}


@pytest.mark.parametrize("odd", ODD)
def test_the_closed_way_takes_nothing_odd(odd: str) -> None:
    """Whatever the spec does not say is for the others, in whatever row it stands."""
    row = sample(plan(Clocking))
    rows = [row, row, {**row, **ODD[odd]}]
    assert reader_of(Clocking, "closed").page(page(rows)) is None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("spelling", ["job", "historicalFieldCategory"])
def test_each_spelling_is_read_fast(spelling: str, way: Way) -> None:
    """A field with two names is read under each of them."""
    row = sample(plan(JobHistory))
    row[spelling] = row.pop("job")
    found, expected, _ = read_both(JobHistory, page([row]), way)
    assert found is not None
    assert same(found, expected)


def test_an_identifier_needs_its_spelling() -> None:
    """Without either name the tolerant way reports what is missing."""
    row = sample(plan(JobHistory))
    del row["job"]
    found, _, tolerant = read_both(JobHistory, page([row]), "open")
    assert found is None
    assert {one.kind for one in tolerant.deviations.counts()} == {"missing"}


def read_fast(way: Way = "closed") -> Clocking:
    rows = reader_of(Clocking, way).page(page([sample(plan(Clocking))]))
    assert rows is not None
    return rows.value[0]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_read_fast_is_a_value(way: Way) -> None:
    """Items are frozen, slotted, hashable where they were, and can be copied."""
    item = read_fast(way)
    assert type(item) is Clocking
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        item.id = 2  # type: ignore[misc]
    assert not hasattr(item, "__dict__")
    assert isinstance(item.geolocation, Geolocation)
    for made in (
        copy.copy(item),
        copy.deepcopy(item),
        pickle.loads(pickle.dumps(item)),  # noqa: S301 - our own
    ):
        assert same(made, item)
    changed = attrs.evolve(item, kind=ClockingKind.REASON)
    assert (changed.kind, changed.date) == (ClockingKind.REASON, date(2026, 1, 5))
    assert changed != item
    assert attrs.evolve(changed, kind=item.kind) == item


def test_models_stay_what_they_were() -> None:
    """Building the fast way leaves no trace on a class."""
    before = dict(vars(Clocking))
    native.Reader(Clocking, "closed")
    assert dict(vars(Clocking)) == before
    assert next(one.name for one in attrs.fields(Clocking)) == "id"


def test_threads_share_the_first_use() -> None:
    """Four threads that start at once build one way and read the same."""
    native._readers.pop((Clocking, "closed"), None)
    start, made = threading.Barrier(4), []
    content = page([sample(plan(Clocking))] * 50)

    def work() -> None:
        start.wait()
        reader = reader_of(Clocking, "closed")
        for _ in range(20):
            rows = reader.page(content)
            assert rows is not None
            made.append((reader, attrs.evolve(rows.value[0], id=9)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == 80
    assert len({id(reader) for reader, _ in made}) == 1
    assert {item.id for _, item in made} == {9}


def test_what_cannot_be_planned_is_left_to_the_converter() -> None:
    """A model that holds unions has no fast way, and no error."""
    assert native.reader(NewClocking, "closed") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"{}",
        b'{"value": {}}',
        b'{"value": [1]}',
        b'{"value": [], "nextLink": 5}',
        b'{"value": [], "nextLink": "/\\n"}',
        b'{"value": []} x',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_odd_bodies_are_refused(content: bytes) -> None:
    """What is no list is for the tolerant way to complain of."""
    for way in WAYS:
        reader = reader_of(Clocking, way)
        assert reader.page(content) is None
        assert reader.changes(content) is None
        assert reader.item(content) is None


def test_a_bare_array_and_an_empty_page_are_read() -> None:
    """A person's history may be a bare array; an empty link is none."""
    reader = reader_of(JobHistory, "closed")
    rows = reader.page(json.dumps([sample(plan(JobHistory))]).encode())
    assert rows is not None
    assert (len(rows.value), rows.next_link) == (1, None)
    empty = reader.page(b'{"value": [], "nextLink": ""}')
    assert empty is not None
    assert (empty.value, empty.next_link, empty.delta_link) == ((), None, None)


def test_warnings_are_no_part_of_the_fast_way() -> None:
    """Nothing is reported of a page that is as the spec says."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_fast()
