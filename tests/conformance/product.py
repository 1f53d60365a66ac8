"""The product as the matrix sees it: a command line, its status and its lines."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from tests.forks import Fork, Forks

from .targets import Target

CHILD = "tests.conformance.child"

Before: TypeAlias = "Callable[[Product, list[str]], None]"
"""Is given a command line before it runs."""


@frozen
class Done:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    def records(self) -> list[dict[str, Any]]:
        """Return the lines of the report."""
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self) -> str:
        said = " ".join(self.err.split())
        return f"exit {self.status}: {said[-300:]}"


@frozen(kw_only=True)
class Product:
    """Runs the command for a tenant and a target; each machine has its own folder."""

    emulator: Emulator
    url: str
    """Where the tenant is served."""
    target: Target
    folder: Path
    machine: str = "first"
    before: Before | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What the command takes from the environment."""
        settings = self.emulator.settings()
        return {
            "PROTIME_TENANT": settings["tenant"],
            "PROTIME_CLIENT_ID": settings["client_id"],
            "PROTIME_CLIENT_SECRET": settings["client_secret"],
            "PROTIME_BASE_URL": self.url,
            "PROTIME_USER_AGENT": "Conformance/v1 (Acme Corp)",
            "DLT_DATA_DIR": str(self.folder / "data"),
            **self.target.environ,
        }

    @property
    def state(self) -> Path:
        """The product's own folder on this machine."""
        return self.folder / self.machine

    def line(self, command: str, *words: str) -> list[str]:
        """Return the words of a command line."""
        state = ["--state", str(self.state)]
        return [command, *words, *self.target.words, *state, "-o", "jsonl"]

    def run(self, command: str, *words: str) -> Done:
        """Run a command in this process, by the emulator's clock."""
        line = self.line(command, *words)
        if self.before is not None:
            self.before(self, line)
        out, err = io.StringIO(), io.StringIO()
        session = Session(environ=self.environ, now=self.emulator.clock.now)
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            _setting(DLT_DATA_DIR=self.environ["DLT_DATA_DIR"]),
        ):
            status = main(line, session)
        return Done(status, out.getvalue(), err.getvalue())

    @contextmanager
    def child(self, forks: Forks, line: list[str], out: int) -> Iterator[Fork]:
        """Run a command line in a process of its own, which ends with the block.

        Its clock stands at the emulator's, and its errors go to a file ``err``.

        Args:
            forks: Starts it.
            line: The command line.
            out: Where its output goes.
        """
        environ = {**os.environ, **self.environ}
        words = [self.emulator.clock.now().isoformat(), *line]
        with (
            (self.folder / "err").open("wb") as err,
            os.fdopen(os.dup(out), "wb") as to,
        ):
            process = forks.start(CHILD, *words, out=to, err=err, env=environ)
        try:
            yield process
        finally:
            process.end()


def imported() -> list[str]:
    """Return the modules that runs in this process have imported.

    A child that has them from the start spends its time on what can go wrong.
    """
    return sorted(
        name
        for name in sys.modules
        if name.partition(".")[0] in _SHARED
        # Parts of it stay where PySpark is missing, and none is needed.
        and not name.startswith("protime_sync.spark")
    )


_SHARED = frozenset(
    {
        *("deltalake", "dlt", "duckdb", "httpx", "protime", "protime_cli"),
        *("protime_runtime", "protime_sync", "psycopg", "psycopg2", "pyarrow"),
        *("pymysql", "sqlalchemy"),
    }
)
"""Packages that start no threads when they are imported."""


@contextmanager
def _setting(**values: str) -> Iterator[None]:
    before: Mapping[str, str] = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
