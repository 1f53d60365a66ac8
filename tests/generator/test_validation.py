"""Validation: each rule refuses what breaks it, and nothing of what is right."""

from __future__ import annotations

from typing import Any

import pytest

from generator import spec, validation
from generator.problems import SpecError
from generator.reading import loader

from .conftest import Change

VISITS = "collections/visits.yaml"
ROOMS = "collections/rooms.yaml"
USAGES = "collections/room-usages.yaml"
TYPES = "types.yaml"
REFERENCES = "reference_types.yaml"
LONG = "It goes on and on and on and on and on and on and on and on and on and on so."


def at(content: Any, path: str) -> tuple[Any, str]:
    """Return what holds the last part of a dotted path, and that part."""
    *above, last = path.split("/")
    for part in above:
        content = content[int(part)] if isinstance(content, list) else content[part]
    return content, last


# File, place in it, what is put there (None: taken away), and what is said of it.
BROKEN: list[tuple[str, str, object, str]] = [
    (VISITS, "summary", "No full stop", "does not end in a full stop"),
    (VISITS, "summary", LONG, "characters, more than 74"),
    (VISITS, "fields/date/summary", LONG, "characters, more than 76"),
    (VISITS, "fields/date/summary", "One. Two.", "more than one sentence"),
    (VISITS, "fields/date/summary", 'A "quote".', "a quote, a backslash"),
    (VISITS, "fields/date/summary", "Single `tick`.", "a single backtick"),
    (VISITS, "inferred", "with a stop.", "ends in a full stop"),
    (VISITS, "inferred", LONG[:-1], "more than 64"),
    (VISITS, "notes", ["no stop"], "the note does not end"),
    (VISITS, "fields/date/type", None, "neither a type nor an identifier"),
    (VISITS, "fields/person/type", "integer", "both a type and an identifier"),
    (VISITS, "fields/invitedBy/type", None, "need the type that is read"),
    (VISITS, "fields/guests/map", True, "both a list and a map"),
    (VISITS, "fields/origin/read", "never", "neither read nor written"),
    (VISITS, "fields/person/identifier", "pepole", "is called 'pepole'"),
    (VISITS, "fields/person/identifier", "room-parts", "have no id"),
    (VISITS, "fields/kind/type", "VisitKnid", "no type is called 'VisitKnid'"),
    (VISITS, "fields/origin/type", "RoomUsage", "no type is called 'RoomUsage'"),
    (VISITS, "filters/kind/type", "Party", "neither a plain type nor an enum"),
    (VISITS, "filters/kind/operators", [], "without operators"),
    (VISITS, "types/VisitKind/fields", {}, "either values or fields"),
    (VISITS, "types/VisitKind/values", ["A", "A"], "given twice"),
    (VISITS, "types/VisitKind/values", ["a-b", "aB"], "A_B would be the name of 2"),
    (VISITS, "types/VisitKind/values", ["100%"], "gives no name to a member"),
    (VISITS, "types/VisitKind/values", ["_x"], "gives no name to a member"),
    (VISITS, "types/VisitKind/values", ["Mro"], "gives no name to a member"),
    (VISITS, "types/VisitKind/values", ["Été"], "gives no name to a member"),
    (VISITS, "item/moments/arrival", ["date", "nothing"], "a date and a number"),
    (VISITS, "item/new", None, "item.new is missing"),
    (VISITS, "fields/changeVersion", None, "need the field changeVersion"),
    (VISITS, "operations/list/filters", ["nothing"], "no filter is called 'nothing'"),
    (VISITS, "operations/delta/filters", [], "delta does not take the filter"),
    (VISITS, "operations/get/filters", ["date"], "get takes no filter"),
    (VISITS, "external_references", ["pepole"], "is called 'pepole'"),
    (VISITS, "operations/delta/external_references", ["x"], "is called 'x'"),
    (VISITS, "operations/list", None, "no operation takes it"),
    (VISITS, "operations/list", None, "a delta is a list"),
    (VISITS, "operations/update/body", "Nothing", "no type is called 'Nothing'"),
    (VISITS, "scopes/write", [], "no scope allows the operation"),
    (VISITS, "scopes/read", ["visits"], "is no scope of the API"),
    (VISITS, "fields/isOpen/python", "kind", "kind would be the name of 2 things"),
    (VISITS, "fields/isOpen/python", "is-open", "is no name in Python"),
    (VISITS, "fields/HTMLText", {"type": "string", "summary": "A."}, "give python:"),
    (VISITS, "filters/kind/python", "where", "where would be the name of 2"),
    (VISITS, "item/name", "Guest", "several classes would be called Guest"),
    (VISITS, "item/name", "Pager", "several classes would be called Pager"),
    (VISITS, "item/name", "visit", "is no name for a class"),
    (ROOMS, "item/name", "Rooms", "is the name of the collection's own class"),
    (ROOMS, "path", "/rooms/{thing}", "no parameter is called 'thing'"),
    (ROOMS, "path", "rooms", "begins with a slash"),
    (ROOMS, "operations/list_for_person/path", None, "the path is not given"),
    (ROOMS, "operations/list_for_person/path", None, "no path has it"),
    (USAGES, "operations/update/body", None, "there is no item.new to send"),
    (USAGES, "item", None, "there is no item"),
    (TYPES, "Guest/fields/host/identifier", "x", "no reference type is called 'x'"),
    (REFERENCES, "people/summary", "Short", "does not end in a full stop"),
]


@pytest.mark.parametrize(("file", "path", "value", "said"), BROKEN)
def test_rule(change: Change, file: str, path: str, value: object, said: str) -> None:
    def broken(content: dict[str, object]) -> None:
        holder, last = at(content, path)
        if value is None:
            del holder[last]
        else:
            holder[last] = value

    root = loader.load(change(file, broken))
    with pytest.raises(SpecError) as caught:
        validation.check(root)
    assert said in str(caught.value)
    assert f"spec/{file}" in str(caught.value)


def test_every_problem_is_in_one_report(change: Change) -> None:
    def summary(content: dict[str, object]) -> None:
        content["summary"] = "no stop"

    change(VISITS, summary)
    root = loader.load(change(ROOMS, summary))
    with pytest.raises(SpecError) as caught:
        validation.check(root)
    assert len(caught.value.problems) == 2


def test_a_type_of_nothing_to_send_is_refused(change: Change) -> None:
    def unwritable(content: dict[str, Any]) -> None:
        for one in content["Guest"]["fields"].values():
            one.pop("write", None)

    root = loader.load(change(TYPES, unwritable))
    with pytest.raises(SpecError, match="NewGuest has nothing to send"):
        validation.check(root)


def test_the_projects_spec_keeps_every_rule(real: spec.Spec) -> None:
    validation.check(real)
