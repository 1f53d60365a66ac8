"""A tenant of a known size, and a way to run the command on it."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from attrs import frozen

from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from tests.forks import ASKING, Forks

TODAY = date(2026, 3, 2)
USER_AGENT = "CommandTests/v1 (Acme Corp)"


@frozen
class Done:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


def environment(emulator: Emulator) -> dict[str, str]:
    settings = emulator.settings()
    return {
        "PROTIME_TENANT": settings["tenant"],
        "PROTIME_CLIENT_ID": settings["client_id"],
        "PROTIME_CLIENT_SECRET": settings["client_secret"],
        "PROTIME_BASE_URL": settings["base_url"],
        "PROTIME_USER_AGENT": USER_AGENT,
        "COLUMNS": "88",
    }


@pytest.fixture(scope="package")
def forks() -> Iterator[Forks]:
    """Return what starts the command at once."""
    commands = ("doctor", "reading", "references", "writing")
    # Not `__main__`, which each fork runs anew.
    modules = [f"protime_cli.commands.{name}" for name in commands]
    others = ("protime_cli.session.connection", "rich.progress", "tomllib")
    with Forks(*ASKING, *others, *modules) as made:
        yield made


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Give a command its standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[ModuleType]:
    """Return the package of keyrings, with a file as the one that it reaches."""
    package = pytest.importorskip("keyring")
    backend = pytest.importorskip("keyrings.alt.file").PlaintextKeyring()
    backend.file_path = str(tmp_path / "keyring.cfg")
    before = package.get_keyring()
    package.set_keyring(backend)
    yield package
    package.set_keyring(before)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.fixture
def run(
    emulator: Emulator,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Run:
    """Return a function that runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "88")  # Help is as wide as the terminal.
    served = emulator.http()

    def go(
        line: str,
        environ: Mapping[str, str] | None = None,
        http: httpx.Client = served,
        **more: Any,
    ) -> Done:
        given = environment(emulator) if environ is None else environ
        session = Session(environ=given, http=http, **more)
        status = main(shlex.split(line), session)
        out, err = capfdbinary.readouterr()
        return Done(status, out.decode("utf-8", "replace"), err.decode())

    return go
