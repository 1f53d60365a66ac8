"""The jobs that people write programs for, as the programs they would write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date, timedelta, timezone

import attrs
import pytest

from protime import (
    AbsenceDefinitionReference,
    ActivityDefinitionReference,
    ActivityUsageKind,
    AsyncProtime,
    AuthenticationFailed,
    BadRequest,
    Circle,
    Clocking,
    ClockingKind,
    ConfigurationError,
    DateRange,
    Delete,
    DeltaExpired,
    Forbidden,
    InvalidRequest,
    NewActivityDefinition,
    NewActivityLevel,
    NewActivityRestriction,
    NewActivityUsage,
    NewAssignment,
    NewClocking,
    NotFound,
    OrgGroup,
    PersonReference,
    Protime,
    Scope,
    ScopeMissing,
    ServerError,
    TerminalReference,
    TooManyRequests,
    TranslatedText,
    Upsert,
    etag,
)
from protime_emulator import Emulator
from protime_runtime.messages import Change
from protime_runtime.sending.retries import RetryPolicy

YEAR = date.today().year
TODAY = date(YEAR, 3, 2)
JANUARY = DateRange(date(YEAR, 1, 1), date(YEAR, 1, 31))
AGENT = "PeopleSyncService/v1 (Acme Corp)"
BRUSSELS = timezone(timedelta(hours=1), "CET")
ONCE = RetryPolicy(attempts=1)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=12, days=62, seed=1, today=TODAY, page_size=50) as emulator:
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Protime]:
    with Protime(
        **emulator.settings(), user_agent=AGENT, http=emulator.http(), strict=True
    ) as client:
        yield client


@pytest.fixture
async def async_client(emulator: Emulator) -> AsyncIterator[AsyncProtime]:
    async with (
        emulator.async_http() as http,
        AsyncProtime(
            **emulator.settings(), user_agent=AGENT, http=http, strict=True
        ) as client,
    ):
        yield client


def test_log_in_from_the_environment(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the client is made of, secrets too, can stand in the environment."""
    monkeypatch.setenv("PROTIME_TENANT", emulator.tenant_name)
    monkeypatch.setenv("PROTIME_CLIENT_ID", emulator.client_id)
    monkeypatch.setenv("PROTIME_USER_AGENT", AGENT)
    monkeypatch.setenv("PROTIME_BASE_URL", emulator.settings()["base_url"])
    monkeypatch.delenv("PROTIME_CLIENT_SECRET", raising=False)
    with pytest.raises(ConfigurationError, match="PROTIME_CLIENT_SECRET"):
        Protime.from_env()

    monkeypatch.setenv("PROTIME_CLIENT_SECRET", emulator.client_secret)
    with Protime.from_env(http=emulator.http()) as client:
        assert len(list(client.people.list())) == 12
        assert emulator.client_secret not in repr(client)


def test_clockings_of_three_people_in_january(client: Protime) -> None:
    """Each clocking tells its person's employee number, which payroll knows."""
    numbers = set()
    for clocking in client.clockings.list(
        date=JANUARY,
        person=[1, 2, 3],
        external_references=[PersonReference.EMPLOYEE_NUMBER],
    ):
        assert clocking.date in days(JANUARY)
        numbers.add(
            clocking.person.external_references[PersonReference.EMPLOYEE_NUMBER]
        )

    assert numbers == {"E-1001", "E-1002", "E-1003"}


def days(period: DateRange) -> list[date]:
    """Return the days of a period."""
    assert period.end is not None
    count = (period.end - period.start).days + 1
    return [period.start + timedelta(days=one) for one in range(count)]


def test_create_a_clocking_by_badge_number(client: Protime) -> None:
    """A terminal knows badge numbers and codes only, and no ids of Protime."""
    created = client.clockings.create(
        NewClocking(
            person=PersonReference.BADGE_NUMBER.of("6700001"),
            date=date(YEAR, 3, 2),
            time_of_day_in_minutes=510,
            kind=ClockingKind.IN_OUT,
            terminal=TerminalReference.EXTERNAL_CODE.of("T-2"),
        )
    )

    clocking = client.clockings.get(
        created.id, external_references=[PersonReference.BADGE_NUMBER]
    )
    assert clocking.person.external_references["@badge-number"] == "6700001"
    assert clocking.terminal is not None
    assert clocking.terminal.id == 2
    moment = clocking.moment(BRUSSELS)
    assert moment.isoformat() == f"{YEAR}-03-02T08:30:00+01:00"


def test_people_with_their_department_history(client: Protime) -> None:
    """Histories are asked for by person, or for all at once."""
    by_person = {
        person.id: list(client.department_histories.list_for_person(person.id))
        for person in client.people.list()
    }

    assert len(by_person) == 12
    for id, history in by_person.items():
        assert {one.person.id for one in history} == {id}
        assert all(one.department.id for one in history)
        current = [one for one in history if one.until is None]
        assert len(current) == 1
    everything = list(client.department_histories.list())
    assert len(everything) == sum(map(len, by_person.values()))


def test_totals_and_absences_for_a_payroll_month(client: Protime) -> None:
    """Payroll needs minutes and absence codes, under its own employee numbers."""
    month = DateRange(date(YEAR, 2, 1), date(YEAR, 2, 28))
    number = PersonReference.EMPLOYEE_NUMBER
    code = AbsenceDefinitionReference.ABSENCE_CODE

    minutes: dict[str, int] = {}
    for total in client.calculated_totals.list(
        date=month, external_references=[number]
    ):
        employee = total.person.external_references[number]
        present = total.time_present_duration_in_minutes or 0
        minutes[employee] = minutes.get(employee, 0) + present
    absences = [
        (
            absence.person.external_references[number],
            absence.resulting_absence_definition.external_references[code],
            absence.calculated_duration_in_minutes,
        )
        for absence in client.absences.list(
            date=month, external_references=[number, code]
        )
        if absence.resulting_absence_definition is not None
    ]

    assert len(minutes) == 12
    assert all(present > 0 for present in minutes.values())
    assert absences
    assert {employee for employee, _, _ in absences} <= set(minutes)


def test_counters_of_a_circle(client: Protime) -> None:
    """Circles and groups of the organisation narrow a list without naming people."""
    of_circle = list(client.counters.list(date=JANUARY, person=Circle(2)))
    of_group = list(client.counters.list(date=JANUARY, person=OrgGroup(121)))
    of_both = list(
        client.counters.list(date=JANUARY, person=[Circle(2), OrgGroup(121)])
    )

    assert of_circle
    assert of_group
    either = {one.id for one in of_circle} | {one.id for one in of_group}
    assert {one.id for one in of_both} == either


def test_create_change_and_delete_an_assignment(client: Protime) -> None:
    """An assignment is read, changed in one property and written back as a whole."""
    created = client.assignments.create(
        NewAssignment(
            person=1,
            from_=date(YEAR, 3, 10),
            until=date(YEAR, 3, 10),
            start_time_in_minutes=480,
            end_time_in_minutes=1020,
            comments="Morning shift",
        )
    )

    planned = client.assignments.get(created.id)
    later = attrs.evolve(planned, start_time_in_minutes=540)
    client.assignments.update(created.id, later, if_match=etag(planned))
    changed = client.assignments.get(created.id)
    assert changed.start_time_in_minutes == 540
    assert changed.comments == "Morning shift"

    client.assignments.delete(created.id)
    with pytest.raises(NotFound):
        client.assignments.get(created.id)


def test_upsert_an_activity_definition_by_its_code(
    client: Protime, emulator: Emulator
) -> None:
    """A project of another system becomes an activity, with who may use it and how."""
    structure, level = emulator.structure_version, 2
    project = ActivityDefinitionReference.EXTERNAL_REFERENCE.of("PRJ-2026-7")
    definition = NewActivityDefinition(
        name=TranslatedText(default="Bridge", translations={"nl-NL": "Brug"}),
        data_entry_code="7007",
        external_reference="PRJ-2026-7",
        parent=parent(client, structure),
    )

    first = client.activity_definitions.upsert(structure, level, project, definition)
    assert first.created
    again = client.activity_definitions.upsert(
        structure, level, project, attrs.evolve(definition, info="Third lane")
    )
    assert not again.created
    found = client.activity_definitions.get(structure, level, project)
    assert (found.name.default, found.info) == ("Bridge", "Third lane")

    circle = NewActivityUsage(
        kind=ActivityUsageKind.CIRCLE, usage_reference=2, from_=date(YEAR, 1, 1)
    )
    client.activity_usages.create(structure, level, project, circle)
    (usage,) = client.activity_usages.get(structure, level, project).usages
    assert (usage.kind, usage.usage_reference.id) == (ActivityUsageKind.CIRCLE, 2)

    above = parent(client, structure)
    only = NewActivityRestriction(level=1, activity_definitions=[above])
    client.activity_restrictions.update(structure, level, project, [only])
    (restriction,) = client.activity_restrictions.get(
        structure, level, project
    ).restrictions
    assert [one.id for one in restriction.activity_definitions] == [above]


def parent(client: Protime, structure: str) -> str:
    """Return the id of a definition of the first level."""
    first = client.activity_definitions.list(structure, 1).first()
    assert first is not None
    return first.id


@pytest.mark.heavy
def test_map_hr_ids_onto_people() -> None:
    """Many ids are mapped in one go; what conflicts is reported, the rest holds."""
    with (
        Emulator(people=5000, days=0, today=TODAY) as emulator,
        Protime(
            **emulator.settings(), user_agent=AGENT, http=emulator.http()
        ) as client,
    ):
        hr = {f"HR-{person.id:05}": person.id for person in client.people.list()}
        hr |= {"HR-twice": 1, "HR-unknown": 99_999}

        report = client.external_references.put_all("people", "HRMID", hr)

        assert report.done == 5000
        refused = {one.external_reference for one in report.conflicts}
        assert refused == {"HR-twice", "HR-unknown"}
        assert all(one.reason for one in report.conflicts)
        assert not report.failures
        person = client.people.get(PersonReference("HRMID").of("HR-00042"))
        assert person.id == 42


class Warehouse:
    """A copy of the clockings elsewhere."""

    def __init__(self) -> None:
        self.rows: dict[int | str, Clocking] = {}

    def apply(self, changes: Iterable[Change[Clocking]]) -> int:
        """Take over changes and return how many there were."""
        count = 0
        for change in changes:
            count += 1
            if isinstance(change, Upsert):
                self.rows[change.id] = change.item
            else:
                self.rows.pop(change.id, None)
        return count


def test_first_load_and_daily_changes(client: Protime, emulator: Emulator) -> None:
    """After the first load only what changed is sent, and the copy stays equal."""
    copy = Warehouse()
    with client.clockings.delta(date=DateRange(date(YEAR, 2, 1))) as delta:
        copy.apply(delta)
    link = delta.link
    before = len(copy.rows)

    emulator.clock.advance(hours=24)
    (first, second, *_) = copy.rows
    emulator.change("clockings", first, {"timeOfDayInMinutes": 615})
    emulator.remove("clockings", second)
    new = client.clockings.create(
        NewClocking(
            person=1,
            date=date(YEAR, 3, 3),
            time_of_day_in_minutes=480,
            kind=ClockingKind.IN_OUT,
        )
    )
    with client.clockings.changes(link) as delta:
        assert copy.apply(delta) == 3

    assert len(copy.rows) == before + 1
    assert copy.rows[first].time_of_day_in_minutes == 615
    assert copy.rows[second].status == "Deleted"
    assert copy.rows[new.id].person.id == 1
    with client.clockings.changes(delta.link) as delta:
        assert copy.apply(delta) == 0


def test_what_is_deleted_for_good_is_a_delete(
    client: Protime, emulator: Emulator
) -> None:
    """A deleted item comes as its id only, so that a copy can drop it."""
    with client.assignments.delta(date=DateRange(date(YEAR, 2, 1))) as delta:
        items = list(delta)
    emulator.remove("assignments", items[0].id)

    (change,) = client.assignments.changes(delta.link)

    assert isinstance(change, Delete)
    assert change.id == items[0].id


def test_what_to_do_on_400(client: Protime, emulator: Emulator) -> None:
    """What is known to be refused is not sent; what the API refuses says why."""
    with pytest.raises(InvalidRequest, match="ends on"):
        client.clockings.list(date=DateRange(date(YEAR, 2, 1), date(YEAR, 1, 1)))
    assert not len(emulator.requests)

    with pytest.raises(BadRequest) as caught:
        client.clockings.where("colour eq 'red'").first()
    assert caught.value.status == 400
    assert caught.value.reasons or caught.value.message
    assert "colour" in str(caught.value)


def test_what_to_do_on_403(client: Protime, emulator: Emulator) -> None:
    """A tenant may refuse a collection, and the error says what to ask Protime for."""
    emulator.faults.add("assignments", status=403)
    with pytest.raises(Forbidden, match="Planning"):
        client.assignments.list(date=JANUARY).first()


def test_what_to_do_without_a_scope() -> None:
    """A scope that was not granted, or not asked for, fails with its own words."""
    with Emulator(people=2, scopes=[Scope.PEOPLE_READ]) as emulator:
        with Protime(
            **emulator.settings(), user_agent=AGENT, http=emulator.http()
        ) as client:
            assert client.people.list().first()
            with pytest.raises(AuthenticationFailed, match="scope"):
                client.clockings.get(1)
        with Protime(
            **emulator.settings(),
            user_agent=AGENT,
            scopes=[Scope.PEOPLE_READ],
            http=emulator.http(),
        ) as client:
            sent = len(emulator.requests)
            with pytest.raises(ScopeMissing, match=r"clockings\.read"):
                client.clockings.get(1)
            assert len(emulator.requests) == sent


def test_what_to_do_on_410(client: Protime, emulator: Emulator) -> None:
    """A link that was not used for 72 hours has expired: a full load starts again."""
    since = DateRange(date(YEAR, 2, 1))
    with client.clockings.delta(date=since) as delta:
        first = {change.id for change in delta}
    emulator.clock.advance(hours=73)

    with pytest.raises(DeltaExpired, match="full load"):
        list(client.clockings.changes(delta.link))

    assert {change.id for change in client.clockings.delta(date=since)} == first


def test_what_to_do_on_429(emulator: Emulator) -> None:
    """The client waits as long as the API asks; only if that never ends, it says so."""
    patient = RetryPolicy(attempts=3, shortest=0.01)
    with Protime(
        **emulator.settings(),
        user_agent=AGENT,
        http=emulator.http(),
        retries=patient,
    ) as client:
        emulator.faults.add("people", status=429, retry_after=0, times=2)
        assert client.people.list().first()

        emulator.faults.add("people", status=429, retry_after=0, times=None)
        with pytest.raises(TooManyRequests) as caught:
            client.people.list().first()
        assert caught.value.request.attempts == 3


def test_resume_after_a_failed_page(emulator: Emulator) -> None:
    """A list that broke off goes on where it broke off, in another run too."""
    with Protime(
        **emulator.settings(), user_agent=AGENT, http=emulator.http(), retries=ONCE
    ) as client:
        everything = [one.id for one in client.clockings.list(date=JANUARY)]
        seen: list[int] = []
        pages = client.clockings.list(date=JANUARY).pages(overlap=False)
        seen += [one.id for _ in range(3) for one in next(pages).value]
        emulator.faults.add("clockings", status=500)
        with pytest.raises(ServerError) as caught:
            next(pages)

        assert caught.value.resume_link is not None
        rest = client.clockings.resume(caught.value.resume_link)
        seen += [one.id for one in rest]
        assert seen == everything


def test_explain_what_would_be_sent(client: Protime, emulator: Emulator) -> None:
    """A program can be asked what it would send, how long and with which scope."""
    long = client.clockings.list(
        date=DateRange(date(YEAR - 2, 1, 1), date(YEAR, 1, 31)),
        person=range(1, 2001),
    )

    plan = long.explain()

    assert plan.method == "GET"
    assert plan.url.startswith("http://emulator.local/connector/protimeapi/api/v1/")
    assert plan.length == len(plan.url) < 4096
    assert plan.scopes == (Scope.CLOCKINGS_READ,)
    assert plan.requests > 3
    assert not len(emulator.requests)


def test_spelled_variants_are_read_in_both_forms(
    client: Protime, emulator: Emulator
) -> None:
    """Names that the vendor's pages spell in two ways are read in both, everywhere."""
    with client.people.delta() as delta:
        assert list(delta)
    one = emulator.add("people", {"lastName": "Maes", "countryIsoCode": "NL"})["id"]
    two = emulator.add("people", {"lastName": "Maes", "countryISOCode": "NL"})["id"]
    assert isinstance(one, int)
    assert isinstance(two, int)

    for id in (one, two):
        assert client.people.get(id).country_iso_code == "NL"
    listed = {person.id: person for person in client.people.list()}
    changed = {change.id: change for change in client.people.changes(delta.link)}
    loaded = {change.id: change for change in client.people.delta()}
    for id in (one, two):
        assert listed[id].country_iso_code == "NL"
        for found in (loaded[id], changed[id]):
            assert isinstance(found, Upsert)
            assert found.item.country_iso_code == "NL"


@pytest.mark.parametrize("spelling", ["activityDefinition", "activityDefinitionId"])
def test_owner_of_usages_and_restrictions_in_both_spellings(
    spelling: str, client: Protime, emulator: Emulator
) -> None:
    """Usages and restrictions name their definition in one of two ways."""
    definition = emulator.collection("activity-definitions")[0]
    id, level = str(definition["id"]), int(str(definition["level"]))
    for collection, part in (
        ("activity-usages", "usages"),
        ("activity-restrictions", "restrictions"),
    ):
        emulator.add(collection, {"id": id, spelling: {"id": id}, part: []})

    place = (emulator.structure_version, level, id)
    assert client.activity_usages.get(*place).activity_definition.id == id
    assert client.activity_restrictions.get(*place).activity_definition.id == id


def test_activities_of_a_clocking(client: Protime, emulator: Emulator) -> None:
    """A clocking on a project names one definition for each level."""
    definition = emulator.collection("activity-definitions")[0]
    id, level = str(definition["id"]), int(str(definition["level"]))
    created = client.clockings.create(
        NewClocking(
            person=2,
            date=TODAY,
            time_of_day_in_minutes=545,
            kind=ClockingKind.ACTIVITY,
            activity_levels=[NewActivityLevel(level=level, activity_definition=id)],
        )
    )

    clocking = client.clockings.get(created.id)

    assert clocking.activity_levels is not None
    assert [one.activity_definition.id for one in clocking.activity_levels] == [id]


async def test_async_months_at_the_same_time(async_client: AsyncProtime) -> None:
    """Lists of several months are fetched side by side, with one token."""
    months = [
        DateRange(date(YEAR, 1, 1), date(YEAR, 1, 31)),
        DateRange(date(YEAR, 2, 1), date(YEAR, 2, 28)),
    ]

    async def count(month: DateRange) -> int:
        return len([one async for one in async_client.clockings.list(date=month)])

    one, two = await asyncio.gather(*map(count, months))

    both = DateRange(date(YEAR, 1, 1), date(YEAR, 2, 28))
    assert min(one, two) > 100
    assert await count(both) == one + two


async def test_async_create_and_read_back(async_client: AsyncProtime) -> None:
    """What sends is awaited; the rest reads as it does without async."""
    created = await async_client.clockings.create(
        NewClocking(
            person=PersonReference.EMPLOYEE_NUMBER.of("E-1002"),
            date=TODAY,
            time_of_day_in_minutes=1020,
            kind=ClockingKind.IN_OUT,
        )
    )
    clocking = await async_client.clockings.get(created.id)
    assert clocking.person.id == 2


async def test_async_first_load_and_changes(
    async_client: AsyncProtime, emulator: Emulator
) -> None:
    """A delta is followed with ``async with`` and ``async for``."""
    since = DateRange(date(YEAR, 2, 1))
    async with async_client.absences.delta(date=since) as delta:
        items = [change async for change in delta]
    emulator.remove("absences", items[0].id)

    changes = [change async for change in async_client.absences.changes(delta.link)]

    assert [change.id for change in changes] == [items[0].id]
    assert isinstance(changes[0], Delete)


async def test_async_errors_are_the_same(
    async_client: AsyncProtime, emulator: Emulator
) -> None:
    """The same classes are raised, with the same words."""
    with pytest.raises(BadRequest, match="colour"):
        await async_client.clockings.where("colour eq 'red'").first()
    emulator.faults.add("assignments", status=403)
    with pytest.raises(Forbidden):
        await async_client.assignments.list(date=JANUARY).first()
    report = await async_client.external_references.put_all(
        "people", "HRMID", {"HR-1": 1, "HR-2": 2, "HR-1b": 1}
    )
    assert (report.done, len(report.conflicts)) == (2, 1)
