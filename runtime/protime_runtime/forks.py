"""What a process that was forked must not go on using: locks and connections.

A lock that another thread held at the fork stays locked in the child for ever, and a
socket that two processes read from mixes up their answers.
"""

from __future__ import annotations

import os
import threading
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """Something that starts anew in a forked child."""

    def renew(self) -> None:
        """Start anew; no other thread runs yet."""


_ALL: WeakSet[Renewable] = WeakSet()


def renew_after_fork(one: Renewable) -> None:
    """Call the object's `renew` in each forked child, as long as it is alive."""
    _ALL.add(one)


def _renew_all() -> None:
    for one in list(_ALL):
        one.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)


class Lock:
    """A lock that is free in a forked child, whoever held it at the fork."""

    held: threading.Lock
    """The lock itself, to be held for a block.

    It is let go by C code, in which no Ctrl-C comes between.
    """

    def __init__(self) -> None:
        """Make a lock that is free."""
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Replace the lock by a free one in the forked child."""
        self.held = threading.Lock()
