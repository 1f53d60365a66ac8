"""The parts of signatures: keys, headers, encodings and times, read with suspicion."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from protime_runtime.errors import (
    ConfigurationError,
    InvalidRequest,
    WebhookRefused,
)
from protime_runtime.given import several

_SIZES = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}
"""Bytes of a signature by its hash."""
_HEX = re.compile(r"[0-9A-Fa-f]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_NUMBER = re.compile(r"[0-9]{1,16}")


def check_hash(name: str) -> None:
    """Check that a hash can be used for signatures.

    Raises:
        ConfigurationError: It cannot.
    """
    if name not in _SIZES:
        raise ConfigurationError(
            f"No signature is made with {name!r}; hashes are {', '.join(_SIZES)}."
        )


def keys(given: object, encoding: str) -> tuple[bytes, ...]:
    """Return keys as bytes.

    Raises:
        ConfigurationError: There is none, or one is empty or not in its encoding; its
            text is never told.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        # A text is a sequence too: each of its letters would be a key.
        raise ConfigurationError("Keys are given as a list, also a single one.")
    try:
        listed = several(given, "keys")
    except InvalidRequest as error:  # Names of keys are no keys.
        raise ConfigurationError(str(error)) from None
    found = tuple(_key(key, encoding) for key in listed)
    if not found or not all(found):
        raise ConfigurationError("Without a key, or with an empty one, anyone signs.")
    return found


def _key(key: object, encoding: str) -> bytes:
    if isinstance(key, bytes):
        return key
    if not isinstance(key, str):
        raise ConfigurationError(f"A key is a text, not {type(key).__name__}.")
    try:
        if encoding == "text":
            return key.encode()
        if encoding == "hex":
            return bytes.fromhex(key)
        return base64.b64decode(key, validate=True)
    except ValueError:
        raise ConfigurationError(f"A key is not {encoding}.") from None


class ByName(dict[str, list[str]]):
    """Headers' values by name in lower case."""


def by_name(headers: object) -> ByName:
    """Return headers' values by name in lower case, or what was returned before.

    Raises:
        WebhookRefused: They are no headers.
    """
    if isinstance(headers, ByName):
        return headers
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    found = ByName()
    try:
        for name, value in cast("Iterable[tuple[object, object]]", pairs):
            found.setdefault(_text(name).lower(), []).append(_text(value))
    except (TypeError, ValueError):
        raise WebhookRefused("The headers cannot be read") from None
    return found


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def only(headers: Mapping[str, list[str]], name: str, longest: int) -> str:
    """Return the value of a header that is there once.

    Raises:
        WebhookRefused: It is missing, given twice, or too long.
    """
    values = headers.get(name.lower(), [])
    if not values:
        raise WebhookRefused(f"The header {name} is missing")
    if len(values) > 1:
        # Which of the two was meant is what an attacker would choose.
        raise WebhookRefused(f"The header {name} is given {len(values)} times")
    if len(values[0]) > longest:
        raise WebhookRefused(f"The header {name} is longer than {longest} characters")
    return values[0].strip()


def decoded(text: str, encoding: str, hash: str) -> bytes | None:
    """Return a signature's bytes, or `None` if it is of another form or length."""
    size = _SIZES[hash]
    if encoding != "base64" and len(text) == 2 * size and _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if encoding == "hex" or not _BASE64.fullmatch(text):
        return None
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        found = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return None
    return found if len(found) == size else None


def moment(text: str, form: str) -> datetime:
    """Return a point in time.

    Raises:
        WebhookRefused: It is none.
    """
    try:
        if form == "iso":
            found = datetime.fromisoformat(text)
            if found.tzinfo is not None:
                return found
        elif _NUMBER.fullmatch(text):
            scale = 1000 if form == "milliseconds" else 1
            return datetime.fromtimestamp(int(text) / scale, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise WebhookRefused("The event's time cannot be read")
