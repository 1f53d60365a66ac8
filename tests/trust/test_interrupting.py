"""Ctrl-C ends a program at once, and leaves what goes on in order."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
import timeit
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from protime_runtime.errors import ForeignLink
from protime_runtime.paging.workers import Workers
from tests.forks import ASKING, Forks
from tests.trust.asking_much import AWAITED, BLOCKING
from tests.trust.helpers import SECRET, SETTINGS, answering, said
from tests.trust.interrupted import Alarmed, alarm
from tests.trust.stalling import Stalling

SECONDS = 1.0
"""What Ctrl-C may take; a slow machine is given some of its own."""
SLOW = 6.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to others")

COMMANDS = {
    "one item": "people get 1",
    "a list": "clockings list --date 2026-01-01..2026-06-30",
    "a list as lines": "clockings list --date 2026-01-01..2026-06-30 -o jsonl",
    "an export": "clockings list --date 2026-01-01..2026-06-30 -o csv --file out.csv",
    "doctor": "doctor",
    "a sync": "sync clockings --to duckdb:out.duckdb",
}


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    commands = ("doctor", "reading", "sync", "targets")
    modules = [f"protime_cli.commands.{name}" for name in commands]
    with Forks(*ASKING, "duckdb", "tests.trust.asking_much", *modules) as made:
        yield made


def interrupted(
    forks: Forks, arguments: Sequence[str], stage: str, **more: str
) -> tuple[float, int]:
    """Return the seconds that a process took to end after Ctrl-C, and its status."""
    stalling = Stalling(stage)
    with stalling as url:
        environ = {
            **os.environ,
            "PROTIME_TENANT": "acme",
            "PROTIME_CLIENT_ID": "client",
            "PROTIME_CLIENT_SECRET": SECRET,
            "PROTIME_USER_AGENT": SETTINGS["user_agent"],
            "PROTIME_BASE_URL": url,
            **more,
        }
        given = [one.replace("URL", url) for one in arguments]
        with TemporaryFile() as said, open(os.devnull, "wb") as nothing:
            child = forks.start(*given, out=nothing, err=said, env=environ)
            try:
                assert stalling.reached.wait(60), said.seek(0) or said.read()
                time.sleep(0.2)  # Whatever is begun side by side is begun.
                begin = time.monotonic()
                child.send_signal(signal.SIGINT)
                status = child.wait(30)
            finally:
                child.end()
        return time.monotonic() - begin, status


@pytest.mark.sampled(4)
@pytest.mark.parametrize("stage", ["read", "next", "token"])
@pytest.mark.parametrize("kind", [*BLOCKING, *AWAITED])
def test_it_ends_whatever_is_asked_side_by_side(
    forks: Forks, kind: str, stage: str
) -> None:
    """No thread is waited for, at whatever page."""
    if kind == "alone" and stage == "next":
        stage = "read"
    seconds, status = interrupted(
        forks, ["tests.trust.asking_much", "URL", kind], stage
    )
    assert status in (-signal.SIGINT, 1)
    assert seconds < SECONDS + SLOW


@pytest.mark.sampled(4)
@pytest.mark.parametrize("stage", ["read", "next"])
@pytest.mark.parametrize("name", COMMANDS)
def test_it_ends_the_command(
    forks: Forks, name: str, stage: str, tmp_path: Path
) -> None:
    """With the status of an interrupt."""
    if name in ("one item", "doctor"):
        stage = "read"
    line = COMMANDS[name].replace("out.", f"{tmp_path}/out.")
    apart = {"DLT_DATA_DIR": str(tmp_path), "HOME": str(tmp_path)}
    seconds, status = interrupted(forks, ["protime_cli", *line.split()], stage, **apart)
    assert status == 130
    assert seconds < SECONDS + SLOW


def test_no_lock_stays_held() -> None:
    """Wherever an exception of a signal's handler ends a call, the next one works."""
    client, _ = answering(lambda _: said({"id": 1}))
    locks = {
        "connections": client._connection._lock,
        "token": client._token_lock,
        "pace": client._context.pace._lock,
        "deviations": client._decoder.deviations._lock,
    }
    client.people.get(1)  # What is imported once is.
    taken = min(timeit.repeat(lambda: client.people.get(1), number=10)) / 10
    before = signal.signal(signal.SIGALRM, alarm)
    gc.disable()
    ended = 0
    try:
        for number in range(4_000):
            try:
                signal.setitimer(signal.ITIMER_REAL, 1e-6 + number % 400 / 400 * taken)
                # What a signal leaves of the reading in a context ends with that.
                copy_context().run(client.people.get, 1)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except (Alarmed, ForeignLink):  # Foreign is what cannot be read.
                ended += 1
            assert [name for name, lock in locks.items() if lock.held.locked()] == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        gc.enable()
        signal.signal(signal.SIGALRM, before)
    assert ended > 500, ended
    assert client.people.get(1).id == 1


def test_workers_do_each_thing_once_and_are_not_waited_for() -> None:
    """What has not begun when they end is cancelled."""
    go, begun = threading.Event(), threading.Event()

    def wait() -> str:
        begun.set()
        assert go.wait(30)
        return "done"

    with Workers(1, "tested") as workers:
        first, second = workers.submit(wait), workers.submit(wait)
        assert begun.wait(30)
        (thread,) = (one for one in threading.enumerate() if one.name == "tested-1")
        assert thread.daemon
    assert second.cancelled()
    assert not first.done()
    go.set()
    assert first.result(30) == "done"
    thread.join(30)
    assert not thread.is_alive()


def test_workers_pass_on_what_is_raised() -> None:
    """And go on with the rest."""

    def fail() -> None:
        raise ZeroDivisionError

    with Workers(2, "tested") as workers:
        failing = [workers.submit(fail) for _ in range(5)]
        fine = workers.submit(lambda: 5)
        assert all(isinstance(one.exception(30), ZeroDivisionError) for one in failing)
        assert fine.result(30) == 5
