"""Calls that type checkers must refuse, each for one reason."""

from __future__ import annotations

from datetime import date

from protime import (
    ActivityDefinitionReference,
    AsyncProtime,
    Circle,
    CircleReference,
    ClockingKind,
    ContractReference,
    DateRange,
    NewActivityDefinition,
    NewAssignment,
    NewClocking,
    PersonReference,
    Protime,
    TerminalReference,
    TranslatedText,
)

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))
DAY = date(2026, 1, 15)
CIRCLE = CircleReference("code")
TERMINAL = TerminalReference("code")
BADGE = PersonReference.BADGE_NUMBER


def filters(client: Protime) -> None:
    """Give filters what they do not take, and leave out what they need."""
    client.clockings.list()  # type: ignore[call-arg]  # required: date
    client.clockings.list(person=[1])  # type: ignore[call-arg]  # required: date
    client.clockings.list(date=DAY)  # type: ignore[arg-type]  # operator: no `eq` for days
    client.clockings.list(date=JANUARY, person="1")  # type: ignore[arg-type]  # value: a text
    client.clockings.list(date=JANUARY, person=1)  # type: ignore[arg-type]  # operator: no `eq` for people
    client.clockings.list(date=JANUARY, kind=Circle(2))  # type: ignore[arg-type]  # value: a set
    client.clockings.list(date=JANUARY, kind="InOut")  # type: ignore[arg-type]  # value: no member
    client.clockings.list(date=JANUARY, colour="red")  # type: ignore[call-arg]  # unknown filter
    client.clockings.list(where="person in (1)", date=JANUARY)  # type: ignore[call-arg]  # no filter
    client.clockings.where("person in (1)", date=JANUARY)  # type: ignore[call-arg]  # both forms
    client.clockings.where(1)  # type: ignore[arg-type]  # value: a number
    client.jobs.where("id eq 1")  # type: ignore[attr-defined]  # no filters
    client.people.delta_where("id eq 1")  # type: ignore[attr-defined]  # a delta of all
    client.webhooks.where("x", external_references=[BADGE])  # type: ignore[call-arg]  # no references
    client.clockings.delta(date=JANUARY, person=[1])  # type: ignore[call-arg]  # not in a delta
    client.clockings.delta()  # type: ignore[call-arg]  # required: date
    client.people.list(person=[1])  # type: ignore[call-arg]  # no filters


def references(client: Protime) -> None:
    """Name references that belong to another collection."""
    client.clockings.list(date=JANUARY, external_references=[CIRCLE])  # type: ignore[list-item]
    client.clockings.where("x", external_references=[CIRCLE])  # type: ignore[list-item]
    client.clockings.delta_where("x", external_references=[CIRCLE])  # type: ignore[list-item]
    client.people.where("x", external_references=[TERMINAL])  # type: ignore[list-item]
    client.clockings.get(1, external_references=[CIRCLE])  # type: ignore[list-item]
    client.people.list(external_references=[TERMINAL])  # type: ignore[list-item]
    client.clockings.list(date=JANUARY, external_references=["@badge-number"])  # type: ignore[list-item]
    client.people.get(1, external_references=[BADGE])  # type: ignore[call-arg]  # its own type
    client.job_histories.list_for_person(1, external_references=[BADGE])  # type: ignore[list-item]
    client.contracts.get(1, external_references=[ContractReference("x")])  # type: ignore[list-item]
    client.people.get(TERMINAL.of("T-1"))  # type: ignore[arg-type]
    client.clockings.get(PersonReference.BADGE_NUMBER.of("1"))  # type: ignore[arg-type]
    NewClocking(
        person=TERMINAL.of("T-1"),  # type: ignore[arg-type]
        date=DAY,
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
    )


def bodies(client: Protime) -> None:
    """Send bodies that are another's, incomplete, or of unknown fields."""
    client.clockings.create(NewAssignment(person=1, from_=DAY))  # type: ignore[arg-type]
    client.clockings.create({"person": 1})  # type: ignore[arg-type]
    client.clockings.create(client.clockings.get(1))  # type: ignore[arg-type]
    client.assignments.update(1, client.clockings.get(1))  # type: ignore[arg-type]
    NewAssignment(person=1)  # type: ignore[call-arg]
    NewAssignment(person=1, from_=DAY, colour="red")  # type: ignore[call-arg]
    NewAssignment(1, DAY)  # type: ignore[call-arg]
    client.assignments.get(1).comments = "frozen"  # type: ignore[misc]
    definition = NewActivityDefinition(name="a text")  # type: ignore[arg-type]
    by_code = ActivityDefinitionReference.DATA_ENTRY_CODE.of("1")
    client.activity_definitions.upsert("version", "1", by_code, definition)  # type: ignore[arg-type]
    client.activity_definitions.get("version", 1, by_code, expand=["all"])  # type: ignore[list-item]
    named = TranslatedText(default="x", translations=["x"])  # type: ignore[arg-type]
    client.assignments.delete("1")  # type: ignore[arg-type]
    text: str = client.assignments.create(NewAssignment(person=1, from_=DAY)).id  # type: ignore[assignment]
    print(named, text)


async def awaits(client: AsyncProtime) -> None:
    """Forget to await, and await what is to be iterated."""
    client.clockings.get(1)  # type: ignore[unused-coroutine]
    client.assignments.delete(1)  # type: ignore[unused-coroutine]
    print(client.clockings.get(1).date)  # type: ignore[attr-defined]
    print(client.clockings.list(date=JANUARY).first().date)  # type: ignore[attr-defined]
    for clocking in client.clockings.list(date=JANUARY):  # type: ignore[attr-defined]
        print(clocking)
    await client.clockings.list(date=JANUARY)  # type: ignore[misc]
    with client.clockings.delta(date=JANUARY):  # type: ignore[attr-defined]
        pass
    with client:  # type: ignore[attr-defined]
        pass
