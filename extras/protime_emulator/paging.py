"""Continuation tokens and next links.

Source: fetching-resources, whose example has the members of the token and the form of
the link: relative to the host and not encoded.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta

from attrs import frozen

from .clock import Clock
from .responses import Problem
from .wire import Key, encoded

# Base64 of these holds "+" and "/" wherever they stand: clients must encode links well.
_AWKWARD = "~~~???"


@frozen(kw_only=True)
class Position:
    """How far a listing has come: after which row, on which page."""

    after: Key | None = None
    page: int = 0


def pack(value: object) -> str:
    """Return JSON as base64, the form of the API's tokens."""
    return base64.b64encode(encoded(value)).decode()


def unpack(token: str) -> dict[str, object] | None:
    """Return what `pack` was given, or None if it was not an object of it."""
    try:
        value = json.loads(base64.b64decode(_mended(token), validate=True))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class Paging:
    """Cuts listings into pages, some of them empty."""

    def __init__(
        self, clock: Clock, *, size: int, empty_every: int = 4, lifetime: timedelta
    ) -> None:
        """Take the rows on a page and how often a page is empty (0: never)."""
        self.size = size
        self._clock = clock
        self._empty_every = empty_every
        self._lifetime = lifetime
        self._secret = secrets.token_bytes(16)

    def is_empty(self, position: Position) -> bool:
        """Return whether this page holds nothing although rows follow."""
        every = self._empty_every
        return every > 0 and position.page % every == every - 1

    def token(self, position: Position, query: str) -> str:
        """Return a continuation token that is good for this query only."""
        keys = [{"TableAlias": "q", "Field": "ID", "Value": position.after}]
        issued = self._clock.now().isoformat()
        text = pack({"keys": keys, "page": position.page, "issued": issued})
        return self._signed(text, query)

    def _signed(self, text: str, query: str) -> str:
        digest = hmac.new(self._secret, f"{query}\n{text}".encode(), hashlib.sha256)
        hash = int.from_bytes(digest.digest()[:6])
        outer = {"validationHash": hash, "internalServiceKeySet": text}
        return pack({**outer, "pad": _AWKWARD})

    def position(self, token: str | None, query: str) -> Position:
        """Return where a token goes on.

        Raises:
            Problem: 409, it is malformed, belongs to another query or has expired.
        """
        if token is None:
            return Position()
        outer = unpack(token) or {}
        text = outer.get("internalServiceKeySet")
        if not isinstance(text, str) or self._signed(text, query) != _mended(token):
            raise _conflict("is invalid")
        inner = json.loads(base64.b64decode(text))
        if (
            datetime.fromisoformat(inner["issued"]) + self._lifetime
            <= self._clock.now()
        ):
            raise _conflict("has expired")
        return Position(after=inner["keys"][0]["Value"], page=inner["page"])


def _mended(token: str) -> str:
    # A "+" that was not encoded arrives as a blank; both are taken.
    return token.replace(" ", "+")


def _conflict(what: str) -> Problem:
    return Problem(
        409, f"The continuation token {what}. Start again from the first page."
    )
