"""What the sync and the async feed share: all but the waiting."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from attrs import define, evolve, field

from protime_runtime.client.base import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.messages import Change, Request, Upsert
from protime_runtime.reading.decoding import Decoder
from protime_sync.errors import StateError
from protime_sync.feeds import status as statuses
from protime_sync.feeds.asked import Options
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.engine import Reading, log
from protime_sync.feeds.judging import Judge
from protime_sync.feeds.status import Status
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode, Source, item_class, of_client, source
from protime_sync.state.holding import Holding
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Phase, State

T = TypeVar("T")
V = TypeVar("V")


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
    length: timedelta = LENGTH
    """How long a lease holds after it was renewed last."""
    allow_deletions: Allowed = False
    """Whether full loads may delete most of what is known; see `DeletionLimit`."""
    accept_older: bool = False
    """Whether full loads may bring older versions than are known."""
    url: Callable[[Request[Any]], str]
    """Gives the address of a request; raises if it leads away from the tenant."""
    judge: Callable[..., Judge] = Judge
    """Makes what judges the entries of a batch."""
    _left: Lease | None = field(default=None, init=False)
    """A lease of this feed's that could not be given back."""

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

    def options(self, holding: Holding) -> Options:
        """Return what the engine needs."""
        return Options(
            feed=self.name,
            source=self.source,
            state=self.state,
            holding=holding,
            now=self.now,
            skip_unchanged=self.skip_unchanged,
            allow_deletions=self.allow_deletions,
            accept_older=self.accept_older,
            judge=self.judge,
            url=self.url,
        )

    @contextmanager
    def reading(
        self,
        at_most: int | None,
        *,
        take_over: bool,
        allow_deletions: Allowed | None,
        accept_older: bool | None,
    ) -> Iterator[Reading]:
        """Read a batch; if it was read to its end, store what it has reached.

        Args:
            at_most: Rows after which a full load is interrupted.
            take_over: Take the lease from whoever has it.
            allow_deletions: For this batch, instead of what the feed was made with.
            accept_older: For this batch, instead of what the feed was made with.

        Raises:
            LeaseHeld: Someone else reads the feed.
            LeaseLost: Someone has taken it over; nothing was stored.
        """
        with self.held(take_over=take_over) as holding:
            self.state.discard(self.name, holding.lease)
            options = evolve(
                self.options(holding),
                allow_deletions=_either(allow_deletions, self.allow_deletions),
                accept_older=_either(accept_older, self.accept_older),
            )
            reading = Reading(options, at_most)
            yield reading
            if reading.position is not None:
                self.state.commit(self.name, reading.position, holding.lease)

    @contextmanager
    def held(self, *, take_over: bool = False) -> Iterator[Holding]:
        """Hold the lease.

        Raises:
            LeaseHeld: Someone else reads the feed.
        """
        if self._left is not None:
            self.state.release(self.name, self._left)
            self._left = None
        now = self.now()
        wanted = Lease(owner=self.owner, until=now + self.length, length=self.length)
        lease = self.state.acquire(self.name, wanted, now, force=take_over)
        holding = Holding(self.state, self.name, lease, self.now)
        try:
            holding.begin()
            yield holding
        finally:
            holding.end()
            self._release(holding.lease)

    def _release(self, lease: Lease) -> None:
        try:
            self.state.release(self.name, lease)
        except StateError as error:
            # What ends the batch is worth more than this.
            self._left = lease
            log.warning("%s: the lease was not given back: %s", self.name, error)

    def models(self, changes: Changes) -> Iterator[Change[T]]:
        """Iterate over changes with rows as models."""
        decoders = self.source.reader.decoders
        decoder = decoders[0] if decoders else Decoder()
        for row in changes.upserts:
            yield Upsert(decoder.item(row, self.model, b""))
        yield from changes.deletes

    def status(self) -> Status:
        """Return how the feed is doing, as far as the state knows."""
        return statuses.status(self.name, self.source, self.state, self.now())


def _either(given: V | None, otherwise: V) -> V:
    return otherwise if given is None else given


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
    length: timedelta = LENGTH,
    allow_deletions: Allowed = False,
    accept_older: bool = False,
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
        model=item_class(found.info),
        state=state,
        owner=owner,
        now=now,
        skip_unchanged=skip_unchanged,
        length=length,
        allow_deletions=allow_deletions,
        accept_older=accept_older,
        url=client.url,
    )


def unique(owner: str) -> str:
    """Return an owner's name that no other process or feed has."""
    return f"{owner} ({secrets.token_hex(3)})"
