"""Secrets that nothing shows, and locks that survive a fork.

A traceback with locals, a log line or a debugger shows what a frame holds. Frames of
this package hold secrets in a `Secret` only, which shows nothing until it is asked. A
lock that another thread held at the fork stays locked in the child for ever, and a
socket that two processes read from mixes up their responses: both start anew there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from hmac import compare_digest
from typing import Protocol, final
from weakref import WeakSet

_CARRIER = "authorization"


@final
class Secret:
    """A text that neither `repr` nor `str` nor formatting shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text; for the one place that sends or stores it."""
        return self._text

    def __eq__(self, other: object) -> bool:
        """Compare with a secret or a text, in the same time whatever they hold."""
        if not isinstance(other, Secret | str):
            return NotImplemented
        text = other._text if isinstance(other, Secret) else other
        return compare_digest(_bytes(self._text), _bytes(text))

    def __hash__(self) -> int:
        """Return the hash of the text, which it compares equal to."""
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Secret(…)"


class HiddenHeaders(Mapping[str, str]):
    """Headers for an HTTP library, whose frames hold them while it waits."""

    def __init__(self, headers: Mapping[str, str], token: Secret | None) -> None:
        hidden = {} if token is None else {_CARRIER: ""}
        self._headers = {**headers, **hidden}
        self._token = token

    def __getitem__(self, name: str) -> str:
        if name == _CARRIER and self._token is not None:
            return f"Bearer {self._token.reveal()}"
        return self._headers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers)

    def __len__(self) -> int:
        return len(self._headers)

    def __repr__(self) -> str:
        return f"<headers {', '.join(self._headers)}>"


class _HiddenBody(bytes):
    """A body for an HTTP library: the secret, or people's data."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


def hidden_body(content: bytes | None) -> bytes | None:
    """Return a body that reports do not show, in our frames or an HTTP library's."""
    if content is None or isinstance(content, _HiddenBody):
        return content
    return _HiddenBody(content)


def as_secret(text: str | Secret) -> Secret:
    """Return a text as a secret; what is neither becomes an empty one."""
    given: object = text  # Callers without a type checker give anything.
    if isinstance(given, Secret):
        return given
    return Secret(given if isinstance(given, str) else "")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Renewable(Protocol):
    """Something that starts anew in a forked child."""

    def renew(self) -> None:
        """Start anew; no other thread runs yet."""


_ALL: WeakSet[Renewable] = WeakSet()


def renew_after_fork(renewable: Renewable) -> None:
    """Call the object's `renew` in each forked child, as long as it is alive."""
    _ALL.add(renewable)


def _renew_all() -> None:
    for renewable in list(_ALL):
        renewable.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)


class Lock:
    """A lock that is free in a forked child, whoever held it at the fork."""

    held: threading.Lock
    """The lock itself, to be held for a block.

    It is let go by C code, in which no Ctrl-C comes between.
    """

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Replace the lock by a free one in the forked child."""
        self.held = threading.Lock()
