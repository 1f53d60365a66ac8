"""Copies of the packages, in which mutants live: nothing else is ever changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests import mariadb, postgres

from .chosen import ROOT, SHIPPED, package

_PYTEST = (
    *("-m", "pytest", "-q", "-p", "no:cacheprovider"),
    *("-p", "tests.mutants.recording"),
)


class Copy:
    """The packages in a folder of their own, beside what tests leave behind."""

    def __init__(self, folder: Path) -> None:
        self.packages = folder / "packages"
        self.temporary = folder / "temporary"
        self.output = folder / "output"
        self._running: subprocess.Popen[bytes] | None = None
        for name in SHIPPED:
            shutil.copytree(package(name), self.packages / name)

    def write(self, module: Path, text: str) -> None:
        """Write a module's text, and forget what was compiled of another one.

        A compiled file is told by the second and the size, which two mutants may share.
        """
        path = self.packages / module
        path.write_text(text, "utf-8")
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()

    def pytest(self, *arguments: str, timeout: float, **more: str) -> int | None:
        """Return pytest's exit status with the copy, or None where it had to be ended.

        What it printed is in `output`.
        """
        self.temporary.mkdir(mode=0o755, exist_ok=True)
        paths = os.pathsep.join(map(str, (self.packages, ROOT)))
        own = {"PYTHONPATH": paths, "TMPDIR": str(self.temporary), **more}
        with self.output.open("wb") as output:
            self._running = running = subprocess.Popen(  # noqa: S603  # ourselves
                (sys.executable, *_PYTEST, *arguments),
                cwd=ROOT,
                env={**os.environ, **own},
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                return running.wait(timeout)
            except subprocess.TimeoutExpired:
                return None
            finally:
                self._clear(running)

    def end(self) -> None:
        """End what runs, as when the whole round is interrupted."""
        if self._running is not None and self._running.poll() is None:
            os.killpg(self._running.pid, signal.SIGKILL)

    def _clear(self, running: subprocess.Popen[bytes]) -> None:
        """End what the run started, a PostgreSQL server too, and what it left."""
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        postgres.stop_below(self.temporary)
        mariadb.stop_below(self.temporary)
        shutil.rmtree(self.temporary, ignore_errors=True)
