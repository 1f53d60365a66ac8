"""A terminal shows what names and messages hold, and does nothing that they say."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx
import pytest

from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from tests.forks import Forks
from tests.test_boundaries import modules

from .conftest import Run, environment
from .screens import all_of, show

POISONS = (
    "\x1b[2J \x9b2J \x07 \x08 \x7f \x85 \u202e \u2066 \u200f \u2028 \ufeff \r \x1b]0;t"
)
ACTING = {*map(chr, [*range(32), *range(0x7F, 0xA0)])} - {"\n"} | set(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\ufeff"
)
NAME = f"Zoë {POISONS} end"


def acting(text: str) -> set[str]:
    """Return what acts, apart from the ends of lines."""
    return set(text.replace("\r\n", "\n")) & ACTING


def on_a_terminal(line: str, emulator: Emulator, forks: Forks, folder: Path) -> str:
    """Return what a terminal is sent on both streams; progress is switched off."""
    with emulator.serve() as url:
        own = {"PROTIME_BASE_URL": url, "NO_COLOR": "1"}  # Colours are ours.
        given = {**environment(emulator), **own}
        return show(forks, given, "-q", *line.split(), folder=folder).sent


def printed(command: Sequence[str], given: Mapping[str, str]) -> str:
    ours, theirs = pty.openpty()
    with (
        open(ours, "rb", buffering=0) as screen,
        subprocess.Popen(command, env=given, stdout=theirs, stderr=theirs),  # noqa: S603 - ourselves
    ):
        os.close(theirs)
        return all_of(screen).decode()


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
@pytest.mark.parametrize("verb", ["list --columns id,town", "get 1"])
def test_items_on_a_terminal(
    emulator: Emulator, forks: Forks, tmp_path: Path, form: str, verb: str
) -> None:
    """Whatever the form; JSON reads back to the same values."""
    emulator.change("people", 1, {"town": NAME})
    shown = on_a_terminal(f"people {verb} -o {form}", emulator, forks, tmp_path)
    assert "Zo" in shown
    assert not acting(shown)
    assert r"\x1b[2J" in shown or r"\u001b[2J" in shown
    if form == "jsonl":
        assert json.loads(shown.splitlines()[0])["town"] == NAME
    if form == "json":
        found = json.loads(shown)
        assert (found[0] if isinstance(found, list) else found)["town"] == NAME


def test_files_and_pipes_keep_the_data(run: Run, emulator: Emulator) -> None:
    """Programs read what came, in CSV and JSON; a table is for people anywhere."""
    emulator.change("people", 1, {"town": NAME})
    rows = csv.DictReader(io.StringIO(run("people list -o csv").out, newline=""))
    assert next(rows)["town"] == NAME
    run("people list -o csv --file people.csv")
    assert NAME.encode() in Path("people.csv").read_bytes()
    assert json.loads(run("people get 1 -o jsonl").out)["town"] == NAME
    assert NAME[:3] in run("people list -o jsonl").out
    assert not acting(run("people get 1 -o table").out)


def test_doctor_shows_names_of_unknown_fields(run: Run, emulator: Emulator) -> None:
    emulator.change("people", 1, {f"new{POISONS}": 1})
    done = run("doctor people")
    assert r"new\x1b[2J" in done.out
    assert not acting(done.out + done.err)


def refusing(request: httpx.Request) -> httpx.Response:
    """Answer as a tenant whose messages hold what acts on a terminal."""
    if request.url.path.endswith("/token"):
        found = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
        return httpx.Response(200, json=found)
    error = {"code": f"Bad{POISONS}", "message": POISONS, "reasons": [POISONS]}
    return httpx.Response(400, json={"error": error})


@pytest.mark.parametrize(
    "line",
    [
        "people list",
        "people get 1",
        "clockings create --from lines.jsonl",
        "doctor people",
        "references put people HRMID --from map.csv",
    ],
)
def test_messages_of_the_api(
    emulator: Emulator,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    line: str,
) -> None:
    """In every line that tells an error."""
    monkeypatch.chdir(tmp_path)
    clocking = {"person": {"id": 1}, "date": "2026-03-02", "timeOfDayInMinutes": 510}
    lines = [json.dumps({**clocking, "kind": "InOut"})] * 2
    Path("lines.jsonl").write_text("\n".join(lines), "utf-8")
    Path("map.csv").write_text("external,internal\nA,1\n", "utf-8")
    with httpx.Client(transport=httpx.MockTransport(refusing)) as http:
        status = main(line.split(), Session(environ=environment(emulator), http=http))
    shown = b"".join(capfdbinary.readouterr()).decode()
    assert status in (9, 12, 13)
    assert r"\x1b[2J" in shown
    assert not acting(shown)


def test_what_a_sync_logs(
    emulator: Emulator,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Why a full load begins is told in the API's words."""
    pytest.importorskip("dlt")
    monkeypatch.chdir(tmp_path)
    served, gone = emulator.http(), set[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/delta/people") and gone:
            gone.clear()
            return httpx.Response(410, json={"error": {"message": POISONS}})
        return served.send(request)

    line = ["sync", "people", "--to", "duckdb:a.duckdb", "--state", "dlt"]
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        session = Session(environ=environment(emulator), http=http)
        assert main(line, session) == 0
        gone.add("people")
        assert main(line, session) == 0
    assert r"\x1b[2J" in caplog.text
    assert not acting(caplog.text)


def test_words_of_the_command_line_and_of_files(run: Run, tmp_path: Path) -> None:
    """A file's name and a name that is not known come from others, too."""
    name = f"no{POISONS}".replace(" ", "")
    for line in (f"'{name}' list", f"run '{name}'", f"people list --columns '{name}'"):
        done = run(line)
        assert done.status in (2, 4)
        assert r"\x1b[2J" in done.err
        assert not acting(done.err)


LOGGED = """
import logging, warnings
from protime_cli import logs, terminal
warnings.showwarning = terminal.show_warning
logs.{which}()
logging.getLogger("protime.x").warning("%s", {name!r})
warnings.warn({name!r})
"""


@pytest.mark.parametrize("which", ["log_requests", "format_warnings"])
def test_logs_and_warnings(which: str) -> None:
    """What ``--verbose`` and Python tell goes the same way."""
    program = LOGGED.format(name=NAME, which=which)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True
    )
    assert done.stderr.decode().count(r"\x1b[2J") == 2
    assert not acting(done.stderr.decode())


COUNTED = """
from protime_cli.output.progress import counting
from protime_cli.session.session import Session
with counting(Session(), "[red]" + {name!r}) as count:
    count(3, {name!r})
"""


def test_progress() -> None:
    """Neither escapes nor markup; those of the library that draws it are its own."""
    shown = printed(
        [sys.executable, "-c", COUNTED.format(name=NAME)],
        {**os.environ, "COLUMNS": "400", "TERM": "xterm"},
    )
    assert r"[red]Zoë \x1b[2J" in shown
    assert not set(shown) & (ACTING - {"\x1b", "\r"})
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown


ELSEWHERE = {
    "protime_cli.__main__",  # Names the extra where what prints is not installed.
    "protime_cli.commands.completion",  # Prints a program for a shell.
    "protime_cli.terminal",
}


def test_one_module_prints() -> None:
    """Else a line could be told without escapes."""
    found = {
        name
        for name, tree in modules("protime_cli").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in (
            "click.echo",
            "click.secho",
            "print",
            "sys.stdout.write",
            "sys.stderr.write",
        )
    }
    assert found == ELSEWHERE
