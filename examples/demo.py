"""The main job from end to end, on a Protime tenant that lives in this process.

List clockings over several pages with external references, create one and read it back,
follow changes, and print what happened. No network, no port, no account.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from protime import (
    Clocking,
    ClockingKind,
    DateRange,
    Delete,
    NewClocking,
    NotFound,
    PersonReference,
    Protime,
    Upsert,
)
from protime_emulator import Emulator

TODAY = date(2026, 3, 2)
FEBRUARY = DateRange(date(2026, 2, 1), date(2026, 2, 28))
BRUSSELS = ZoneInfo("Europe/Brussels")
NUMBER = PersonReference.EMPLOYEE_NUMBER

console = Console(highlight=False)


class Stopwatch:
    """Measures from one call of `lap` to the next."""

    def __init__(self) -> None:
        """Start."""
        self._begin = time.perf_counter()

    def lap(self) -> str:
        """Return the time since the last lap, in words."""
        now = time.perf_counter()
        elapsed, self._begin = now - self._begin, now
        return f"{elapsed:.2f} s"


def main() -> None:
    """Run the demo."""
    whole, watch = Stopwatch(), Stopwatch()
    with Emulator(people=25, days=60, seed=1, today=TODAY, page_size=250) as emulator:
        console.rule("[bold]Protime, from Python")
        say(
            f"A tenant [bold]{emulator.tenant_name}[/] is up in this process with"
            f" {len(emulator.collection('people'))} people and"
            f" {len(emulator.collection('clockings')):,} clockings ({watch.lap()})."
        )
        with Protime(
            **emulator.settings(),
            user_agent="Demo/v1 (Acme Corp)",
            http=emulator.http(),
        ) as client:
            read(client)
            create(client)
            follow(client, emulator)
        console.rule()
        requests = len(emulator.requests)
        say(f"{requests} requests, {whole.lap()} in all.")


def read(client: Protime) -> None:
    """List a month of clockings, with the employees' own numbers."""
    title("1  Read", "the clockings of February, with employee numbers")
    pager = client.clockings.list(date=FEBRUARY, external_references=[NUMBER])
    plan = pager.explain()
    console.print(f"   {plan.method} {plan.url}", style="dim", soft_wrap=True)
    console.print(
        f"   {plan.length} of 4,096 characters; scope {plan.scopes[0]}", style="dim"
    )
    watch = Stopwatch()
    pages = list(pager.pages())
    took = watch.lap()
    clockings = [clocking for page in pages for clocking in page.value]
    empty = sum(not page.value for page in pages)
    say(
        f"   {len(clockings):,} clockings on {len(pages)} pages, of which {empty} came"
        f" empty and were not the end ({took})."
    )
    show(clockings[:4])


def create(client: Protime) -> None:
    """Create a clocking by employee number, and read it back."""
    title("2  Write", "a clocking by employee number, and read it back")
    person = client.people.list().first()
    if person is None or person.employee_number is None:
        sys.exit("The tenant has nobody with an employee number.")
    watch = Stopwatch()
    created = client.clockings.create(
        NewClocking(
            person=NUMBER.of(person.employee_number),
            date=TODAY,
            time_of_day_in_minutes=510,
            kind=ClockingKind.IN_OUT,
        )
    )
    clocking = client.clockings.get(created.id, external_references=[NUMBER])
    say(f"   Created {created.location}, id {created.id} ({watch.lap()}).")
    show([clocking])
    try:
        client.clockings.get(1)
    except NotFound as error:
        say("   An id that does not exist is a typed error:")
        console.print(f"   {error}", style="dim", soft_wrap=True)


def follow(client: Protime, emulator: Emulator) -> None:
    """Load people once, and from then on only what changes."""
    title("3  Follow", "what changes in people")
    watch = Stopwatch()
    with client.people.delta() as delta:
        people = [change.id for change in delta]
    say(f"   First load: {len(people)} people ({watch.lap()}).")
    emulator.change("people", people[0], {"town": "Gent"})
    emulator.remove("people", people[1])
    with client.people.changes(delta.link) as delta:
        for change in delta:
            match change:
                case Upsert(person):
                    say(f"   Changed: person {person.id} now lives in {person.town}.")
                case Delete(id):
                    say(f"   Deleted: person {id}.")
    say(f"   The link for the next time is kept ({watch.lap()}).")


def show(clockings: Sequence[Clocking]) -> None:
    """Print clockings as a table."""
    table = Table(box=None, padding=(0, 1, 0, 3), header_style="dim")
    for heading in ("employee", "date", "minutes", "moment", "kind"):
        table.add_column(heading, no_wrap=True)
    for clocking in clockings:
        table.add_row(*cells(clocking))
    console.print(table)


def cells(clocking: Clocking) -> Iterable[str]:
    """Return what a row shows."""
    return (
        clocking.person.external_references[NUMBER],
        clocking.date.isoformat(),
        str(clocking.time_of_day_in_minutes),
        f"{clocking.moment(BRUSSELS):%a %d %b %H:%M %Z}",
        clocking.kind,
    )


def title(verb: str, what: str) -> None:
    """Begin a chapter."""
    console.print(f"\n[bold cyan]{verb}[/] {what}")


def say(text: str) -> None:
    """Print a sentence."""
    console.print(text, soft_wrap=True)


if __name__ == "__main__":
    main()
