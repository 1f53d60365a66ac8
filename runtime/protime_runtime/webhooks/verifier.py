"""Whether an event was sent by Protime: an HMAC over the raw body.

The header, hash, encoding and signed bytes are not published, so each is a parameter;
`Timestamp` adds limits to an event's age, if events tell when they were sent.

Source: how-to/set-up-webhooks/, reference/webhooks/
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol, TypeVar

from attrs import field, frozen

from protime_runtime.errors import (
    ConfigurationError,
    DecodingError,
    InvalidRequest,
    WebhookRefused,
)
from protime_runtime.messages import Change
from protime_runtime.webhooks import signatures
from protime_runtime.webhooks.signatures import Headers as Headers
from protime_runtime.webhooks.signatures import Timestamp as Timestamp
from protime_runtime.webhooks.signatures import Verified as Verified

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_BODY = "body"
_PLACE = re.compile(r"\{([A-Za-z0-9_-]+)\}")
_MOST_SIGNATURES = 16
_LONGEST_HEADER = 4096


class _Announced(Protocol[T_co]):
    @property
    def name(self) -> str: ...
    @property
    def item(self) -> type[T_co]: ...
    @property
    def webhooks(self) -> bool: ...


class Announcing(Protocol[T_co]):
    """A collection of either client, whose changes may come as events."""

    @property
    def _endpoint(self) -> _Announced[T_co]: ...


@frozen
class WebhookVerifier:
    """Verifies events by any of its keys, in constant time.

    ::

        verifier = WebhookVerifier([key], header="X-Signature")
        change = verifier.event(raw_body, request.headers, client.clockings)
    """

    keys: Iterable[str | bytes] = field(repr=False)
    """Private keys: one, or with a rotation the new and the old one."""

    header: str = field(kw_only=True)
    """Name of the header that holds the signature."""

    hash: str = field(default="sha256", kw_only=True)
    """Name of the hash, as in `hashlib`."""

    encoding: Literal["hex", "base64", "either"] = field(default="either", kw_only=True)
    """How the signature is written; the two cannot be taken for each other."""

    prefix: str = field(default="", kw_only=True)
    """What stands before a signature, as ``sha256=``."""

    separator: str | None = field(default=None, kw_only=True)
    """What stands between several signatures in the header."""

    signed: str = field(default="{body}", kw_only=True)
    """What is signed: ``{body}`` with texts and other headers' values around it, as
    ``{webhook-id}.{webhook-timestamp}.{body}``."""

    key_encoding: Literal["text", "hex", "base64"] = field(default="text", kw_only=True)
    """Whether the HMAC's key is the key's text, or what the text encodes."""

    timestamp: Timestamp | None = field(default=None, kw_only=True)
    """When events tell their time; without it, a replayed event is genuine."""

    _keys: tuple[bytes, ...] = field(init=False, repr=False)
    _parts: tuple[str, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse settings under which anyone could sign.

        Raises:
            ConfigurationError: A key is missing, or the settings contradict themselves.
        """
        signatures.check_hash(self.hash)
        keys = signatures.keys(self.keys, self.key_encoding)
        parts = tuple(_PLACE.split(self.signed))
        if [part.lower() for part in parts[1::2]].count(_BODY) != 1:
            raise ConfigurationError("What is signed must hold {body} once.")
        if not self.header:
            raise ConfigurationError("The signature's header has no name.")
        stamp = self.timestamp
        if stamp is not None and f"{{{stamp.name}}}" not in self.signed:
            raise ConfigurationError(
                f"The timestamp {stamp.name} is not among what is signed, so anyone"
                " could set it; name it in `signed`."
            )
        object.__setattr__(self, "keys", ())  # Only `_keys` holds them from now on.
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(self, "_parts", parts)

    def verify(
        self, body: bytes, headers: Headers, *, now: datetime | None = None
    ) -> Verified:
        """Check that a delivery is genuine, before anything of it is read.

        Args:
            body: The raw bytes as they came; JSON that was read and written again
                differs from what was signed.
            headers: All headers, under any letter case.
            now: The time, if not the present one.

        Raises:
            WebhookRefused: It is not; the reason says why, and never holds a key.
            RawBodyNeeded: The body was decoded or parsed before.
        """
        raw = signatures.raw_body(body)
        found = signatures.by_name(headers)
        text = signatures.only(found, self.header, _LONGEST_HEADER)
        values = self._values(found, text)
        # The age is judged last: what a forger says of it is not worth a response.
        key = self._key_of(self._message(raw, values), self._given(text))
        return Verified(key=key, sent_at=self._sent_at(values, now))

    def event(
        self, body: bytes, headers: Headers, collection: Announcing[T]
    ) -> Change[T]:
        """Verify a delivery, and return its event: an `Upsert` or a `Delete`.

        Args:
            body: The raw bytes as they came.
            headers: All headers, under any letter case.
            collection: What the webhook was made for: ``client.clockings``.

        Raises:
            WebhookRefused: It is not genuine; nothing of it was read.
            RawBodyNeeded: The body was decoded or parsed before.
            DecodingError: It is no event of the collection, or there are several.
            InvalidRequest: The collection has no webhooks.
        """
        found = self.events(body, headers, collection)
        if len(found) != 1:
            raise DecodingError(f"The body holds {len(found)} events: use events()")
        return found[0]

    def events(
        self, body: bytes, headers: Headers, collection: Announcing[T]
    ) -> tuple[Change[T], ...]:
        """Verify a delivery as `event` does, and return all events that it holds.

        How several are put together is not published; `parse_events` says what is read.
        """
        from protime_runtime.webhooks.events import changes

        announced = collection._endpoint
        if not announced.webhooks:
            raise InvalidRequest(f"{announced.name} has no webhooks.")
        self.verify(body, headers)
        return changes(body, announced.name, announced.item)

    def expect_signature(self, headers: Headers) -> None:
        """Check that there is a signature at all, so that the body is worth reading.

        Raises:
            WebhookRefused: There is none, or not in the form that was set.
        """
        found = signatures.by_name(headers)
        self._given(signatures.only(found, self.header, _LONGEST_HEADER))

    def _texts(self, text: str) -> list[str]:
        if self.separator is None:
            return [text]
        parts = text.split(self.separator, _MOST_SIGNATURES)
        return [part.strip() for part in parts[:_MOST_SIGNATURES]]

    def _given(self, text: str) -> Sequence[bytes]:
        given = tuple(self._candidates(text))
        if not given:
            raise WebhookRefused(f"{self.header} holds no signature of the set form")
        return given

    def _candidates(self, text: str) -> Iterable[bytes]:
        for signature in self._texts(text):
            if signature.startswith(self.prefix):
                digest = signatures.decoded(
                    signature.removeprefix(self.prefix), self.encoding, self.hash
                )
                if digest is not None:
                    yield digest

    def _values(self, found: Mapping[str, list[str]], text: str) -> Mapping[str, str]:
        stamp = self.timestamp
        values: dict[str, str] = {}
        for name in self._parts[1::2]:
            if name.lower() == _BODY:
                continue
            if stamp is not None and stamp.within and name == stamp.name:
                values[name] = signatures.part(self._texts(text), name)
            else:
                values[name] = signatures.only(found, name, _LONGEST_HEADER)
        return values

    def _message(self, raw: bytes, values: Mapping[str, str]) -> bytes:
        pieces = []
        for index, part in enumerate(self._parts):
            if index % 2 == 0:
                pieces.append(part.encode())
            elif part.lower() == _BODY:
                pieces.append(raw)
            else:
                pieces.append(values[part].encode("latin-1", "replace"))
        return b"".join(pieces)

    def _key_of(self, message: bytes, given: Sequence[bytes]) -> int:
        matching = None
        for index, key in enumerate(self._keys):
            digest = hmac.digest(key, message, self.hash)
            # No early end: the time must not tell which key or signature it was.
            for candidate in given:
                if hmac.compare_digest(digest, candidate) and matching is None:
                    matching = index
        if matching is None:
            raise WebhookRefused("The signature is not made with any of the keys")
        return matching

    def _sent_at(
        self, values: Mapping[str, str], now: datetime | None
    ) -> datetime | None:
        if self.timestamp is None:
            return None
        text = values[self.timestamp.name]
        return self.timestamp.sent_at(text, now or datetime.now(UTC))
