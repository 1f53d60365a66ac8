"""Ends that are not Ctrl-C, and end a command alike."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_NAMES = ("SIGTERM", "SIGHUP")  # The latter is not everywhere, and nohup ignores it.


@contextmanager
def ended_alike() -> Iterator[None]:
    """Treat SIGTERM and SIGHUP like Ctrl-C, so that nothing is left behind.

    Supervisors and terminals that close send them. In a container, where a command is
    the first process, nothing else would end it before it is killed.
    """
    is_main = threading.current_thread() is threading.main_thread()
    signals = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    ours = [
        number
        for number in signals
        if is_main and signal.getsignal(number) is signal.SIG_DFL
    ]
    for number in ours:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
