"""Events of one collection out of an inbox, for those who keep no feed.

::

    consumer = Consumer(inbox, "clockings")
    with consumer.batch() as events:
        for event in events:
            ...
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define

from protime.catalog import CATALOG
from protime_runtime.errors import DecodingError
from protime_runtime.reading.decoder import Decoder
from protime_runtime.webhooks.events import Event, read_event
from protime_sync.webhooks.inbox import Inbox
from protime_sync.webhooks.ordering import sort_unknown, tidied


@define
class Seen:
    """What a consumer or a stream has met since it was made."""

    events: int = 0
    """Handed over."""
    repeated: int = 0
    """Left out: the same version was handed over before."""
    older: int = 0
    """Left out: a newer version was handed over before."""
    aside: int = 0


class Consumer:
    """Hands over each version of an item once, and never an older after a newer one."""

    def __init__(self, inbox: Inbox, collection: str, *, most: int = 1000) -> None:
        """Take the inbox, the collection, and how many deliveries are read at once."""
        self._inbox = inbox
        self._collection = collection
        self._most = most
        self._decoder = Decoder()
        self.seen = Seen()

    @contextmanager
    def batch(self) -> Iterator[Iterator[Event]]:
        """Yield waiting events; they are settled when the block ends well.

        If it does not, or if the events were not read to their end, they come again.
        Use one consumer for each collection at a time.

        Raises:
            StateError: The inbox cannot be read or written.
        """
        while sort_unknown(self._inbox, self._most):
            pass
        found = tidied(self._inbox, self._collection, self._most, self._decoder)
        is_read = False

        def events() -> Iterator[Event]:
            nonlocal is_read
            for arrived in tuple(found.news):
                try:
                    event = read_event(arrived.event, CATALOG, decoder=self._decoder)
                except DecodingError as error:
                    found.reject(arrived, str(error))
                else:
                    yield event
            is_read = True

        yield events()
        if not is_read or not found.numbers:
            return
        self._inbox.settle(found.settled())
        self.seen.events += len(found.news)
        self.seen.repeated += found.repeated
        self.seen.older += found.older
        self.seen.aside += len(found.aside)
