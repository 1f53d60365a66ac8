"""What feeds are, however one waits: whom they ask, their names, how they are doing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from protime_runtime.client.base import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.engine import Reading
from protime_sync.feeds.following import (
    Following,
    default_owner,
    followed,
    unique,
    utc_now,
)
from protime_sync.feeds.status import Status, status
from protime_sync.source.aside import Aside
from protime_sync.state.holding import Holding
from protime_sync.state.leases import LENGTH
from protime_sync.state.protocol import Phase, State

C = TypeVar("C", bound=BaseClient[Any])
T = TypeVar("T")
P = TypeVar("P")
CollectionT = TypeVar("CollectionT", bound=Collection | AsyncCollection)
FeedT = TypeVar("FeedT", bound="BaseFeed[Any, Any]")


class BaseSync(Generic[C, CollectionT, FeedT]):
    """Follows collections of one client, with one state."""

    _feed: type[FeedT]

    def __init__(
        self,
        client: C,
        state: State,
        *,
        owner: str | None = None,
        now: Callable[[], datetime] = utc_now,
        today: Callable[[], date] | None = None,
        lease: timedelta = LENGTH,
    ) -> None:
        """Take the client that asks and the state that keeps.

        Args:
            client: The client; it stays yours to close.
            state: Keeps links, ids and leases.
            owner: Names this process to others that want the same feed.
            now: The time, in UTC.
            today: The day that filters are checked against; by default the client's.
            lease: How long others wait for a process that neither goes on nor has
                visibly ended; while a batch is read, its lease is renewed.
        """
        self.client = client
        self.state = state
        self._owner = owner or default_owner()
        self._now = now
        self._today = today or client._today
        self._lease = lease

    def follow(
        self,
        collection: CollectionT | str,
        *,
        external_references: Iterable[object] = (),
        skip_unchanged: bool = False,
        allow_deletions: Allowed = False,
        accept_older: bool = False,
        **filter: object,
    ) -> FeedT:
        """Return the feed of a collection; nothing is sent yet.

        Args:
            collection: One of the client's, or its name.
            external_references: What other systems call the items that rows name.
            skip_unchanged: Leave out what was saved again without a change.
            allow_deletions: Let full loads delete whatever they did not bring. Without
                it, more than 100 rows that are more than half of those known in the
                window stop the batch; a `DeletionLimit` has other numbers.
            accept_older: Let full loads bring older versions than are known, as after
                the tenant was restored. Without it they are left out, counted in the
                status and logged; with it, what was left out is loaded anew.
            **filter: As for the collection's ``delta`` (``list`` if it has none).

        Raises:
            InvalidRequest: The API would refuse the filter.
            StateError: The state cannot be read.
        """
        following = followed(
            self.client,
            collection,
            filter,
            references=external_references,
            today=self._today,
            state=self.state,
            owner=unique(self._owner),
            now=self._now,
            length=self._lease,
            skip_unchanged=skip_unchanged,
            allow_deletions=allow_deletions,
            accept_older=accept_older,
        )
        return self._feed(self.client, following)


class BaseFeed(Generic[C, T]):
    """The changes of a collection; each batch goes on where the last one ended."""

    def __init__(self, client: C, following: Following[T]) -> None:
        """Take the client that asks; ``follow`` of a sync makes feeds."""
        self._client = client
        self._following = following

    def __repr__(self) -> str:
        """Return the feed's name."""
        return f"<{type(self).__name__} {self.name}>"

    @property
    def name(self) -> str:
        """The feed's name in the state and in messages."""
        return self._following.name

    @property
    def following(self) -> Following[T]:
        """What is followed, and where the state has it."""
        return self._following

    @property
    def is_loaded(self) -> bool:
        """Whether the first load has ended, so that batches bring changes only."""
        return self.status().phase is Phase.FOLLOWING

    @property
    def set_aside(self) -> Sequence[Aside]:
        """The last rows that could not be kept since this feed was made, up to 100."""
        return self._following.source.asides.named

    def status(self) -> Status:
        """Return how the feed is doing, as far as the state knows.

        Raises:
            StateError: The state cannot be read.
        """
        return status(self._following)

    @contextmanager
    def _reading(
        self,
        at_most: int | None,
        *,
        take_over: bool,
        allow_deletions: Allowed | None,
        accept_older: bool | None,
    ) -> Iterator[Reading]:
        """Read a batch; if it was read to its end, store what it has reached."""
        following = self._following
        with following.held(take_over=take_over) as holding:
            following.state.discard(following.name, holding.lease)
            reading = Reading(
                following,
                holding,
                at_most,
                allow_deletions=allow_deletions,
                accept_older=accept_older,
            )
            yield reading
            if reading.position is not None:
                following.state.commit(following.name, reading.position, holding.lease)


class BaseBatch(Generic[T, P]):
    """The changes of one batch, to be iterated over once, in one of two forms."""

    def __init__(self, following: Following[T], parts: P, holding: Holding) -> None:
        """Take what the parts are of; feeds and live streams make batches."""
        self._following = following
        self._parts = parts
        self.holding = holding

    @property
    def fence(self) -> int:
        """A number that is greater than that of every batch of the feed before.

        A table that notes it with each transaction, and refuses a smaller one, cannot
        be written by a process that slept while another one read the feed.
        """
        return self.holding.lease.fence
