"""The next page of a load is under way while this one is used, and asked for once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_runtime.errors import ServerError
from protime_runtime.paging import Page, Walk
from protime_runtime.retrying import Retrying
from protime_sync.ahead import AskingAhead
from protime_sync.source import source
from protime_sync.wire import Entry

from .conftest import FEBRUARY, TODAY, USER_AGENT
from .copying import Rows, tenant


@pytest.fixture
def served() -> Iterator[Emulator]:
    with (
        Emulator(people=6, days=40, seed=1, today=TODAY, page_size=20) as emulator,
        emulator.serve(),
    ):
        emulator.faults.add("clockings", kind="slow", seconds=0.02, times=None)
        yield emulator


def pages(emulator: Emulator) -> Iterator[Page[Entry]]:
    """Read the pages of a full load."""
    client = Protime(
        **emulator.settings(), user_agent=USER_AGENT, retrying=Retrying(attempts=1)
    )
    found = source(client.clockings, {"date": FEBRUARY}, today=emulator.clock.today)
    walk = Walk(found.start())
    with client, AskingAhead(client) as sender:
        while (request := walk.next) is not None:
            page = walk.after(sender.send(request))
            walk.advance()
            yield page


def asked(emulator: Emulator) -> list[str]:
    return [one.query for one in emulator.requests if one.path.endswith("/clockings")]


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "Nothing was asked for ahead."
        time.sleep(0.002)


def test_the_next_page_is_under_way(served: Emulator) -> None:
    """Where answers take time, a page that is used does not hold up the one after."""
    copy, count = Rows(), 0
    for count, page in enumerate(pages(served), 1):
        copy.update((one.id, one.version) for one in page.value)
        # The first pages tell that waiting is worth something.
        if count > 3 and page.next_link is not None:
            wait_until(lambda: len(asked(served)) > count)  # noqa: B023  # at once
    assert copy == tenant(served, "clockings")
    assert count == len(asked(served)) == len(set(asked(served))) > 10


def test_what_fails_ahead_fails_in_its_turn(served: Emulator) -> None:
    """All pages before the one that failed are handed over first."""
    found = pages(served)
    for _ in range(4):
        next(found)
    wait_until(lambda: len(asked(served)) == 5)
    served.faults.clear()
    served.faults.add("clockings", status=500)
    assert next(found).next_link is not None
    with pytest.raises(ServerError):
        next(found)
