"""Real deliveries, repeated, reordered, lost and interrupted: the copy is the tenant.

``PROTIME_CHAOS_EVENTS=100000`` makes as many events; ``-s`` shows the counts.
"""

from __future__ import annotations

import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, field

from protime_emulator import Emulator
from protime_sync import SqliteState
from protime_sync.webhooks import Live, SqliteInbox, Subscriptions, SubscriptionStore

from .process import Process
from .tenancy import (
    FEBRUARY,
    Rows,
    apply,
    client_of,
    clocking,
    emulated,
    sync_of,
    tenant,
)

EVENTS = int(os.environ.get("PROTIME_CHAOS_EVENTS", "2000"))
ROUNDS = 10
KILLS = (2, 6)
"""Rounds after which the receiver is killed, with what it took not consumed."""
SILENT = 4
"""Round whose events are lost: accepted by something in between, and never stored."""
EXPIRY = 7
"""Round before which the webhook comes close to its expiry."""


class Lossy(httpx.HTTPTransport):
    """Counts what the receiver is sent; if told to, throws it away and answers."""

    def __init__(self) -> None:
        super().__init__()
        self.loses = False
        self.taken: set[bytes] = set()
        self.thrown: set[bytes] = set()
        self.duplicated = self.reordered = 0
        self.greatest = ""

    @property
    def lost(self) -> int:
        """How many events never reached the receiver."""
        return len(self.thrown - self.taken)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        if self.loses:
            self.thrown.add(body)
            return httpx.Response(202)
        response = super().handle_request(request)
        if response.status_code == 204:
            self._count(body)
        return response

    def _count(self, body: bytes) -> None:
        version = json.loads(body)["data"]["changeVersion"]
        if body in self.taken:
            self.duplicated += 1
        elif version < self.greatest:
            self.reordered += 1
        self.taken.add(body)
        self.greatest = max(version, self.greatest)


@define
class World:
    """The tenant, the receiver, and the copy."""

    emulator: Emulator
    transport: Lossy
    process: Process
    inbox: SqliteInbox
    live: Live[Any]
    webhooks: Subscriptions
    random: random.Random = field(factory=lambda: random.Random(7))  # noqa: S311 - no secret
    copy: Rows = field(factory=dict)
    ids: list[Any] = field(factory=list)
    redelivered: int = 0
    recovered: int = 0
    """Items that the delta told and whose events were lost."""

    def happen(self, count: int) -> None:
        """Let things happen in the tenant: additions, changes and deletions."""
        for _ in range(count):
            chance = self.random.random()
            if chance < 0.35 or len(self.ids) < 10:
                self.ids.append(self.emulator.add("clockings", self.new())["id"])
            elif chance < 0.9:
                minutes = {"timeOfDayInMinutes": self.random.randrange(1440)}
                self.emulator.change("clockings", self.random.choice(self.ids), minutes)
            elif chance < 0.95:
                self.emulator.remove("clockings", self.random.choice(self.ids))
            else:
                position = self.random.randrange(len(self.ids))
                self.emulator.erase("clockings", self.ids.pop(position))

    def new(self) -> dict[str, object]:
        """Return a clocking of anyone on any day."""
        minutes, person = self.random.randrange(1440), self.random.randrange(1, 6)
        return clocking(minutes, f"2026-02-{self.random.randrange(1, 29):02}", person)

    def consume(self) -> None:
        """Apply all that waits."""
        while True:
            with self.live.batch() as batch:
                apply(batch, self.copy)
            if not self.inbox.waiting("clockings", 1):
                return

    def redeliver(self) -> None:
        """Let the retries come due that the clock has waited for."""
        for _ in range(3):
            self.emulator.clock.advance(minutes=2)
            self.redelivered += self.emulator.deliver_events()


@pytest.mark.heavy
def test_the_copy_is_the_tenant_whatever_happens(tmp_path: Path) -> None:
    """Duplicates, disorder, retries, kills, losses and an expiry in the middle."""
    transport = Lossy()
    delivery = httpx.Client(transport=transport, timeout=10)
    process = Process(tmp_path)
    begin = time.monotonic()
    with emulated(delivery=delivery) as emulator:
        world = _world(emulator, transport, process, tmp_path)
        try:
            _rounds(world)
        finally:
            process.end()
        _check(world, time.monotonic() - begin)
        world.inbox.close()
    delivery.close()


def _world(
    emulator: Emulator, transport: Lossy, process: Process, folder: Path
) -> World:
    store, inbox = (
        SubscriptionStore(folder / "keys.db"),
        SqliteInbox(folder / "inbox.db"),
    )
    process.start()
    feed = sync_of(emulator, SqliteState(folder / "state.db")).follow(
        "clockings", date=FEBRUARY
    )
    live = Live(feed, inbox, every=timedelta(hours=1))
    url = f"http://127.0.0.1:{process.port}/hooks"
    webhooks = Subscriptions(
        client_of(emulator), store, url, ["clockings"], now=emulator.clock.now
    )
    world = World(emulator, transport, process, inbox, live, webhooks)
    webhooks.apply(resync=lambda name: _resync(world))
    emulator.deliveries.duplicate = True
    return world


def _resync(world: World) -> None:
    world.live.hurry()
    world.consume()


def _rounds(world: World) -> None:
    for number in range(ROUNDS):
        if number == EXPIRY:
            world.emulator.clock.advance(days=88.5)
        world.emulator.deliveries.reorder = number % 2 == 0
        world.transport.loses = number == SILENT
        world.happen(EVENTS // ROUNDS)
        if number == EXPIRY:
            actions = world.webhooks.apply(resync=lambda name: _resync(world))
            assert [one.what for one in actions] == ["created", "confirmed", "deleted"]
        world.emulator.deliver_events()
        if number in KILLS:
            world.process.kill()
            world.happen(20)
            world.emulator.deliver_events()  # Nobody answers: they come again later.
            world.process.start()
            world.happen(20)
            world.emulator.deliver_events()  # Newer ones come before the retries.
            world.consume()
        world.redeliver()
        world.consume()
        if number == SILENT:
            assert world.copy != tenant(world.emulator)
            before = world.live.seen.recovered
            world.emulator.clock.advance(hours=1)
            world.consume()
            world.recovered = world.live.seen.recovered - before
        assert world.copy == tenant(world.emulator), number


def _check(world: World, seconds: float) -> None:
    attempts, seen = world.emulator.deliveries.attempts, world.live.seen
    sent, stored = world.transport, world.inbox.counts().received
    counts = {
        "events": EVENTS + 40 * len(KILLS),
        "attempts": len(attempts),
        "failed attempts": sum(one.status == 0 for one in attempts),
        "attempts of retries": world.redelivered,
        "duplicated in delivery": sent.duplicated,
        "reordered in delivery": sent.reordered,
        "lost in delivery": sent.lost,
        "gone with old webhook": EVENTS // ROUNDS,
        "stored": stored,
        "handed over from events": seen.events,
        "older, dropped": seen.older,
        "repeated, dropped": seen.repeated,
        "told by the delta": seen.recovered,
        "of these, items lost": world.recovered,
        "kills": world.process.kills,
        "rows": len(world.copy),
        "seconds": round(seconds, 1),
    }
    print("\n" + "\n".join(f"{name:>26} {count:>9}" for name, count in counts.items()))
    assert world.copy == tenant(world.emulator)
    assert world.inbox.counts().waiting == world.inbox.counts().aside == 0
    for name in ("failed attempts", "reordered in delivery", "older, dropped"):
        assert counts[name] > 0, name
    # What waits when the old webhook is deleted is not sent; the resync told it.
    sendable = EVENTS + 40 * len(KILLS) - EVENTS // ROUNDS
    assert stored == len(sent.taken) == sendable - sent.lost
    assert sent.duplicated > stored / 2
    assert sent.lost == EVENTS // ROUNDS
    # Several lost events of one item are one change.
    assert 0 < world.recovered <= sent.lost
