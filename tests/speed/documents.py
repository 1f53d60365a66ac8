"""Random documents for any model: mostly right, and odd in every way that is known."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs
from hypothesis import strategies as st

from protime_runtime.messages import Items, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native_plan import Field, NotPlanned, Plan, plan
from protime_runtime.reading.responses import read
from tests.runtime.strategies import ANY_JSON

PLAIN: dict[object, st.SearchStrategy[object]] = {
    int: st.integers() | st.sampled_from([0, -1, 2**63, 2**64, 10**30, 1.0, -0.0]),
    str: st.text(max_size=6),
    bool: st.booleans(),
    float: st.floats(allow_nan=False) | st.integers(-(2**70), 2**70),
    object: ANY_JSON,
}


def models() -> Iterator[type]:
    """Yield every class of `protime.models` that is read from JSON."""
    package = import_module("protime.models")
    for info in iter_modules(package.__path__, "protime.models."):
        for one in vars(import_module(info.name)).values():
            if isinstance(one, type) and one.__module__ == info.name and attrs.has(one):
                yield one


def planned() -> Iterator[type]:
    """Yield those that are read the fast way."""
    for model in models():
        try:
            plan(model)
        except NotPlanned:
            continue
        yield model


def _days() -> st.SearchStrategy[object]:
    return st.dates().map(str) | st.sampled_from(
        ["", "20260105", "2026-W01-1", "2026-1-5", "2026-01-05T00:00:00", "0000-01-01"]
    )


def _moments() -> st.SearchStrategy[object]:
    fractions = st.text("0123456789", max_size=9).map(lambda one: f".{one}")
    zones = st.sampled_from(["", "Z", "+01:00", "-05:30", "+01:00:30", "+0100", "+01"])
    days = st.dates().map(str)
    times = st.times().map(lambda one: one.isoformat("seconds"))
    between = st.sampled_from(["T", " ", "t", "x"])
    whole = st.tuples(days, between, times, st.just("") | fractions, zones)
    return whole.map("".join)


def value(field: Field) -> st.SearchStrategy[object]:
    """Return values that a field may have."""
    if field.plan is not None:
        inner = documents(field.plan)
        return st.lists(inner, max_size=2) if field.many else inner
    hint = field.hint
    if hint in PLAIN:
        return PLAIN[hint]
    name = getattr(hint, "__name__", "")
    if name in ("date", "datetime"):
        return _days() if name == "date" else _moments()
    if name == "dict":
        return st.dictionaries(st.text(max_size=3), st.none() | st.text(max_size=3))
    if name == "tuple":
        return st.lists(st.text(max_size=3) | st.integers(), max_size=2)
    known = [one.value for one in hint]  # type: ignore[attr-defined]  # an enum
    return st.sampled_from([*known, known[0].upper(), "Zork", ""])


@st.composite
def documents(draw: st.DrawFn, one: Plan) -> dict[str, object]:
    """Draw an object of a model."""
    made: dict[str, object] = {}
    odd = draw(st.integers(0, 3)) == 0
    for field in one.fields:
        present = field.required or draw(st.booleans())
        if odd and draw(st.integers(0, 7)) == 0:
            present = not present
        if not present:
            continue
        wire = draw(st.sampled_from(field.wires))
        made[wire] = draw(value(field))
        if odd and draw(st.integers(0, 7)) == 0:
            made[draw(st.sampled_from(field.wires))] = draw(ANY_JSON)
    if odd and draw(st.booleans()):
        made["unheardOf"] = draw(ANY_JSON)
    return made


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Yield where something stands in a JSON value."""
    yield path
    pairs: Any = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else pairs:
        yield from _places(inner, (*path, key))


@st.composite
def mutations(draw: st.DrawFn, document: dict[str, Any]) -> Any:
    """Draw a copy with one place changed: another value, a name more, or none."""
    made: Any = {"root": copy.deepcopy(document)}
    *way, last = ("root", *draw(st.sampled_from(list(_places(document)))))
    found = made
    for key in way:
        found = found[key]
    how = draw(st.sampled_from(["other", "more", "gone"]))
    if how == "more" and isinstance(found[last], dict):
        found[last][draw(st.text(max_size=3))] = draw(ANY_JSON)
    elif how == "gone" and way:
        del found[last]
    else:
        found[last] = draw(ANY_JSON)
    return made["root"]


def page(rows: list[dict[str, object]]) -> bytes:
    """Return a page as the API sends it."""
    return json.dumps({"value": rows, "nextLink": "/next"}).encode()


def passing(model: type) -> Decoder:
    """Return a decoder by which the next page becomes columns without any model."""
    decoder = Decoder()
    decoder.seen((import_module("protime_runtime.tables.arrow").Columns, model))
    return decoder


def in_columns(
    model: type,
    content: bytes,
    decoder: Decoder,
    references: Sequence[tuple[str, str]] = (),
    collection: str = "",
) -> Any:
    """Return a page of a list as the record batch that a pager gives."""
    tables = import_module("protime_runtime.tables.arrow")
    expected = tables.columns_of(Items(model, (), collection), tuple(references))
    (found,) = read(expected, Response(status=200, content=content), decoder).value
    return found
