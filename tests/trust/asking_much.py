"""A process that reads much at once from a tenant that answers no more.

``python -m tests.trust.asking_much URL KIND``; Ctrl-C is to end it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import date, timedelta

from protime import AsyncProtime, DateRange, Protime
from protime_sync.loads.loading import load
from protime_sync.loads.partitions import partitions
from tests.trust.helpers import SETTINGS

DAYS = DateRange(date.today() - timedelta(days=200), date.today())


def alone(client: Protime) -> None:
    """Ask for one item."""
    client.people.get(1)


def ahead(client: Protime) -> None:
    """Ask for a page while another is read."""
    list(client.clockings.list(date=DAYS).pages(overlap=True))


def parallel(client: Protime) -> None:
    """Read parts in threads."""
    list(client.clockings.list(date=DAYS).parallel(4))


def unordered(client: Protime) -> None:
    """Read parts in threads, and take what comes first."""
    list(client.clockings.list(date=DAYS).parallel(4, ordered=False))


def loaded(client: Protime) -> None:
    """Load tables in threads."""
    tasks = partitions("clockings", date=DAYS, days=10)
    list(load(client, tasks, threads=4))


async def _all(client: AsyncProtime, kind: str) -> None:
    listed = client.clockings.list(date=DAYS)
    pages = (
        listed.parallel(4).pages() if kind == "tasks" else listed.pages(overlap=True)
    )
    async with client:
        async for _ in pages:
            continue


BLOCKING: dict[str, Callable[[Protime], None]] = {
    one.__name__: one for one in (alone, ahead, parallel, unordered, loaded)
}
AWAITED = ("tasks", "tasks ahead")


def main(url: str, kind: str) -> None:
    """Ask until Ctrl-C comes."""
    if kind in AWAITED:
        asyncio.run(_all(AsyncProtime(**SETTINGS, base_url=url), kind))
        return
    with Protime(**SETTINGS, base_url=url) as client:
        BLOCKING[kind](client)


if __name__ == "__main__":
    main(*sys.argv[1:])
