"""Waiting for events, for sinks that read the delta by themselves, as dlt does.

::

    while True:
        with woken(inbox, ["clockings", "people"], wait=timedelta(minutes=5)) as names:
            filters_now = {name: filters[name] for name in names}
            run(pipeline, protime_source(client, filters_now))

So it follows in seconds, and asks for nothing while nothing happens. Which change an
event tells of is left to the delta, so late and repeated events do no harm.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from protime_runtime.given import several
from protime_sync.webhooks.inbox import Inbox, Settled
from protime_sync.webhooks.ordering import sort_unknown

_MOST = 10_000


@contextmanager
def woken(
    inbox: Inbox,
    collections: Sequence[str],
    *,
    wait: timedelta = timedelta(minutes=5),
    pause: timedelta = timedelta(milliseconds=200),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Sequence[str]]:
    """Yield the collections that have events, as soon as there are any.

    The events are done with when the block ends well; otherwise they wake it again.

    Args:
        inbox: Where the receiver puts deliveries.
        collections: Whose events are waited for; nobody else may consume them.
        wait: After this time without an event all collections are given, so that what
            no webhook reported is found.
        pause: How often the inbox is looked into.
        sleep: Waits.

    Raises:
        StateError: The inbox cannot be read or written.
    """
    collections = several(collections, "collections")
    until = time.monotonic() + wait.total_seconds()
    while not (found := _waiting(inbox, collections)) and time.monotonic() < until:
        sleep(pause.total_seconds())
    yield tuple(found) or tuple(collections)
    numbers = [number for numbers in found.values() for number in numbers]
    if numbers:
        inbox.settle(Settled(numbers=numbers))


def _waiting(inbox: Inbox, collections: Sequence[str]) -> dict[str, list[int]]:
    while sort_unknown(inbox, _MOST):
        pass
    found = {
        name: [received.number for received in inbox.waiting(name, _MOST)]
        for name in collections
    }
    return {name: numbers for name, numbers in found.items() if numbers}
