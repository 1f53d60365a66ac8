"""The command must serve what its options say, and refuse what makes no sense."""

from __future__ import annotations

import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from protime_emulator import Emulator
from protime_emulator.__main__ import main, parser
from protime_emulator.running import welcome

from .conftest import BASE


@contextmanager
def started(*options: str) -> Iterator[tuple[list[str], subprocess.Popen[str]]]:
    """Give the lines of a running command's welcome, and the command."""
    command = [sys.executable, "-m", "protime_emulator", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own
        assert process.stderr is not None
        try:
            yield [process.stderr.readline().strip() for _ in range(8)], process
        finally:
            process.kill()


def test_it_serves_until_interrupted() -> None:
    """The welcome is what a shell needs; Ctrl+C ends it without a trace."""
    options = ("--tenant", "other", "--people", "3", "--fault", "people=429:7")
    with started(*options) as (lines, process):
        names = [line.partition("=")[0] for line in lines[:5]]
        assert names == [
            "export PROTIME_TENANT",
            "export PROTIME_CLIENT_ID",
            "export PROTIME_CLIENT_SECRET",
            "export PROTIME_BASE_URL",
            "export PROTIME_USER_AGENT",
        ]
        url = lines[3].partition("=")[2]
        answer = httpx.get(f"{url}{BASE}/people")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
        assert "other" in httpx.get(url).text
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr is not None
        (told,) = process.stderr.read().splitlines()
        assert told[10:].split() == ["429", "GET", "/people", "(scope", "people.read)"]


@pytest.mark.parametrize("name", ["acme", "a b", "a;b", "$(a)", "a'b"])
def test_a_shell_sets_what_the_welcome_says(name: str) -> None:
    """Whatever the tenant is called, its name is one word of the shell."""
    first = welcome(Emulator(tenant=name, people=0, days=0), "http://x").splitlines()[0]
    assert shlex.split(first) == ["export", f"PROTIME_TENANT={name}"]


def test_defaults() -> None:
    options = parser().parse_args([])
    assert (options.host, options.port, options.page_size) == ("127.0.0.1", 8375, 100)
    assert (options.people, options.days, options.seed) == (20, 60, 1)
    assert (options.faults, options.fault) == (0, [])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--port", "70000"), "70000 is not 0 to 65535"),
        (("--people", "-1"), "-1 is not at least 0"),
        (("--page-size", "0"), "0 is not at least 1"),
        (("--today", "2026-02-30"), "2026-02-30: day "),
        (("--faults", "2"), "2 is not from 0 to 1"),
        (("--fault", "clockings"), "it is not PATH=WHAT"),
        (("--fault", "clockings=200"), "'200' is neither a status from 400 to 599"),
    ],
)
def test_nonsense_is_refused(
    options: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(options)
    assert message in capsys.readouterr().err


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--port", port]) == 1
    assert f"127.0.0.1:{port}: Address already in use" in capsys.readouterr().err


def test_the_help_names_every_option() -> None:
    text = parser().format_help()
    for name in ("port", "tenant", "people", "days", "seed", "today", "page-size"):
        assert f"--{name} " in text
    assert "--fault PATH=WHAT" in text
    assert max(map(len, text.splitlines())) <= 88
