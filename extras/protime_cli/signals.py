"""Ends that are not Ctrl-C, and end a command alike."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from attrs import define

_NAMES = ("SIGTERM", "SIGHUP")  # The latter is not everywhere, and nohup ignores it.


@define
class Ended:
    """The signal that ended a command, if one did."""

    by: int | None = None

    def come(self, number: int, frame: object) -> NoReturn:
        """Take a signal, and interrupt what runs."""
        self.by = number
        raise KeyboardInterrupt

    def again(self) -> int:
        """End by the signal itself, as supervisors expect.

        Returns:
            The status of such an end, for the first process of a container, which the
            system does not end by it.
        """
        assert self.by is not None  # noqa: S101 - it has come
        os.kill(os.getpid(), self.by)
        return 128 + self.by


@contextmanager
def ended_alike() -> Iterator[Ended]:
    """Treat SIGTERM and SIGHUP like Ctrl-C, so that nothing is left behind.

    Supervisors and terminals that close send them. In a container, where a command is
    the first process, nothing else would end it before it is killed.
    """
    ended = Ended()
    is_main = threading.current_thread() is threading.main_thread()
    signals = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    ours = [
        number
        for number in signals
        if is_main and signal.getsignal(number) is signal.SIG_DFL
    ]
    for number in ours:
        signal.signal(number, ended.come)
    try:
        yield ended
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
