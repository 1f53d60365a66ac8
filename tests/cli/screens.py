"""What a person sees: a command on a pseudo-terminal, and the screen it leaves."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import termios
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Literal

from attrs import frozen

from tests.forks import Forks

Stdout = Literal["terminal", "pipe", "file"]
_TOKEN = re.compile(
    r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b\].*?(?:\x07|\x1b\\)|(.)", re.DOTALL
)


@frozen
class Shown:
    """What a terminal was sent, and how the command ended."""

    status: int
    sent: str
    columns: int

    @property
    def lines(self) -> list[str]:
        """Lines that are left on the screen, which has room for all of them."""
        rows: list[list[str]] = [[]]
        x = y = 0
        for found in _TOKEN.finditer(self.sent):
            parameter, command, character = found.groups()
            if command == "A":
                y = max(0, y - int(parameter or 1))
            elif command == "K":
                rows[y] = [] if parameter == "2" else rows[y][:x]
            elif character == "\r":
                x = 0
            elif character:
                if character == "\n" or x == self.columns:
                    y, x = y + 1, x if character == "\n" else 0
                    rows += [[] for _ in range(y + 1 - len(rows))]
                if character != "\n":
                    rows[y] += [" "] * (x + 1 - len(rows[y]))
                    rows[y][x] = character
                    x += 1
        return [line for row in rows if (line := "".join(row).rstrip())]


def show(
    forks: Forks,
    given: Mapping[str, str],
    *arguments: str,
    folder: Path,
    stdout: Stdout = "terminal",
    stderr: Stdout = "terminal",
    columns: int = 80,
) -> Shown:
    """Run the command on a terminal; a pipe leads there too, as through ``cat``."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "", **given}
    with (
        open(ours, "rb", buffering=0) as screen,
        ThreadPoolExecutor() as threads,
    ):
        with ExitStack() as opened:
            terminal = opened.enter_context(open(theirs, "wb", buffering=0))
            out = opened.enter_context(_out(stdout, terminal, folder, threads))
            err = opened.enter_context(_out(stderr, terminal, folder, threads))
            sent = threads.submit(all_of, screen)
            process = forks.start(
                "protime_cli", *arguments, out=out, err=err, env=env, folder=folder
            )
            out.close()
            err.close()
            status = process.wait()
        return Shown(status, sent.result(60).decode(), columns)


@contextmanager
def _out(
    stdout: Stdout, terminal: IO[bytes], folder: Path, threads: ThreadPoolExecutor
) -> Iterator[IO[bytes]]:
    if stdout == "file":
        with (folder / "out").open("wb") as file:
            yield file
    elif stdout == "pipe":
        read, write = os.pipe()
        with open(read, "rb") as pipe:
            copied = threads.submit(shutil.copyfileobj, pipe, terminal, 1)
            yield open(write, "wb")  # noqa: SIM115 - closed by who starts
            copied.result(60)
    else:
        with open(os.dup(terminal.fileno()), "wb") as again:
            yield again


def all_of(screen: IO[bytes]) -> bytes:
    """Return what a terminal is sent until its other end is closed."""
    parts = []
    # Linux says so with an error when the other end is closed.
    with suppress(OSError):
        while part := screen.read(65536):
            parts.append(part)
    return b"".join(parts)
