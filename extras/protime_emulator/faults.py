"""Faults on demand: what real services do on bad days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias, get_args

from attrs import define, frozen

Kind: TypeAlias = Literal[
    "status", "html", "drop", "lose", "truncate", "garble", "slow", "expire-tokens"
]
"""
- ``status``: an error with the documented body
- ``html``: an error page, as gateways send it
- ``drop``: the connection ends without a response, and nothing was done
- ``lose``: the request is carried out, and the connection ends without its response
- ``truncate``: the connection ends within the body
- ``garble``: the body is cut, though HTTP is in order
- ``slow``: the response comes late
- ``expire-tokens``: all access tokens end before the request is looked at
"""


_LONGEST = 86_400
"""Seconds that a command line or a form can ask for."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@frozen(kw_only=True)
class Fault:
    """What goes wrong with a request."""

    kind: Kind = "status"
    status: int = 503
    retry_after: float | None = None
    """Seconds, for the header ``Retry-After``; None for no header."""
    seconds: float = 0
    """Delay before the response."""


@define(kw_only=True)
class _Planned:
    path: str
    method: str | None
    fault: Fault
    times: int | None


class Faults:
    """The faults that are still to happen."""

    def __init__(self) -> None:
        """Begin without any."""
        self._planned: list[_Planned] = []
        self._random: random.Random | None = None
        self._share = 0.0
        self._kinds: Sequence[Fault] = ()

    def add(
        self,
        path: str = "*",
        *,
        kind: Kind = "status",
        status: int = 503,
        retry_after: float | None = None,
        seconds: float = 0,
        times: int | None = 1,
        method: str | None = None,
    ) -> None:
        """Inject a fault into requests whose path matches ``clockings*``.

        Args:
            path: The end of a path, with ``*`` for anything.
            kind: What goes wrong.
            status: Of the error, if the kind is ``status`` or ``html``.
            retry_after: Seconds for the header ``Retry-After``.
            seconds: Delay, if the kind is ``slow``.
            times: How many requests; None for all.
            method: Of the requests; None for all.
        """
        fault = Fault(
            kind=kind, status=status, retry_after=retry_after, seconds=seconds
        )
        self.plan(path, fault, times=times, method=method)

    def plan(
        self,
        path: str,
        fault: Fault,
        *,
        times: int | None = None,
        method: str | None = None,
    ) -> None:
        """Inject a fault that is there already, as `add` does a new one."""
        planned = _Planned(path=path, method=method, fault=fault, times=times)
        self._planned.append(planned)

    def at_random(
        self, share: float, *, seed: int, faults: Sequence[Fault] = ()
    ) -> None:
        """Inject faults into a share (0 to 1) of requests; the seed decides which."""
        self._random, self._share = random.Random(seed), share  # noqa: S311  # no secret
        self._kinds = faults or (
            Fault(status=429, retry_after=0),
            Fault(status=503),
            Fault(kind="drop"),
            Fault(kind="truncate"),
        )

    def clear(self) -> None:
        """Remove all faults."""
        self._planned.clear()
        self._random = None

    def next(self, method: str, path: str) -> Fault | None:
        """Return what is to go wrong with a request, and count it."""
        for planned in self._planned:
            if planned.times != 0 and _concerns(planned, method, path):
                if planned.times is not None:
                    planned.times -= 1
                return planned.fault
        if self._random is not None and self._random.random() < self._share:
            return self._random.choice(self._kinds)
        return None


def parsed(text: str) -> tuple[str, Fault]:
    """Return the path and the fault that ``clockings=429:30`` means.

    Raises:
        ValueError: It is written in another way.
    """
    path, _, what = text.rpartition("=")
    name, _, amount = what.partition(":")
    if not path:
        raise ValueError("it is not PATH=WHAT")
    if name.isdecimal() and 400 <= int(name) <= 599:
        wait = _seconds(amount) if amount else None
        return path, Fault(status=int(name), retry_after=wait)
    for kind in KINDS[1:]:
        if kind == name:
            default = "1" if kind == "slow" else "0"
            return path, Fault(kind=kind, seconds=_seconds(amount or default))
    known = ", ".join(KINDS[1:])
    raise ValueError(f"'{name}' is neither a status from 400 to 599 nor one of {known}")


def _seconds(text: str) -> float:
    """Return whole seconds as such, since the header shows how they are written."""
    seconds = int(text) if text.isdecimal() else float(text)
    if not 0 <= seconds <= _LONGEST:
        raise ValueError(f"{text} is not from 0 to {_LONGEST} seconds")
    return seconds


def _concerns(planned: _Planned, method: str, path: str) -> bool:
    if planned.method not in (None, method):
        return False
    pattern = planned.path.removeprefix("/")
    return fnmatchcase(path, f"*/{pattern}") or fnmatchcase(path, planned.path)
