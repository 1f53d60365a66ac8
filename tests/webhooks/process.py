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


@define
class Process:
    """The receiver's process, which can be killed and started again."""

    folder: Path
    port: int = 0
    kills: int = 0
    running: Any = field(default=None)

    def start(self) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
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
        self.running.kill()
        self.running.wait()
        self.kills += 1
