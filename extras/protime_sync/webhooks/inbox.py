"""Where deliveries wait between their receipt and their consumption."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from attrs import field, frozen

_VERSION = b'"changeVersion"'


@frozen(kw_only=True)
class Received:
    """A delivery that was verified, with nothing of it read yet."""

    source: str
    """The webhook that it came by: the name in its destination."""

    collection: str
    """Collection that the webhook was made for; empty if that is not known."""

    body: bytes = field(repr=False)
    received_at: datetime

    @property
    def digest(self) -> bytes | None:
        """What the same delivery has again; `None` where the same can come anew.

        A version makes a body unique. Without one, the third of "on", "off", "on" is
        no repetition of the first.
        """
        if _VERSION not in self.body:
            return None
        hashed = hashlib.blake2b(self.body, digest_size=16)
        hashed.update(b"\0" + self.source.encode())
        return hashed.digest()


class Waiting(NamedTuple):
    """A delivery that waits to be consumed."""

    number: int
    """Counts up in the order of receipt."""
    source: str
    collection: str
    body: bytes
    received_at: str
    """In ISO 8601, UTC."""


class SetAside(NamedTuple):
    """A delivery, or an event of one, that could not be read."""

    number: int
    source: str
    collection: str
    body: bytes
    received_at: str
    reason: str


class Poison(NamedTuple):
    """What is to be set aside, and why."""

    waiting: Waiting
    reason: str


class Version(NamedTuple):
    """The newest version of an item that was consumed."""

    collection: str
    key: str
    """The item's id as JSON, so that 1 and "1" are two."""
    version: str


@frozen(kw_only=True)
class Settled:
    """What became of deliveries; stored in one transaction."""

    numbers: Sequence[int] = ()
    """Deliveries that are done with, those of `aside` and `moved` included."""

    aside: Sequence[Poison] = ()
    moved: Sequence[Received] = ()
    """Events that belong to another collection than their webhook's."""

    versions: Sequence[Version] = ()


@frozen(kw_only=True)
class Counts:
    """How many deliveries there are."""

    received: int
    """Since the inbox was made, without repetitions."""

    waiting: int
    aside: int


class Inbox(Protocol):
    """Keeps deliveries; every method raises `StateError` if it cannot."""

    def put(self, deliveries: Sequence[Received]) -> Sequence[bool]:
        """Store deliveries durably, and say of each whether it is new."""

    def waiting(self, collection: str, most: int) -> Sequence[Waiting]:
        """Return the oldest deliveries that wait; empty for a collection not known."""

    def settle(self, settled: Settled) -> None:
        """Store what became of deliveries; now and then, forget what is too old."""

    def versions(self, collection: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the newest version that was consumed of each item, by its key."""

    def set_aside(self, most: int = 100) -> Sequence[SetAside]:
        """Return what was set aside, oldest first."""

    def retry(self, numbers: Iterable[int]) -> int:
        """Requeue what was set aside; return how many there were."""

    def forget(self, before: datetime) -> int:
        """Forget digests, versions and what was set aside from before a moment.

        Events that Protime sends again later than this are not known any more; what
        waits is never forgotten. `settle` does this by itself.

        Returns:
            How many of those that were set aside are deleted.
        """

    def counts(self) -> Counts:
        """Return how many deliveries there are."""

    def close(self) -> None:
        """Close the connection of the calling thread."""
