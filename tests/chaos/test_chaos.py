"""Full walks through faults yield exactly the rows of the model.

Four walks of 5,000 rows by default, ten in ``nox -s deep``; ``PROTIME_CHAOS=1`` makes
a hundred of 50,000.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import define, evolve, field

from protime import AsyncProtime, Clocking, DateRange, Delete, Protime, Upsert
from protime_emulator import Emulator
from protime_emulator.faults import Fault
from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Page
from tests.depth import many

LONG = os.environ.get("PROTIME_CHAOS") == "1"
WALKS = range(100 if LONG else many(10, 2))
PEOPLE, DAYS = (235, 110) if LONG else (42, 60)
ROWS = 50_000 if LONG else 5_000
TODAY = date(2026, 3, 2)
FROM = DateRange(TODAY - timedelta(days=DAYS), TODAY)
SHARE = 0.3
FAULTS = (
    Fault(status=429, retry_after=0),
    Fault(status=429, retry_after=2),
    Fault(status=429),
    Fault(status=500),
    Fault(status=502),
    Fault(status=503, retry_after=1),
    Fault(kind="html", status=504),
    Fault(kind="drop"),
    Fault(kind="truncate"),
    Fault(kind="garble"),
    Fault(kind="expire-tokens"),
    Fault(kind="slow", seconds=0.001),
)
Row = tuple[int, date, int, str]


@define
class Survived:
    """Counts of faults, and of the errors that a walk went on after."""

    faults: Counter[str] = field(factory=Counter)
    errors: Counter[str] = field(factory=Counter)

    def watch(self, emulator: Emulator) -> None:
        """Count each fault that the emulator plans."""
        plan = emulator.faults.next

        def next_(method: str, path: str) -> Fault | None:
            fault = plan(method, path)
            if fault is not None:
                kind = str(fault.status) if fault.kind == "status" else fault.kind
                self.faults[kind] += 1
            return fault

        emulator.faults.next = next_  # type: ignore[method-assign]  # to count

    def went_on(self, error: ProtimeError) -> str:
        """Count an error and return where to go on."""
        self.errors[type(error).__name__] += 1
        assert error.resume_link is not None
        return error.resume_link


TOTAL = Survived()


@pytest.fixture(scope="module", autouse=True)
def printed() -> Iterator[None]:
    """Print what all walks survived."""
    yield
    faults, errors = TOTAL.faults, TOTAL.errors
    print(f"\n{faults.total()} faults survived: {dict(sorted(faults.items()))}")
    print(f"{errors.total()} errors resumed: {dict(sorted(errors.items()))}")


class Walker:
    """Reads a collection and its delta to the end, in either mode, whatever happens."""

    def __init__(self, emulator: Emulator, client: Protime | AsyncProtime) -> None:
        self.emulator = emulator
        self.client: Any = client
        hurried(self.client)

    async def listed(self) -> list[Row]:
        """Return the rows of a full walk; after an error, from its link on."""
        rows: list[Row] = []
        pager = self.client.clockings.list(date=FROM)
        while True:
            try:
                async for page in each(pager.pages()):
                    rows += [row(one) for one in page.value]
                return rows
            except ProtimeError as error:
                pager = self.client.clockings.resume(TOTAL.went_on(error))

    async def followed(self, pager: Any, *, by_link: bool) -> tuple[list[Any], str]:
        """Return the changes of a delta and its link; go on by a link or by asking."""
        changes: list[Any] = []
        while True:
            try:
                async for page in each(pager.pages()):
                    changes += page.value
                return changes, pager.link
            except ProtimeError as error:
                link = TOTAL.went_on(error)
                if by_link:
                    pager = self.client.clockings.changes(link)


def hurried(client: Any) -> None:
    """Let a client's waits pass at once, on a clock that knows of them."""
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    async def sleeping(seconds: float) -> None:
        sleep(seconds)

    client._context = evolve(client._context, clock=lambda: passed[0])
    client._tokens._context = client._context
    client._sleep = sleeping if isinstance(client, AsyncProtime) else sleep


async def each(pages: Any) -> AsyncIterator[Page[Any]]:
    """Iterate over pages of either mode."""
    if hasattr(pages, "__aiter__"):
        async for page in pages:
            yield page
    else:
        for page in pages:
            yield page


def row(clocking: Clocking) -> Row:
    assert clocking.change_version is not None
    return (
        clocking.id,
        clocking.date,
        clocking.time_of_day_in_minutes,
        clocking.change_version,
    )


def model(emulator: Emulator) -> dict[int, Row]:
    """Return the rows that there are, by id."""
    return {
        int(str(one["id"])): (
            int(str(one["id"])),
            date.fromisoformat(str(one["date"])),
            int(str(one["timeOfDayInMinutes"])),
            str(one["changeVersion"]),
        )
        for one in emulator.collection("clockings")
    }


@asynccontextmanager
async def walking(seed: int, *, waits: bool) -> AsyncIterator[Walker]:
    """Prepare a tenant that goes wrong, and a client of one of both modes."""
    options: Mapping[str, Any] = {"people": PEOPLE, "days": DAYS, "seed": seed}
    with Emulator(**options, today=TODAY, page_size=200 if LONG else 60) as emulator:
        TOTAL.watch(emulator)
        agent: dict[str, Any] = {"user_agent": "ChaosTests/v1 (Acme Corp)"}
        if waits:
            async with emulator.async_http() as http:
                yield Walker(
                    emulator, AsyncProtime(**emulator.settings(), **agent, http=http)
                )
        else:
            client = Protime(**emulator.settings(), **agent, http=emulator.http())
            yield Walker(emulator, client)


def exactly(found: list[Row], expected: dict[int, Row]) -> None:
    """Check that none is lost, none is twice, and each is as it should be."""
    assert len(found) == len(expected)
    assert {one[0]: one for one in found} == expected


@pytest.mark.heavy
@pytest.mark.parametrize("seed", WALKS)
def test_a_walk_and_its_delta_yield_exactly_the_rows(seed: int) -> None:
    """None lost, none twice, whatever goes wrong on the way."""
    asyncio.run(walk(seed))


async def walk(seed: int) -> None:
    async with walking(seed, waits=seed % 2 == 0) as walker:
        emulator, clockings = walker.emulator, walker.client.clockings
        expected = model(emulator)
        assert len(expected) >= ROWS
        emulator.faults.at_random(SHARE, seed=seed, faults=FAULTS)
        exactly(await walker.listed(), expected)

        by_link = seed % 4 < 2
        pager = clockings.delta(date=DateRange(FROM.start))
        changes, link = await walker.followed(pager, by_link=by_link)
        exactly([row(one.item) for one in changes], expected)

        touched, gone = edit(emulator, seed)
        pager = clockings.changes(link)
        changes, _ = await walker.followed(pager, by_link=by_link)
        upserts = [one for one in changes if isinstance(one, Upsert)]
        now = model(emulator)
        exactly([row(one.item) for one in upserts], {id: now[id] for id in touched})
        deletes = [one.id for one in changes if isinstance(one, Delete)]
        assert sorted(deletes) == sorted(gone)


def edit(emulator: Emulator, seed: int) -> tuple[set[int], set[int]]:
    """Change the tenant; return the ids of what is there and of what is gone."""
    ids = sorted(model(emulator))
    step = 7 + seed % 5
    changed, removed, gone = ids[::step], ids[1::step], set(ids[2::step])
    for id in changed:
        emulator.change("clockings", id, {"timeOfDayInMinutes": 1 + id % 1400})
    for id in removed:
        emulator.remove("clockings", id)
    for id in gone:
        emulator.erase("clockings", id)
    return {*changed, *removed}, gone


def test_any_page_boundary_is_a_place_to_go_on_from() -> None:
    """From each link of a walk, the rest of the rows and nothing else."""
    with Emulator(people=8, days=30, today=TODAY, page_size=25) as emulator:
        client = Protime(
            **emulator.settings(), user_agent="T/1 (A)", http=emulator.http()
        )
        pages = list(client.clockings.list(date=FROM).pages())
        rows = [[row(one) for one in page.value] for page in pages]
        assert len(pages) > 15
        assert any(not one for one in rows[:-1])
        for number, page in enumerate(pages):
            rest = [one for later in rows[number + 1 :] for one in later]
            if page.resume_link is None:
                assert number == len(pages) - 1
                continue
            again = client.clockings.resume(page.resume_link)
            assert [row(one) for one in again] == rest


def test_any_page_boundary_of_a_delta_is_a_place_to_go_on_from() -> None:
    """The link at its end is given, whichever page it went on from."""
    with Emulator(people=8, days=30, today=TODAY, page_size=25) as emulator:
        client = Protime(
            **emulator.settings(), user_agent="T/1 (A)", http=emulator.http()
        )
        with client.clockings.delta(date=DateRange(FROM.start)) as delta:
            pages = list(delta.pages())
        for number, page in enumerate(pages[:-1]):
            assert page.resume_link is not None
            with client.clockings.changes(page.resume_link) as rest:
                found = [one.id for one in rest]
            assert found == [
                one.id for later in pages[number + 1 :] for one in later.value
            ]
            assert rest.link


FAULTS_OF_SOCKETS = tuple(one for one in FAULTS if one.kind in ("drop", "truncate"))


@pytest.mark.parametrize("make", [Protime, AsyncProtime])
def test_sockets_that_break_lose_nothing(make: Callable[..., Any]) -> None:
    """Over a real port, where half an answer is half an answer."""

    async def run() -> None:
        with (
            Emulator(people=20, days=60, today=TODAY, page_size=50) as emulator,
            emulator.serve(),
        ):
            expected = model(emulator)
            TOTAL.watch(emulator)
            emulator.faults.at_random(0.3, seed=7, faults=FAULTS_OF_SOCKETS)
            client = make(**emulator.settings(), user_agent="T/1 (A)")
            exactly(await Walker(emulator, client).listed(), expected)
            closing = client.close()
            if closing is not None:
                await closing

    asyncio.run(run())
