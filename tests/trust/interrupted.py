"""A process that is interrupted while it asks, and prints what reports would show.

``python -m tests.trust.interrupted URL STAGE KIND``; it prints ``asking`` first.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import date

from protime import AsyncProtime, ClockingKind, NewClocking, PersonReference, Protime
from tests.trust.helpers import SETTINGS
from tests.trust.reports import everything

NAME = "Ann-Personal-4821"
"""What the body of a write names a person by."""


class Alarmed(Exception):
    """What a handler of signals raises, though it is no interrupt."""


def body() -> NewClocking:
    """Return what is written, with a person's data."""
    person = PersonReference.BADGE_NUMBER.of(NAME)
    return NewClocking(
        person=person,
        date=date(2026, 1, 5),
        time_of_day_in_minutes=1,
        kind=ClockingKind.IN_OUT,
    )


def blocking(url: str, stage: str) -> None:
    """Ask with the client that blocks."""
    with Protime(**SETTINGS, base_url=url) as client:
        if stage == "write":
            client.clockings.create(body())
        else:
            client.people.get(1)


async def awaited(url: str, stage: str) -> None:
    """Ask with the client that is awaited."""
    async with AsyncProtime(**SETTINGS, base_url=url) as client:
        if stage == "write":
            await client.clockings.create(body())
        else:
            await client.people.get(1)


def alarm(*_: object) -> None:
    """Raise, in whatever line the process is."""
    raise Alarmed


def main(url: str, stage: str, kind: str) -> None:
    """Ask until a signal comes."""
    if kind == "alarmed":
        signal.signal(signal.SIGINT, alarm)
    print("asking", flush=True)
    try:
        if kind == "awaited":
            asyncio.run(awaited(url, stage))
        else:
            blocking(url, stage)
    except (KeyboardInterrupt, Alarmed) as error:
        print(everything(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
