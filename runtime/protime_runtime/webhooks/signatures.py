"""The parts of signatures: keys, headers, encodings and times, read with suspicion."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias, cast

from attrs import frozen

from protime_runtime.errors import (
    ConfigurationError,
    InvalidRequest,
    RawBodyNeeded,
    WebhookRefused,
)
from protime_runtime.given import several

_SIZES = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}
"""Bytes of a signature by its hash."""
_HEX = re.compile(r"[0-9A-Fa-f]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_NUMBER = re.compile(r"[0-9]{1,16}")


@frozen(kw_only=True)
class Timestamp:
    """When an event says it was sent, and how far from now that may be."""

    name: str
    """Name of the header, or of the part of the signature's header."""

    within: bool = False
    """Whether it is a part of the signature's header, as in ``t=12,v1=ab``."""

    form: Literal["seconds", "milliseconds", "iso"] = "seconds"
    """Unix time, or ISO 8601 with an offset."""

    oldest: timedelta | None = timedelta(minutes=5)
    """How old an event may be; `None` for any age, as where retries keep their time."""

    ahead: timedelta | None = timedelta(minutes=1)
    """How far an event may be ahead of this machine's clock."""

    def sent_at(self, text: str, now: datetime) -> datetime:
        """Return when an event says it was sent.

        Raises:
            WebhookRefused: It says so in another form, or its age is not allowed.
        """
        sent = _moment(text, self.form)
        if self.oldest is not None and now - sent > self.oldest:
            raise WebhookRefused("The event is older than allowed")
        if self.ahead is not None and sent - now > self.ahead:
            raise WebhookRefused("The event is ahead of this machine's clock")
        return sent


@frozen(kw_only=True)
class Verified:
    """How an event was found to be genuine."""

    key: int
    """Which of the keys it was; old ones can go when it is always the newest."""

    sent_at: datetime | None = None
    """When the event says it was sent."""


def raw_body(body: object) -> bytes:
    """Return a body's bytes.

    Raises:
        RawBodyNeeded: It was decoded or parsed before.
    """
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    raise RawBodyNeeded(
        f"The raw body is needed, as bytes, and not {type(body).__name__}: the"
        " signature is over the bytes that were sent, and neither decoding nor parsing"
        " can be undone exactly."
    )


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


Headers: TypeAlias = (
    Mapping[str, str]
    | Mapping[str, Sequence[str]]
    | Iterable[tuple[str | bytes, str | bytes]]
    | ByName
)
"""Headers as frameworks give them: a mapping, also to lists of values as API gateways
have it, or pairs, also of bytes as in ASGI."""


def by_name(headers: object) -> ByName:
    """Return headers' values by name in lower case, or what was returned before.

    Raises:
        WebhookRefused: They are no headers.
    """
    if isinstance(headers, ByName):
        return headers
    pairs = headers.items() if hasattr(headers, "items") else headers
    found = ByName()
    try:
        for name, value in cast("Iterable[tuple[object, object]]", pairs):
            values = value if isinstance(value, list | tuple) else (value,)
            found.setdefault(_text(name).lower(), []).extend(map(_text, values))
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


def _moment(text: str, form: str) -> datetime:
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


def part(texts: Iterable[str], name: str) -> str:
    """Return what stands after a name and ``=`` in the one text that has it.

    Raises:
        WebhookRefused: None has it, or several.
    """
    found = [text for text in texts if text.startswith(f"{name}=")]
    if len(found) != 1:
        raise WebhookRefused(f"The signature's header does not tell {name} once")
    return found[0].removeprefix(f"{name}=")
