"""Certificates of who is trusted: read once in a process, and never for plain text.

Reading the roots takes most of the time of making a client, so clients share them. They
are read anew when the environment names others, or other files stand there.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

from attrs import define, field

_NAMED = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


@define
class _Trusted:
    """What the environment names at one time."""

    state: Hashable
    wrong: str | None
    """What is wrong with a variable, if it cannot be used."""
    contexts: dict[bool, ssl.SSLContext] = field(factory=dict)
    """Clients of HTTP/2 have one of their own: connections write into it what they
    speak."""


_last: list[_Trusted] = []


def wrong() -> str | None:
    """Return what is wrong with the variables that OpenSSL's users share."""
    return _now().wrong


def roots(read: Callable[[], ssl.SSLContext], *, http2: bool) -> ssl.SSLContext:
    """Return the roots that an HTTP library reads by the environment, read once."""
    contexts = _now().contexts
    if http2 not in contexts:
        contexts[http2] = read()
    return contexts[http2]


def nobody() -> ssl.SSLContext:
    """Return a context that trusts nobody, for a client that speaks in plain text."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _now() -> _Trusted:
    state = tuple(map(_state, _NAMED))
    if not _last or _last[0].state != state:
        _last[:] = [_Trusted(state, next(_wrong(), None))]
    return _last[0]


def _state(variable: str) -> Hashable:
    """Return what tells whether a variable names the same files as before."""
    value = os.environ.get(variable)
    parts = value.split(os.pathsep) if value else []
    return value, tuple(map(_stamp, parts))


def _stamp(path: str) -> Hashable:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _wrong() -> Iterator[str]:
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file and (said := _refused(lambda: _load(file))):
        yield f"SSL_CERT_FILE names {file!r}, which holds no certificates: {said}."
    folders = [] if file or not folder else folder.split(os.pathsep)
    if folders and not any(Path(part).is_dir() for part in folders):
        yield f"SSL_CERT_DIR names {folder!r}, which is no folder."
    keys = os.environ.get("SSLKEYLOGFILE")
    if keys and (said := _refused(lambda: open(keys, "ab").close())):
        yield f"SSLKEYLOGFILE names {keys!r}, which cannot be written: {said}."


def _load(file: str) -> None:
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(file)


def _refused(attempt: Callable[[], object]) -> str | None:
    try:
        attempt()
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or type(error).__name__
    return None
