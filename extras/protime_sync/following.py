"""What the sync and the async feed share: all but the waiting."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any, Generic, TypeVar

from attrs import define, field

from protime_runtime.base_client import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.decoding import Decoder
from protime_runtime.delta import Change, Upsert

from . import status as statuses
from .changes import Changes
from .engine import Options, Reading, log
from .errors import StateError
from .judging import Judge
from .source import Mode, Source, info_of, source
from .state import Lease, Phase, State
from .status import Status

T = TypeVar("T")

LEASE = timedelta(minutes=10)
"""How long a lease holds after the last page; a crashed holder blocks no longer."""


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def default_owner() -> str:
    """Return a name for who runs this: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def feed_name(client: BaseClient, collection: str) -> str:
    """Return what a feed is called in the state.

    Protime keeps one delta per client and collection, so both are in it.
    """
    made_of = client.settings
    place = "" if made_of.environment == "production" else f"@{made_of.environment}"
    return f"{made_of.tenant}{place}/{made_of.client_id}/{collection}"


@define(kw_only=True)
class Following(Generic[T]):
    """A collection that is followed: its source, its state, and who reads it."""

    name: str
    """The feed's name in the state and in messages."""
    source: Source
    model: type[T]
    state: State
    owner: str
    now: Callable[[], datetime]
    skip_unchanged: bool
    judge: Callable[..., Judge] = Judge
    """Makes what judges the entries of a batch."""
    _renewed: datetime | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """Refuse what the API would refuse, before anything is sent."""
        position = self.state.load(self.name)
        if (
            position is None
            or position.phase is not Phase.FOLLOWING
            or position.signature != self.source.signature
        ):
            self.source.start()
        if self.source.mode is Mode.COMPARISON:
            log.info("%s has no delta: it is read and compared each time", self.name)

    def options(self) -> Options:
        """Return what the engine needs."""
        return Options(
            feed=self.name,
            source=self.source,
            state=self.state,
            owner=self.owner,
            now=self.now,
            skip_unchanged=self.skip_unchanged,
            renew=self.renew,
            judge=self.judge,
        )

    def begin(self, at_most: int | None, *, take_over: bool) -> Reading:
        """Take the lease and begin a batch.

        Raises:
            LeaseHeld: Someone else reads the feed.
        """
        self.acquire(take_over=take_over)
        try:
            self.state.discard(self.name)
            return Reading(self.options(), at_most)
        except BaseException:
            self.release()
            raise

    def acquire(self, *, take_over: bool) -> None:
        """Take the lease."""
        now = self.now()
        lease = Lease(owner=self.owner, until=now + LEASE)
        self.state.acquire(self.name, lease, now, force=take_over)
        self._renewed = now

    def renew(self) -> None:
        """Renew the lease when a good part of it has passed."""
        if self._renewed is None or self.now() - self._renewed > LEASE / 5:
            self.acquire(take_over=False)

    def release(self) -> None:
        """Give the lease back."""
        self._renewed = None
        try:
            self.state.release(self.name, self.owner)
        except StateError as error:
            # What ends the batch is worth more than this; the lease ends by itself.
            log.warning("%s: the lease was not given back: %s", self.name, error)

    def end(self, reading: Reading) -> None:
        """Store what a batch that was read to its end has reached."""
        if reading.position is not None:
            self.state.commit(self.name, reading.position, self.owner)

    def models(self, changes: Changes) -> Iterator[Change[T]]:
        """Iterate over changes with rows as models."""
        decoders = self.source.reader.decoders
        decoder = decoders[0] if decoders else Decoder()
        for row in changes.upserts:
            yield Upsert(decoder.item(row, self.model, b""))
        yield from changes.deletes

    def status(self) -> Status:
        """Return how the feed is doing, as far as the state knows."""
        mode, collection = self.source.mode, self.source.info.name
        return statuses.status(self.name, collection, mode, self.state, self.now())


def followed(
    client: BaseClient,
    collection: Collection | AsyncCollection | str,
    filter: Mapping[str, object],
    *,
    references: Iterable[object],
    today: Callable[[], date],
    state: State,
    owner: str,
    now: Callable[[], datetime],
    skip_unchanged: bool,
) -> Following[Any]:
    """Return how a collection is followed.

    Raises:
        InvalidRequest: The API would refuse the filter.
        StateError: The state cannot be read.
    """
    if isinstance(collection, str):
        collection = of_client(client, collection)
    found = source(collection, filter, references=references, today=today)
    return Following[Any](
        name=feed_name(client, found.info.name),
        source=found,
        model=model_of(found),
        state=state,
        owner=owner,
        now=now,
        skip_unchanged=skip_unchanged,
    )


def of_client(client: BaseClient, name: str) -> Collection | AsyncCollection:
    """Return a client's collection by the name it has in the API.

    Raises:
        InvalidRequest: There is no such collection.
    """
    found: Collection | AsyncCollection = getattr(client, info_of(name).attribute)
    return found


def model_of(source: Source) -> type:
    """Return the class of a collection's items."""
    info = source.info
    module = import_module(f"protime.models.{info.attribute}")
    model: type = getattr(module, info.item or "")
    return model


def unique(owner: str) -> str:
    """Return an owner's name that no other process or feed has."""
    return f"{owner} ({secrets.token_hex(3)})"
