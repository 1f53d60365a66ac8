"""Models that the fast way leaves alone, each for a reason that it gives."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
import pytest
from attrs import field, frozen

from protime_runtime.reading import native
from protime_runtime.reading.converter import converter
from protime_runtime.reading.native_plan import NotPlanned, Way, plan, sample, sampled
from protime_runtime.tables.columns import columns
from protime_runtime.tables.objects import objects
from protime_runtime.types import NOTHING_KEPT, Kept
from tests.speed.documents import page, planned


def wired(**more: Any) -> Any:
    return field(metadata={"wire": "id"}, **more)


JANUARY_5 = date(2026, 1, 5)


@frozen(slots=False)
class WithoutSlots:
    id: int = wired()


@frozen
class Doing:
    id: int = wired()

    def __attrs_post_init__(self) -> None:
        """Do more than to hold."""


@frozen
class Checking:
    id: int = wired(validator=attrs.validators.instance_of(int))


@frozen
class Converting:
    id: int = wired(converter=int)


@frozen
class NotTaking:
    id: int = wired(init=False, default=3)


@frozen
class Depending:
    id: int = wired(default=attrs.Factory(lambda self: 3, takes_self=True))


@frozen
class Itself:
    id: Itself | None = field(default=None, metadata={"wire": "id"})


@frozen
class Odd:
    id: complex = wired()


@frozen
class Nested:
    id: tuple[tuple[int, ...], ...] = wired()


@frozen
class Numbered:
    id: Mapping[int, str] = wired()


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (WithoutSlots, "no slots"),
        (Doing, "more than to hold"),
        (Checking, "Checking.id does more"),
        (Converting, "Converting.id does more"),
        (NotTaking, "NotTaking.id does more"),
        (Depending, "default of id depends"),
        (Itself, "holds itself"),
        (Odd, "tolerant way"),
        (Nested, "tolerant way"),
        (Numbered, "tolerant way"),
    ],
)
def test_what_cannot_be_filled_blindly_is_left(model: type, reason: str) -> None:
    with pytest.raises(NotPlanned, match=reason):
        plan(model)
    assert native.reader(model, "closed") is None


@frozen
class Holding:
    """What is read fast: defaults of each kind, and what stands nowhere on the wire."""

    id: int = field(metadata={"wire": "id"})
    name: str = field(default="none", metadata={"wire": "name"})
    texts: tuple[str, ...] = field(default=(), metadata={"wire": "texts"})
    names: Mapping[str, str] = field(factory=dict, metadata={"wire": "names"})
    marks: tuple[str, ...] = field(factory=tuple, metadata={"wire": "marks"})
    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False)


def test_what_is_not_said_holds_its_default() -> None:
    """Of null and of nothing alike; a new one for each row where it could change."""
    made = native.Reader(Holding, "closed")
    null = {"id": 2, "name": None, "texts": None, "names": None, "marks": None}
    rows = made.page(json.dumps({"value": [{"id": 1}, null]}).encode())
    assert rows is not None
    first, second = rows.value
    for row in (first, second):
        assert (row.name, row.texts, row.names, row.marks) == ("none", (), {}, ())
        assert row._kept is NOTHING_KEPT
    assert first.names is not second.names


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.id + 1,
        lambda made: attrs.evolve(made, id=made.id + 1),
        lambda made: None,
    ],
)
def test_a_fast_way_that_errs_is_not_taken(
    spoil: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried on a sample when it is built, and held against the model's class."""
    monkeypatch.setattr(native, "_readers", {})
    with monkeypatch.context() as spoilt:
        spoilt.setattr(native, "sampled", lambda plan: spoil(sampled(plan)))
        assert native.reader(Holding, "closed") is None
    assert native._readers == {(Holding, "closed"): None}
    assert native.reader(Holding, "open") is not None


def test_a_fast_way_that_cannot_be_built_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it fails of: the tolerant way reads alone, and the log says so."""
    monkeypatch.setattr(native, "_readers", {})

    def fails(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(native, "sampled", fails)
    with caplog.at_level("INFO", "protime"):
        assert native.reader(Holding, "closed") is None
    assert "Holding is not read the closed way" in caplog.text


@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
def test_rows_for_columns_are_read_unless_a_name_is_another(model: type) -> None:
    """Of a field with several names, columns read the first; others are refused."""
    made = objects(columns(model), lenient=False)
    document = sample(plan(model))
    rows = made.page(page([document] * 2))
    assert rows is not None
    assert {len(values) for values in made.lists(rows.value).values()} == {2}
    others = [wire for one in plan(model).fields for wire in one.wires[1:]]
    for other in others:
        odd = made.page(page([{**document, other: 1}]))
        assert odd is not None
        with pytest.raises(ValueError, match=other):
            made.lists(odd.value)


@frozen
class Spelled:
    """Fields with two names, one of which may be missing."""

    id: int = field(metadata={"wire": "id", "also": ("number",)})
    name: str = field(default="none", metadata={"wire": "name", "also": ("title",)})
    day: date | None = field(default=None, metadata={"wire": "day", "also": ("on",)})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"id": 1}, Spelled(1)),
        ({"number": 2, "title": "t", "on": "2026-01-05"}, Spelled(2, "t", JANUARY_5)),
        ({"id": 1, "name": "n", "title": "t"}, Spelled(1, "n")),
        ({"id": 1, "title": None, "on": None}, Spelled(1)),
        ({"id": 1, "name": None, "day": None}, Spelled(1)),
        ({"name": "n"}, None),
        ({"id": None}, None),
        ({"number": None}, None),
    ],
)
def test_fields_are_read_under_each_of_their_names(
    row: dict[str, object], expected: Spelled | None
) -> None:
    """The first name that is there holds; without any, what must be there is missed."""
    ways: tuple[Way, ...] = ("closed", "open")
    for way in ways:
        reader = native.reader(Spelled, way)
        assert reader is not None
        rows = reader.page(page([row]))
        assert (rows and rows.value) == (expected and (expected,))
    if expected is not None:
        assert converter.structure(row, Spelled) == expected


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("content", [page([{"id": 1}]), b"no page"])
def test_the_garbage_collector_is_as_it_was(enabled: bool, content: bytes) -> None:
    """Whether a page was read or refused; while it is read, nothing is looked for."""
    reader = native.Reader(Holding, "closed")
    collections: list[str] = []
    gc.callbacks.append(lambda phase, _: collections.append(phase))
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        reader.page(content)
        assert gc.isenabled() is enabled
        rows = [{"id": number, "names": {"a": "b"}} for number in range(3000)]
        many = page(rows)
        collections.clear()
        assert reader.page(many) is not None
        assert collections.count("start") <= 1, "at most when it is switched on again"
    finally:
        gc.callbacks.pop()
        (gc.enable if was else gc.disable)()
