"""Processes that start at once: forks of one that has imported what they need.

``python -m tests.forks SOCKET MODULE...`` imports the modules and waits for orders. A
fork runs a module as ``python -m`` does, to the interpreter's own end: its signals, its
exit handlers and its status are those of a program that was started by itself.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

_ROOT = Path(__file__).parents[1]
_LARGEST = 1 << 17
ASKING = (
    *("httpcore", "protime.collections.clockings", "protime.collections.people"),
    *("protime.models.clockings", "protime.models.people"),
    *("protime_runtime.client.aio", "protime_runtime.client.sync"),
)
"""Modules of whoever asks for clockings or people, in either way of waiting."""


class Fork:
    """A process that was forked, and is waited for by the one it was forked from."""

    def __init__(self, orders: socket.socket, pid: int) -> None:
        self._orders = orders
        self.pid = pid
        self._status: int | None = None

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless the process was waited for."""
        if self._status is None:
            os.kill(self.pid, signum)

    def interrupt(self) -> None:
        """Send what Ctrl-C does."""
        self.send_signal(signal.SIGINT)

    def wait(self, timeout: float = 60) -> int:
        """Return the status as `subprocess` has it; kill what takes too long."""
        if self._status is None:
            timer = threading.Timer(timeout, os.kill, (self.pid, signal.SIGKILL))
            timer.start()
            self._orders.send(json.dumps({"wait": self.pid}).encode())
            self._status = int(self._orders.recv(_LARGEST))
            timer.cancel()
        return self._status

    def end(self) -> None:
        """Kill it if it is still there."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()


class Forks:
    """A process that waits with some modules imported, and is forked again and again.

    What the modules read of the environment when imported is this process's.
    """

    def __init__(self, *modules: str) -> None:
        self._modules = modules

    def __enter__(self) -> Forks:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        handle = theirs.fileno()
        command = [sys.executable, "-m", "tests.forks", str(handle), *self._modules]
        self._process = subprocess.Popen(command, cwd=_ROOT, pass_fds=[handle])  # noqa: S603 - ourselves
        theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._orders.close()
        self._process.wait(60)

    def start(
        self,
        module: str,
        *arguments: str,
        out: IO[Any],
        err: IO[Any],
        env: Mapping[str, str] | None = None,
        folder: Path = _ROOT,
    ) -> Fork:
        """Run a module, which writes to two open files."""
        order = {
            "module": module,
            "arguments": arguments,
            "env": dict(os.environ if env is None else env),
            "folder": str(folder),
        }
        handles = [out.fileno(), err.fileno()]
        socket.send_fds(self._orders, [json.dumps(order).encode()], handles)
        return Fork(self._orders, int(self._orders.recv(_LARGEST)))


def main(handle: str, *modules: str) -> None:
    """Fork for each order, and wait for those that are asked for."""
    for module in modules:
        import_module(module)
    assert threading.active_count() == 1
    # A shell has it ignored by what it runs in the background, such as tests.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.freeze()  # Forks share what is imported, and do not look through it.
    with socket.socket(fileno=int(handle)) as orders:
        while True:
            message, handles, *_ = socket.recv_fds(orders, _LARGEST, 2)
            if not message:
                return
            order = json.loads(message)
            if "wait" in order:
                _, status = os.waitpid(order["wait"], 0)
                orders.send(str(os.waitstatus_to_exitcode(status)).encode())
            elif pid := os.fork():
                orders.send(str(pid).encode())
                for each in handles:
                    os.close(each)
            else:
                break
    _become(order, handles)


def _become(order: dict[str, Any], handles: list[int]) -> None:
    """Run what is ordered as the program of this process."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, handle in enumerate((nothing, *handles)):
        os.dup2(handle, target)
        os.close(handle)
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["folder"])
    sys.argv[1:] = order["arguments"]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
