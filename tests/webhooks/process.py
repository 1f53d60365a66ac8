"""A receiver in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field

from .receiving import reusable


@define
class Process:
    """The receiver's process, which can be killed and started again."""

    folder: Path
    kills: int = 0
    running: Any = field(default=None)
    _reserved: socket.socket = field(factory=lambda: reusable(0))
    """Never listens: it keeps the port from others while the process is away."""

    @property
    def port(self) -> int:
        return int(self._reserved.getsockname()[1])

    def start(self) -> None:
        program = [sys.executable, str(Path(__file__).with_name("receiving.py"))]
        paths = [str(self.folder / "inbox.db"), str(self.folder / "keys.db")]
        self.running = subprocess.Popen([*program, *paths, str(self.port)])  # noqa: S603 - our own program
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/health", trust_env=False)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("The receiver does not start.")

    def kill(self) -> None:
        self._stop()
        self.kills += 1

    def end(self) -> None:
        """Stop it, and give the port back."""
        self._stop()
        self._reserved.close()

    def _stop(self) -> None:
        self.running.kill()
        self.running.wait()
