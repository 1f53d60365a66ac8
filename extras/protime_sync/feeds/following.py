"""A collection that is followed, however one waits for its changes."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from attrs import define, field

from protime_runtime.client.base import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Change, Page, Request, Upsert
from protime_runtime.reading.decoder import Decoder
from protime_sync.errors import StateError
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.judging import Judge
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode, Source
from protime_sync.source.entries import Entry
from protime_sync.source.making import source
from protime_sync.source.named import of_client
from protime_sync.state.holding import Holding
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Phase, Position, State

T = TypeVar("T")

log = logging.getLogger("protime.sync")


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def default_owner() -> str:
    """Return a name for who runs this: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def feed_name(client: BaseClient[Any], collection: str) -> str:
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
    skip_unchanged: bool = False
    """Whether what was saved again without a change is left out."""
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
    lost: Callable[[], None] = lambda: None
    """Called when a link is refused before its 72 hours; raises to load no more."""
    continued: bool | None = None
    """Whether the window was loaded before; by default, as the state has it."""
    _left: Lease | None = field(default=None, init=False)
    """A lease of this feed's that could not be given back."""

    def __attrs_post_init__(self) -> None:
        """Refuse what the API would refuse, before anything is sent."""
        if not self.is_continued(self.state.load(self.name)):
            self.source.start()
        if self.source.mode is Mode.COMPARISON:
            log.info("%s has no delta: it is read and compared each time", self.name)

    def is_continued(self, position: Position | None) -> bool:
        """Whether the window was loaded before, when the API allowed its start."""
        if self.continued is not None:
            return self.continued
        return position is not None and position.signature == self.source.signature

    def judging(self, holding: Holding, *, accept_older: bool | None = None) -> Judge:
        """Return what judges the entries of one batch.

        Args:
            holding: The lease that the batch is read under.
            accept_older: For this batch, instead of what the feed was made with.
        """
        return self.judge(
            self.name,
            self.source,
            self.state,
            skip_unchanged=self.skip_unchanged,
            accept_older=self.accept_older if accept_older is None else accept_older,
            holding=holding,
        )

    def followable(self, link: str | None, phase: Phase) -> str | None:
        """Return a link that is to be stored.

        A feed would never get past a link that can only be refused later.

        Raises:
            ForeignLink: It leads away from the tenant.
            ProtimeError: It is no link.
        """
        if link is not None and phase is Phase.LOADING:
            requests = self.source.resume(link)
        elif link is not None and self.source.mode is Mode.DELTA:
            requests = self.source.changes(link)
        else:
            requests = ()
        for request in requests:
            self.url(request)
        return link

    def link_of(self, page: Page[Entry]) -> str:
        """Return where changes go on after a page.

        Raises:
            ProtimeError: The page leads nowhere, or away from the tenant.
        """
        link = self.followable(page.next_link or page.delta_link, Phase.FOLLOWING)
        if not link:
            raise DecodingError("A delta's response gives no deltaLink")
        return link

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


def followed(
    client: BaseClient[Any],
    collection: Collection | AsyncCollection | str,
    filter: Mapping[str, object],
    *,
    references: Iterable[object],
    today: Callable[[], date],
    state: State,
    owner: str,
    now: Callable[[], datetime],
    length: timedelta = LENGTH,
    skip_unchanged: bool,
    allow_deletions: Allowed,
    accept_older: bool,
    continued: bool | None = None,
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
        model=found.info.model,
        state=state,
        owner=owner,
        now=now,
        length=length,
        url=client._url,
        skip_unchanged=skip_unchanged,
        allow_deletions=allow_deletions,
        accept_older=accept_older,
        continued=continued,
    )


def unique(owner: str) -> str:
    """Return an owner's name that no other process or feed has."""
    return f"{owner} ({secrets.token_hex(3)})"
