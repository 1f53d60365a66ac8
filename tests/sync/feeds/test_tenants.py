"""Failures of one tenant never stop another."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import pytest

from protime_emulator import Emulator
from protime_runtime.errors import BadRequest
from protime_sync import Feed, MemoryState, StateError
from protime_sync.feeds.tenants import SomeFailed, check, run_all
from tests.sync.conftest import TODAY, client_of, sync_of
from tests.sync.copying import Rows, apply


def test_one_tenant_fails_and_the_others_go_on() -> None:
    """Each feed has its own link in one shared state."""
    copies: dict[str, Rows] = {}
    state = MemoryState()

    def applied(feed: Feed[Any]) -> int:
        return apply(feed, copies.setdefault(feed.name, Rows()))

    with ExitStack() as stack:
        emulators = [
            stack.enter_context(Emulator(people=size, days=1, today=TODAY, tenant=name))
            for name, size in (("acme", 3), ("bolt", 4), ("care", 5))
        ]
        feeds = [
            sync_of(one, client_of(one), state).follow("people") for one in emulators
        ]
        emulators[1].faults.add("people", status=400)
        outcomes = run_all(feeds, applied)
        assert [one.count for one in outcomes] == [3, 0, 5]
        assert isinstance(outcomes[1].error, BadRequest)
        with pytest.raises(SomeFailed, match=r"1 of 3 feeds failed:\n.*bolt.*400"):
            check(outcomes)
        check(run_all(feeds, applied))
        assert sorted(map(len, copies.values())) == [3, 4, 5]


def test_settings_that_are_wrong_stop_no_other(emulator: Emulator) -> None:
    def broken() -> Feed[Any]:
        raise StateError("The state cannot be read.")

    sync = sync_of(emulator, client_of(emulator), MemoryState())
    makers = {"broken": broken, "acme": lambda: sync.follow("people")}
    outcomes = run_all(makers, lambda feed: apply(feed, Rows()))
    assert [one.count for one in outcomes] == [0, 6]
