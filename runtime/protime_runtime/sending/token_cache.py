"""Where tokens are kept between runs and processes, by choice.

A client keeps its token in memory. A program that starts often would ask for one token
a run, which can be slowed down; a file serves all its runs.
Source: reference/authentication/ (a token for each call leads to rate limiting)
"""

from __future__ import annotations

import json
import logging
import math
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from attrs import field

from protime_runtime.process import Lock, Secret, as_secret
from protime_runtime.values import frozen

_log = logging.getLogger("protime")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def _as_set(scopes: Iterable[str]) -> frozenset[str]:
    return frozenset(scopes)


@frozen(kw_only=True)
class Token:
    """An access token, with what it allows and until when."""

    value: Secret = field(converter=as_secret)
    scopes: frozenset[str] = field(converter=_as_set)
    ends_at: float
    """Seconds since 1970 (UTC) at which the API takes it no longer; infinite where the
    endpoint does not say."""


class TokenCache(Protocol):
    """Keeps tokens; methods are called by one thread or task of a client at a time."""

    def load(self, key: str) -> Token | None:
        """Return what was saved under a key, unless it is gone."""

    def save(self, key: str, token: Token) -> None:
        """Keep a token under a key instead of what was there."""


class MemoryTokenCache:
    """Keeps tokens in memory, for several clients of one process."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[str, Token] = {}

    def load(self, key: str) -> Token | None:
        """Return what was saved under a key."""
        return self._kept.get(key)

    def save(self, key: str, token: Token) -> None:
        """Keep a token under a key."""
        self._kept[key] = token


class FileTokenCache:
    """Keeps tokens in a file that only its owner can read (mode 0600).

    The file is replaced as a whole. One that others can read or write, that belongs to
    someone else, or that cannot be read is not trusted: a new token is asked for. A
    token that cannot be saved is logged and used nevertheless.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Take the file's place, whose folder must exist."""
        self._path = Path(path)
        self._lock = Lock()

    def load(self, key: str) -> Token | None:
        """Return what was saved under a key."""
        return _stored(self._documents().get(key))

    def save(self, key: str, token: Token) -> None:
        """Keep a token under a key."""
        with self._lock.held:
            try:
                self._replace({**self._documents(), key: _document(token)})
            except OSError as error:
                _log.warning("A token cannot be saved: %s", error.strerror)

    def _documents(self) -> Mapping[str, object]:
        try:
            handle = os.open(self._path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with open(handle, "rb") as file:
                if not _is_private(os.fstat(handle)):
                    _log.warning("A token cache that others can reach is not used.")
                    return {}
                found = json.loads(file.read())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _replace(self, documents: Mapping[str, object]) -> None:
        beside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            with open(os.open(beside, flags, 0o600), "w", encoding="utf-8") as file:
                json.dump(documents, file)
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def _is_private(status: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True  # Elsewhere the folder's rights decide, and modes say nothing.
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS


def _document(token: Token) -> dict[str, object]:
    return {
        "value": token.value.reveal(),
        "scopes": sorted(token.scopes),
        "ends_at": token.ends_at,
    }


def _stored(document: object) -> Token | None:
    if not isinstance(document, dict):
        return None
    value, scopes = document.get("value"), document.get("scopes")
    ends_at = document.get("ends_at")
    if not (isinstance(value, str) and isinstance(scopes, list)):
        return None
    if isinstance(ends_at, bool) or not isinstance(ends_at, int | float):
        return None
    if isinstance(ends_at, float) and not math.isfinite(ends_at):
        return None  # It would never end.
    named = [scope for scope in scopes if isinstance(scope, str)]
    return Token(value=value, scopes=named, ends_at=ends_at)
