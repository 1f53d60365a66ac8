"""What is sent holds what is set, under the wire's names."""

from __future__ import annotations

import json
from datetime import date

import pytest

from protime_runtime.reading.converter import converter, encode
from tests.runtime.models import (
    ClockingKind,
    Geolocation,
    Level,
    NewClocking,
    PersonIdentifier,
    PersonLike,
    PersonReference,
)


def new(person: PersonLike = 7, **more: object) -> NewClocking:
    return NewClocking(
        person=person,
        date=date(2026, 1, 5),
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
        **more,  # type: ignore[arg-type]  # parts of a clocking
    )


def sent(item: object) -> object:
    return json.loads(encode(item))


def test_what_is_not_set_is_not_sent() -> None:
    """`None` is no value of the API's."""
    assert sent(new()) == {
        "person": {"id": 7},
        "date": "2026-01-05",
        "timeOfDayInMinutes": 510,
        "kind": "InOut",
    }


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (7, {"id": 7}),
        (PersonIdentifier(id=7, external_references={"HR": "1"}), {"id": 7}),
        (
            PersonReference.BADGE_NUMBER.of("676"),
            {"externalReferences": {"@badge-number": "676"}},
        ),
        (
            PersonReference("HRMID").of("é\ud800"),
            {"externalReferences": {"HRMID": "é\ud800"}},
        ),
    ],
)
def test_a_person_is_named_by_id_or_by_reference(
    person: PersonLike, written: object
) -> None:
    """Never by both, since that is not documented."""
    assert sent(new(person))["person"] == written  # type: ignore[index]  # an object
    both = sent(new(deputies=[person, 8]))
    assert both["deputies"] == [written, {"id": 8}]  # type: ignore[index]  # the same


def test_nested_values_and_lists_are_written() -> None:
    """Models within models, and bare lists of models."""
    item = new(
        levels=(Level(level=1), Level(level=2, definition="d")),
        geolocation=Geolocation(longitude=4.5, latitude=51.0),
    )
    document = sent(item)
    assert isinstance(document, dict)
    assert document["activityLevels"] == [
        {"level": 1},
        {"level": 2, "definition": "d"},
    ]
    assert document["geolocation"] == {"longitude": 4.5, "latitude": 51.0}
    assert sent([item, item]) == [document, document]
    assert sent([]) == []


@pytest.mark.parametrize(
    "person",
    [
        7,
        PersonIdentifier(id=7),
        PersonReference.BADGE_NUMBER.of("676"),
    ],
)
def test_what_was_written_can_be_read(person: PersonLike) -> None:
    """The emulator reads what the client writes."""
    document = json.loads(encode(new(person)))
    again = converter.structure(document, NewClocking)
    assert json.loads(encode(again)) == document
