"""Webhooks from the command line: kept, listed, deleted, and listened to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Timer

import pytest

from protime_emulator import Emulator
from protime_emulator.deliveries import Signature

from ..mariadb import Server as MariaServer
from ..postgres import Server
from .conftest import TODAY, Run, environment

pytest.importorskip("uvicorn")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    # Of today, as the command replaces webhooks that end soon by its own clock.
    with Emulator(people=2, days=5, seed=1, today=date.today()) as made:
        yield made


BASE = "https://hooks.example/protime"
APPLY = f"webhooks apply people clockings --url {BASE} --store keys.db"
CLOCKING = {
    "person": {"id": 1},
    "date": "2026-02-27",
    "timeOfDayInMinutes": 500,
    "kind": "InOut",
}


@pytest.fixture(params=["postgres", "mariadb"])
def address(request: pytest.FixtureRequest) -> str:
    """Return the address of a database without any table."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        return server.with_database().url
    mariadb: MariaServer = request.getfixturevalue("mariadb")
    return mariadb.with_database()


def test_a_database_keeps_a_store(run: Run, address: str) -> None:
    """As a file does, for all hosts that reach it."""
    assert run(APPLY.replace("keys.db", address)).out.count("created ") == 2
    listed = run(f"webhooks managed list --store {address}")
    assert [line.split()[:2] for line in listed.out.splitlines()[1:]] == [
        ["people", "buffering"],
        ["clockings", "buffering"],
    ]
    done = run(f"webhooks managed delete --store {address}")
    assert done.out.count("deleted ") == 2


def test_apply_creates_what_is_missing(run: Run) -> None:
    """And leaves it alone when it is run again; what is not named goes."""
    done = run(APPLY)
    assert (done.status, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert [(one[0], one[1], one[3]) for one in lines] == [
        ("created", "people", "wanted"),
        ("created", "clockings", "wanted"),
    ]
    again = run(APPLY)
    assert (again.status, again.out) == (0, "")
    assert "Nothing to do" in again.err
    less = run(f"webhooks apply people --url {BASE} --store keys.db").out
    assert less.startswith("deleted clockings ")
    assert "not wanted any more" in less


def test_managed_webhooks_are_listed_without_keys(run: Run, tmp_path: Path) -> None:
    """As a table or as JSON; the keys stay in the file."""
    from protime_sync.webhooks import SubscriptionStore

    run(APPLY)
    store = SubscriptionStore(tmp_path / "keys.db")
    keys = [str(one.key) for one in store.all()]
    store.close()
    assert len(set(keys)) == 2
    table = run("webhooks managed list --store keys.db")
    assert table.status == 0
    assert [line.split()[:2] for line in table.out.splitlines()[1:]] == [
        ["people", "buffering"],
        ["clockings", "buffering"],
    ]
    found = run("webhooks managed list --store keys.db -o json")
    rows = json.loads(found.out)
    assert {one["status"] for one in rows} == {"Enabled"}
    assert all("T" in one["validUntil"] for one in rows), "as `webhooks list` tells it"
    assert not [key for key in keys if key in table.out + found.out]


def test_managed_webhooks_are_deleted(run: Run) -> None:
    """All of them, and a second time is no error."""
    run(APPLY)
    done = run("webhooks managed delete --store keys.db")
    assert done.status == 0
    assert done.out.count("deleted ") == 2
    assert "Enabled" not in run("webhooks list -o json").out
    again = run("webhooks managed delete --store keys.db")
    assert (again.status, again.out) == (0, "")


LISTEN = "webhooks listen people --header X"


@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        (f"webhooks apply peeple --url {BASE} --store k", 2, "did you mean 'people'?"),
        ("webhooks apply people --store k", 2, "Missing option '--url'"),
        (f"webhooks apply people people --url {BASE} --store k", 4, "wanted twice"),
        (f"webhooks apply people --url {BASE} --store /nowhere/k", 3, "/nowhere/k"),
        ("webhooks managed list --store none.db", 2, "does not exist"),
        ("webhooks managed list --store oracle://a:b@c/d", 3, "can be the path of a"),
        ("webhooks listen people", 2, "Missing option '--header'"),
        (f"{LISTEN} --hash md5", 2, "'md5' is not one of"),
        ("webhooks listen people --header ''", 3, "has no name"),
        ("webhooks listen webhooks --header X", 2, "no collection with events"),
        ("explain webhooks apply people", 2, "No such command 'apply'"),
    ],
)
def test_what_is_wrong_is_one_line(run: Run, line: str, status: int, says: str) -> None:
    """With the status of its kind, and before anything is created."""
    done = run(line)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert json.loads(run("webhooks list -o json").out) == []


def test_a_taken_port_is_one_line(run: Run) -> None:
    """Nothing was created for it."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(f"{LISTEN} --port {taken.getsockname()[1]}")
    assert done.status == 3
    assert "cannot be listened on" in done.err
    assert len(done.err.splitlines()) == 1


def test_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it is told its name."""
    monkeypatch.setitem(sys.modules, "protime_sync.webhooks", None)
    done = run(APPLY)
    assert done.status == 3
    assert "pip install 'protime-client[webhooks]'" in done.err
    monkeypatch.undo()


def test_the_catalogs_own_commands_stay(run: Run) -> None:
    """Both stand in the help."""
    names = [line.split()[:1] for line in run("webhooks --help").out.splitlines()]
    for name in ("apply", "listen", "managed", "list", "get", "create", "delete"):
        assert [name] in names


PROGRAM = """
import signal, sys
from protime_cli.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # Jobs may ignore it.
sys.exit(main(sys.argv[1:]))
"""


@contextmanager
def listening(emulator: Emulator, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command as a terminal does, on a tenant that is served on a port."""
    arguments = ["webhooks", "listen", "clockings", *options]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, **environment(emulator)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    timer = Timer(60, process.kill)
    timer.start()
    try:
        yield process
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("signature", "options"),
    [
        (Signature(header="X-One"), ["--header", "X-One"]),
        (
            Signature(
                header="X-Two", hash="sha512", encoding="base64", prefix="sha512="
            ),
            [
                *("--header", "X-Two", "--hash", "sha512"),
                *("--encoding", "base64", "--prefix", "sha512="),
            ],
        ),
    ],
)
def test_a_delivery_is_printed(signature: Signature, options: list[str]) -> None:
    """As it comes; Ctrl-C ends it without an error, and the webhook is gone."""
    with (
        Emulator(
            people=2, days=5, today=TODAY, deliver=True, signature=signature
        ) as emulator,
        emulator.serve(),
        listening(emulator, *options) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stderr.readline()
        assert said == "Listening to clockings; Ctrl-C ends it.\n"
        row = emulator.add("clockings", CLOCKING)
        expected = f"{row['changeVersion']}  clockings {row['id']} changed\n"
        assert process.stdout.readline() == expected
        _ends_well(process, emulator, signal.SIGINT)


def _ends_well(
    process: subprocess.Popen[str], emulator: Emulator, how: signal.Signals
) -> None:
    process.send_signal(how)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert err == "The webhooks are deleted.\n"
    assert {row["status"] for row in emulator.collection("webhooks")} == {"Disabled"}


@pytest.fixture
def hanging_up() -> Iterator[None]:
    """Let a child see SIGHUP, which it would ignore as we do below ``nohup``."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.sampled(2)
@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP"])
@pytest.mark.usefixtures("hanging_up")
def test_no_webhook_stays_when_the_terminal_closes(how: str) -> None:
    """Nor when a supervisor ends it: nobody else has their keys."""
    with (
        Emulator(people=2, days=5, today=TODAY, deliver=True) as emulator,
        emulator.serve(),
        listening(emulator, "--header", "X-Signature") as process,
    ):
        assert process.stderr is not None
        process.stderr.readline()
        _ends_well(process, emulator, getattr(signal, how))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("has_inbox", [False, True])
def test_all_of_an_event_can_be_printed(
    has_inbox: bool, request: pytest.FixtureRequest
) -> None:
    """A JSON object a line, with what the event's row holds, wherever it waited."""
    options = ["--header", "X-Signature", "-o", "jsonl"]
    if has_inbox:
        mariadb: MariaServer = request.getfixturevalue("mariadb")
        options += ["--inbox", mariadb.with_database()]
    with (
        Emulator(people=2, days=5, today=TODAY, deliver=True) as emulator,
        emulator.serve(),
        listening(emulator, *options) as shown,
    ):
        assert shown.stdout is not None
        assert shown.stderr is not None
        shown.stderr.readline()
        row = emulator.add("clockings", CLOCKING)
        event = json.loads(shown.stdout.readline())
        assert (event["collectionName"], event["changeType"]) == (
            "clockings",
            "InsertOrUpdate",
        )
        assert event["data"]["changeVersion"] == row["changeVersion"]
        assert event["data"]["timeOfDayInMinutes"] == 500


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--header", "X-Guess"], "The header X-Guess is missing; there are "),
        (
            ["--header", "X-Signature", "--prefix", "v1="],
            "X-Signature holds no signature of the set form; there are ",
        ),
    ],
)
def test_a_wrong_form_is_told(options: list[str], why: str) -> None:
    """With the names of the headers that came, as the right one is not published."""
    with (
        Emulator(people=2, days=5, today=TODAY, deliver=True) as emulator,
        emulator.serve(),
        listening(emulator, *options) as process,
    ):
        assert process.stderr is not None
        process.stderr.readline()
        emulator.add("clockings", CLOCKING)
        told = process.stderr.readline()
        assert told.startswith(f"A delivery was refused: 401 {why}")
        assert "x-signature" in told
