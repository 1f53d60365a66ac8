"""Calls that type checkers must take, with the exact type of what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any, assert_type

from protime import (
    ActivityDefinition,
    ActivityDefinitionReference,
    Assignment,
    AsyncProtime,
    BulkReport,
    Circle,
    Clocking,
    ClockingKind,
    ContractReference,
    Created,
    CreatedWebhook,
    DateRange,
    Delete,
    DepartmentHistory,
    NamedSet,
    NewActivityDefinition,
    NewAssignment,
    NewClocking,
    NewWebhook,
    OrgGroup,
    Person,
    PersonIdentifier,
    PersonReference,
    Protime,
    Shift,
    TerminalReference,
    Timeline,
    TranslatedText,
    Upsert,
    Upserted,
    Webhook,
    WebhookCollection,
    WebhookVerifier,
    as_shifts,
    find_people,
    present,
)
from protime_runtime.messages import Page
from protime_runtime.paging.cursor import Explanation
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.types import ReferenceValue

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))


def lists(client: Protime) -> None:
    """Get pagers of items, whatever the filter's form."""
    clockings = client.clockings.list(date=JANUARY)
    assert_type(clockings, Pager[Clocking])
    assert_type(clockings.first(), Clocking | None)
    assert_type(clockings.explain(), Explanation)
    assert_type(clockings.to_list(), list[Clocking])
    assert_type(clockings.parallel(2).to_list(), list[Clocking])
    assert_type(clockings.to_list()[0].to_dict(names="python"), dict[str, Any])
    for page in clockings.pages():
        assert_type(page, Page[Clocking])
        assert_type(page.value, tuple[Clocking, ...])
        assert_type(page.resume_link, str | None)
    for clocking in clockings:
        assert_type(clocking.date, date)
        assert_type(clocking.person, PersonIdentifier)
        assert_type(clocking.kind, ClockingKind)
        assert_type(clocking.person.external_references, Mapping[str, str])
    client.clockings.list(date=JANUARY, person=[1, 2, 3], kind=ClockingKind.IN_OUT)
    client.clockings.list(date=JANUARY, person=Circle(2, 8))
    client.clockings.list(date=JANUARY, person=[Circle(2), OrgGroup(121)])
    client.clockings.list(date=JANUARY, person=NamedSet("org-tree", [121]))
    client.clockings.list(
        date=JANUARY,
        external_references=[PersonReference.EMPLOYEE_NUMBER, TerminalReference("X")],
    )
    assert_type(client.clockings.where("person in (1,2)"), Pager[Clocking])
    client.clockings.where("x", external_references=[TerminalReference("X")])
    assert_type(client.people.where("id eq 1"), Pager[Person])
    assert_type(client.webhooks.where("status eq 'Enabled'"), Pager[Webhook])
    assert_type(client.clockings.resume("/link"), Pager[Clocking])
    assert_type(client.people.list(), Pager[Person])
    client.contracts.list(external_references=[ContractReference("code")])


def deltas(client: Protime) -> None:
    """Get pagers of upserts and deletes."""
    with client.clockings.delta(date=DateRange(date(2026, 1, 1))) as delta:
        assert_type(delta, DeltaPager[Clocking])
        for change in delta:
            assert_type(change, Upsert[Clocking] | Delete)
            if isinstance(change, Upsert):
                assert_type(change.item, Clocking)
            else:
                assert_type(change.id, int | str)
        assert_type(delta.link, str)
        assert_type(client.clockings.changes(delta.link), DeltaPager[Clocking])
    begun = client.clockings.delta_where("person in (1,2)")
    assert_type(begun, DeltaPager[Clocking])


def items(client: Protime) -> None:
    """Exchange single items as models, with ids that keep their type."""
    badge = PersonReference.BADGE_NUMBER.of("6767676")
    assert_type(badge, ReferenceValue[PersonIdentifier])
    assert_type(client.clockings.get(1), Clocking)
    assert_type(client.people.get(badge), Person)
    new = NewClocking(
        person=badge,
        date=date(2026, 1, 15),
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
    )
    created = client.clockings.create(new)
    assert_type(created, Created[int])
    assert_type(created.id, int)
    assignment = client.assignments.get(1)
    assert_type(assignment, Assignment)
    client.assignments.update(1, assignment)
    client.assignments.update(1, NewAssignment(person=1, from_=date(2026, 3, 10)))
    client.assignments.delete(1)


def nested(client: Protime) -> None:
    """Walk nested paths by ids or references of their own kind."""
    by_code = ActivityDefinitionReference.EXTERNAL_REFERENCE.of("PRJ-1")
    definition = NewActivityDefinition(name=TranslatedText(default="Project"))
    upserted = client.activity_definitions.upsert("version", 1, by_code, definition)
    assert_type(upserted, Upserted)
    found = client.activity_definitions.get("version", 1, by_code, expand=["usage"])
    assert_type(found, ActivityDefinition)
    history = client.department_histories.list_for_person(1)
    assert_type(history, Pager[DepartmentHistory])


def managed(client: Protime) -> None:
    """Manage webhooks and references."""
    webhook = NewWebhook(
        destination_url="https://acme.example/protime",
        collection_name=WebhookCollection.CLOCKINGS,
    )
    assert_type(client.webhooks.create(webhook), CreatedWebhook)
    report = client.external_references.put_all("people", "HRMID", {"Emp1": 1})
    assert_type(report, BulkReport)


async def in_async(client: AsyncProtime) -> None:
    """Await what sends, and iterate over lists and deltas."""
    pager = client.clockings.list(date=JANUARY)
    assert_type(pager, AsyncPager[Clocking])
    assert_type(await pager.first(), Clocking | None)
    async for clocking in pager:
        assert_type(clocking, Clocking)
    async for page in pager.pages():
        assert_type(page, Page[Clocking])
    assert_type(client.clockings.where("person in (1,2)"), AsyncPager[Clocking])
    assert_type(client.clockings.resume("/link"), AsyncPager[Clocking])
    assert_type(client.clockings.delta_where("x"), AsyncDeltaPager[Clocking])
    assert_type(client.clockings.changes("/link"), AsyncDeltaPager[Clocking])
    assert_type(await client.clockings.get(1), Clocking)
    assert_type(
        await client.assignments.create(
            NewAssignment(person=1, from_=date(2026, 3, 10))
        ),
        Created[int],
    )
    async with client.clockings.delta(date=JANUARY) as delta:
        assert_type(delta, AsyncDeltaPager[Clocking])
        async for change in delta:
            assert_type(change, Upsert[Clocking] | Delete)
        assert_type(delta.link, str)
    report = await client.external_references.put_all("people", "HRMID", {"Emp1": 1})
    assert_type(report, BulkReport)


def everyday(client: Protime) -> None:
    """Get rows of the very type that was given."""
    clockings = client.clockings.list(date=DateRange.parse("2026-01"))
    assert_type(as_shifts(clockings, UTC), list[Shift[Clocking]])
    assert_type(present(list(clockings), UTC), list[Shift[Clocking]])
    departments = Timeline(client.department_histories.list())
    assert_type(departments.of(1, date(2026, 1, 1)), DepartmentHistory | None)
    assert_type(departments.on(date(2026, 1, 1)), dict[int, DepartmentHistory])
    assert_type(find_people(client.people.list(), "goossens"), list[Person])


def received(
    client: Protime, awaited: AsyncProtime, verifier: WebhookVerifier, body: bytes
) -> None:
    """Get changes of the collection that the webhook was made for."""
    headers = {"X-Signature": ["0A"]}
    clocking = verifier.event(body, headers, client.clockings)
    assert_type(clocking, Upsert[Clocking] | Delete)
    people = verifier.events(body, [(b"x-signature", b"0A")], awaited.people)
    assert_type(people, tuple[Upsert[Person] | Delete, ...])
