"""Reading, evolving and writing back blanks nothing, in every writable collection."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protime import NewActivityRestriction, Protime
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.reading.converter import unstructure
from protime_runtime.reading.decoder import Decoder
from tests.trust.helpers import AGENT
from tests.trust.test_hostile_answers import ANY_JSON

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)
TODAY = date(2026, 3, 2)
NEW = {"zork": {"since": "2027", "list": [1, None, {"a": True}]}, "newFlag": False}
"""Fields that this version of the spec does not know."""


class Later:
    """An HTTP client of a tenant whose release is newer: it sends fields of its own."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.written: list[Any] = []

    def request(self, method: str, url: str, **given: Any) -> httpx.Response:
        if method == "PUT":
            self.written.append(json.loads(given["content"]))
        response = self._http.request(method, url, **given)
        if method != "GET" or not response.content:
            return response
        return httpx.Response(
            response.status_code,
            headers={"etag": '"7"'},
            content=json.dumps(enriched(response.json())).encode(),
        )

    def close(self) -> None:
        """Leave it to the emulator."""


def enriched(value: Any) -> Any:
    """Add the new fields to every object but identifiers, which only name an item."""
    if isinstance(value, list):
        return [enriched(one) for one in value]
    if not isinstance(value, Mapping) or set(value) <= {"id", "externalReferences"}:
        return value
    # Translations are a map from languages to texts, in which a new key is a language.
    inner = {
        key: one if key == "translations" else enriched(one)
        for key, one in value.items()
    }
    return {**inner, **NEW}


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=5, days=20, today=TODAY) as made:
        yield made


@pytest.fixture
def later(emulator: Emulator) -> Later:
    return Later(emulator.http())


@pytest.fixture
def client(emulator: Emulator, later: Later) -> Protime:
    return Protime(**emulator.settings(), user_agent=AGENT, http=later)


def sendable(collection: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without what only Protime sets."""
    read_only = {one.wire for one in CATALOG[collection].fields if one.write == "never"}
    return {
        key: one
        for key, one in document.items()
        if key not in read_only and one is not None
    }


def same(written: object, read: object) -> bool:
    """Whether what is sent is what was read; identifiers are sent as ids alone."""
    if isinstance(read, Mapping) and isinstance(written, Mapping):
        if set(read) <= {"id", "externalReferences"}:
            return written == {"id": read["id"]}
        keys = {key for key, one in read.items() if one is not None}
        return set(written) == keys and all(
            same(written[key], read[key]) for key in keys
        )
    if isinstance(read, list) and isinstance(written, list):
        return len(read) == len(written) and all(map(same, written, read))
    return written == read


def test_an_assignment_is_written_back_whole(
    client: Protime, emulator: Emulator, later: Later
) -> None:
    """With one field changed and the new ones as they came, however deep."""
    stored = emulator.collection("assignments")[0]
    emulator.change("assignments", stored["id"], {"comments": "Early"})  # type: ignore[arg-type]  # an id
    with client.responses() as responses:
        item = client.assignments.get(stored["id"])  # type: ignore[arg-type]  # an id
    raw = json.loads(responses[0].content)
    client.assignments.update(item.id, attrs.evolve(item, comments="Late"))
    (written,) = later.written
    assert same(written, {**sendable("assignments", raw), "comments": "Late"})
    assert written["zork"] == NEW["zork"]
    assert "id" not in written
    assert "changeVersion" not in written
    after = next(
        one for one in emulator.collection("assignments") if one["id"] == item.id
    )
    before = {**stored, "comments": "Late"}
    assert {key: after[key] for key in before if key != "changeVersion"} == {
        key: one for key, one in before.items() if key != "changeVersion"
    }


def test_an_activity_definition_is_written_back_whole(
    client: Protime, emulator: Emulator, later: Later
) -> None:
    """Nested texts too, whose languages may be new ones."""
    place = (emulator.structure_version, 2)
    first = next(iter(client.activity_definitions.list(*place)))
    with client.responses() as responses:
        item = client.activity_definitions.get(*place, first.id)
    raw = json.loads(responses[0].content)
    changed = attrs.evolve(item, info="Third lane")
    client.activity_definitions.upsert(*place, item.id, changed)
    (written,) = later.written
    expected = {**sendable("activity-definitions", raw), "info": "Third lane"}
    expected.pop("parent", None)
    written.pop("parent", None)
    assert same(written, expected)
    assert written["name"]["zork"] == NEW["zork"]
    stored = next(
        one
        for one in emulator.collection("activity-definitions")
        if one["id"] == item.id
    )
    assert stored["name"] == {
        key: one for key, one in raw["name"].items() if key not in NEW
    }


def test_restrictions_are_written_back_whole(
    client: Protime, emulator: Emulator, later: Later
) -> None:
    """A bare list, each entry with its new fields."""
    place = (emulator.structure_version, 1)
    one, other = (
        next(iter(client.activity_definitions.list(emulator.structure_version, level)))
        for level in (1, 2)
    )
    new = NewActivityRestriction(level=2, activity_definitions=[other.id])
    client.activity_restrictions.update(*place, one.id, [new])
    with client.responses() as responses:
        found = client.activity_restrictions.get(*place, one.id)
    raw = json.loads(responses[0].content)
    assert len(found.restrictions) == 1
    client.activity_restrictions.update(*place, one.id, found.restrictions)
    assert same(later.written[-1], raw["restrictions"])
    assert later.written[-1][0]["zork"] == NEW["zork"]


def test_every_collection_that_can_be_written_back_is_tested() -> None:
    """A new one asks for a test of its own."""
    replaced = {
        info.name
        for info in CATALOG.values()
        for one in info.operations
        if one.name in ("update", "upsert", "put")
    }
    assert replaced == {
        "assignments",
        "activity-definitions",
        "activity-restrictions",
        # Its body is not what is read: old and new dates of one usage.
        "activity-usages",
        # Maps a value to an id; nothing is read.
        "external-references",
    }


def test_an_etag_is_kept_through_a_change(client: Protime, emulator: Emulator) -> None:
    """So that it can be sent back as a condition."""
    from protime_runtime.types import etag

    id = emulator.collection("assignments")[0]["id"]
    item = client.assignments.get(id)  # type: ignore[arg-type]  # an id
    assert etag(attrs.evolve(item, comments="Late")) == '"7"'


@given(st.dictionaries(st.text(min_size=1, max_size=6), ANY_JSON, max_size=4))
@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("name", ["Assignment", "ActivityDefinition"])
def test_any_unknown_field_comes_back_as_it_was(
    name: str, unknown: dict[str, object]
) -> None:
    """Any JSON under any name that no field has."""
    import protime

    model: Any = getattr(protime, name)
    info = next(one for one in CATALOG.values() if one.item == name)
    known = {wire for one in info.fields for wire in (one.wire, *one.also)}
    fresh = {key: one for key, one in unknown.items() if key not in known}
    documents: Mapping[str, dict[str, object]] = {
        "Assignment": {"id": 1, "person": {"id": 1}, "from": "2026-01-01"},
        "ActivityDefinition": {"id": "x", "name": {"default": "Welding"}},
    }
    minimal = documents[name]
    item = Decoder().item({**minimal, **fresh}, model, b"")
    written: Any = unstructure(item)
    assert {key: written[key] for key in fresh} == fresh
    read_only = {"id", "level", "structureVersion"}
    assert set(written) == {*fresh, *(set(minimal) - read_only)}


@pytest.mark.parametrize(
    ("document", "change", "expected"),
    [
        ({"until": "sometime"}, {}, {"until": "sometime"}),
        ({"startTimeInMinutes": "480"}, {}, {"startTimeInMinutes": "480"}),
        ({"comments": None}, {}, {}),
        ({"comments": "x"}, {"comments": None}, {}),
        ({"activityLevels": [7]}, {}, {"activityLevels": [7]}),
        ({"activityLevels": []}, {}, {"activityLevels": []}),
    ],
)
def test_what_is_read_oddly_is_written_as_it_was(
    document: dict[str, object], change: dict[str, Any], expected: dict[str, object]
) -> None:
    """Values of other types come back; only what the caller empties is empty."""
    from protime import Assignment

    minimal = {"person": {"id": 1}, "from": "2026-01-01"}
    item = Decoder().item({"id": 1, **minimal, **document}, Assignment, b"")
    assert unstructure(attrs.evolve(item, **change)) == {**minimal, **expected}
