"""People's data is in no `repr` and in no log, unless asked for."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import protime
from protime import (
    ClockingKind,
    DateRange,
    NewClocking,
    PersonReference,
    Protime,
)
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.errors import DecodingError, NotFound, ProtimeError
from protime_runtime.reading.decoder import Decoder
from protime_runtime.types import ReferenceValue
from tests.trust.helpers import AGENT, BASE, answering, said

TODAY = date(2026, 3, 2)
WEEK = DateRange(TODAY - timedelta(days=7), TODAY)
TELLING = (
    "lastName",
    "firstName",
    "email",
    "telephone",
    "mobile",
    "address",
    "bankAccount",
    "socialSecurityNumber",
    "registerNumber",
    "birthDate",
    "employeeNumber",
    "badgeNumber",
)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=20, days=20, today=TODAY) as made:
        yield made


@pytest.fixture
def client(emulator: Emulator) -> Protime:
    made = Protime(**emulator.settings(), user_agent=AGENT, http=emulator.http())
    made._sleep = lambda _: None
    return made


def personal(emulator: Emulator) -> set[str]:
    """Return what tells who people are, as far as the sample tenant has it."""
    found = {
        value
        for person in emulator.collection("people")
        for key in TELLING
        if isinstance(value := person.get(key), str) and len(value) > 2
    }
    assert len(found) > 60
    return found


def shown(emulator: Emulator, text: str) -> list[str]:
    return sorted(one for one in personal(emulator) if one in text)


def scenario(client: Protime) -> Iterator[object]:
    """Use the client for all that it is for, and yield what it returns."""
    asked = [PersonReference.EMPLOYEE_NUMBER]
    number = PersonReference.EMPLOYEE_NUMBER.of("E-1001")
    yield number
    yield client.people.get(number)
    people = list(client.people.list(external_references=asked))
    yield people
    yield len(list(client.department_histories.list_for_person(number)))
    yield list(client.clockings.list(date=WEEK, person=[1, 2]))
    yield list(client.calculated_totals.list(date=WEEK))
    yield list(client.absences.list(date=WEEK))
    new = NewClocking(
        person=PersonReference.BADGE_NUMBER.of(str(people[0].badge_number)),
        date=TODAY,
        time_of_day_in_minutes=500,
        kind=ClockingKind.IN_OUT,
    )
    yield new
    created = client.clockings.create(new)
    yield client.clockings.get(created.id)
    client.external_references.put("people", "HRMID", "Emp-4711", internal_reference=1)
    with client.people.delta() as delta:
        yield list(delta)
    yield client.settings
    yield client


def test_no_repr_shows_who_people_are(client: Protime, emulator: Emulator) -> None:
    """Of items, changes, new items, references, settings and the client."""
    text = "".join(repr(one) for one in scenario(client))
    assert len(text) > 10_000
    assert shown(emulator, text) == []


def test_identifiers_show_ids_alone(client: Protime, emulator: Emulator) -> None:
    """Other systems' names of people come along where they are asked for."""
    for asked in (PersonReference.EMPLOYEE_NUMBER, PersonReference.BADGE_NUMBER):
        found = list(client.clockings.list(date=WEEK, external_references=[asked]))
        assert found[0].person.external_references
        assert shown(emulator, repr(found)) == []


def test_what_is_personal_is_marked_and_hidden() -> None:
    """Each property that the spec marks, and nothing by its name alone."""
    marked = 0
    for info in CATALOG.values():
        model: Any = getattr(protime, info.item) if info.item else None
        fields = {} if model is None else attrs.fields_dict(model)
        for one in info.fields:
            if one.personal and one.python in fields:
                marked += 1
                for value in ("Zorkmid", 0, "", False, ["Zorkmid"]):
                    assert fields[one.python].repr(value) == "…", (info.name, one.wire)
                assert fields[one.python].metadata["personal"]
    assert marked >= 30
    assert not attrs.fields_dict(ReferenceValue)["value"].repr


def test_logs_of_a_whole_run_hold_no_person_and_no_secret(
    client: Protime, emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    """At debug, through faults and errors, with references in paths and queries."""
    for path in ("people*", "*history*", "calculated-totals*", "clockings*"):
        emulator.faults.add(path, status=429, retry_after=1)
        emulator.faults.add(path, kind="drop", method="GET", times=2)
    with caplog.at_level(logging.DEBUG, "protime"):
        for _ in scenario(client):
            pass
        with pytest.raises(NotFound):
            client.people.get(PersonReference.EMPLOYEE_NUMBER.of("Peeters"))
        emulator.faults.clear()
        emulator.faults.add(status=400, times=3)
        with pytest.raises(ProtimeError):
            list(client.people.list())
        emulator.faults.clear()
    lines = [one for one in caplog.records if one.name == "protime"]
    text = "\n".join(one.getMessage() for one in lines)
    assert len(lines) > 25
    assert "again in" in text
    assert shown(emulator, text) == []
    assert "E-1001" not in text
    assert "Emp-4711" not in text
    assert emulator.client_secret not in text
    token = client._tokens.cached(())
    assert token is not None
    assert token.reveal() not in text


@pytest.mark.parametrize("body", [b'{"lastName":"Peeters', b' [{"a": "Peeters'])
def test_an_answer_that_was_cut_off_is_not_quoted(body: bytes) -> None:
    """It is at hand as the error's `body`."""
    with pytest.raises(DecodingError, match="not JSON") as caught:
        Decoder().document(body)
    assert "Peeters" not in str(caught.value)
    assert caught.value.body == body


def test_tracebacks_of_ours_show_no_person(client: Protime, emulator: Emulator) -> None:
    """Neither in the error of an unreadable page nor in our frames' values."""
    emulator.faults.add("people*", kind="garble")
    with pytest.raises(ProtimeError) as caught:
        list(client.people.list())
    emulator.faults.clear()
    shows = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    )
    frames = [
        f"{one.name}: {one.locals}"
        for one in shows.stack
        if "protime_runtime" in one.filename
    ]
    assert len(frames) > 3
    assert shown(emulator, repr(caught.value)) == []


def test_a_delta_shows_no_link() -> None:
    """Whoever has the link has the changes; a log shows what holds it."""
    link = f"{BASE}/people/delta?deltaToken=s3cr3t-link"
    client, _ = answering(lambda _: said({"value": [], "deltaLink": link}))
    with client.people.delta() as delta:
        assert not list(delta)
        assert "s3cr3t-link" in delta.link
        assert "s3cr3t-link" not in repr(delta)
