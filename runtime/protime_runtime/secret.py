"""Texts that must not be seen: the client's secret and its tokens.

A traceback with locals, a log line or a debugger shows what a frame holds. Frames of
this package hold secrets in a `Secret` only, which shows nothing until it is asked.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import final


@final
class Secret:
    """A text that neither `repr` nor `str` nor formatting shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take the text."""
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
        """Whether there is a text."""
        return bool(self._text)

    def __repr__(self) -> str:
        """Return a placeholder."""
        return "Secret(…)"


def as_secret(text: str | Secret) -> Secret:
    """Return a text as a secret; what is neither becomes an empty one."""
    given: object = text  # Callers without a type checker give anything.
    if isinstance(given, Secret):
        return given
    return Secret(given if isinstance(given, str) else "")


def secret_or_none(text: str | Secret | None) -> Secret | None:
    """Return a text as a secret, where there is one."""
    return None if text is None else as_secret(text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
