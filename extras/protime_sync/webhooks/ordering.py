"""Deliveries as events in the order of their items' versions, each of them once."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import define, field, frozen

from protime_runtime.errors import DecodingError
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.entries import Gone, read_entry
from protime_runtime.webhooks.events import RawEvent, split_events
from protime_sync.source.aside import check_key, is_kept, stored_text
from protime_sync.source.entries import Key, Row
from protime_sync.webhooks.inbox import (
    Inbox,
    Poison,
    Received,
    Settled,
    Version,
    Waiting,
)

log = logging.getLogger("protime.webhooks")


@frozen(kw_only=True)
class Arrived:
    """An event of a collection that can be consumed."""

    event: RawEvent
    waiting: Waiting
    """The delivery that it came in."""

    id: Key
    version: str | None
    row: Row | None
    """The item as it came, `None` for one that is gone."""

    @property
    def key(self) -> str:
        """The id as JSON."""
        return key(self.id)


@define(kw_only=True)
class Tidied:
    """What was found in deliveries of one collection."""

    news: list[Arrived] = field(factory=list)
    """Newer than what was consumed of their items; in each item's order."""

    repeated: int = 0
    older: int = 0
    numbers: list[int] = field(factory=list)
    aside: list[Poison] = field(factory=list)
    moved: list[Received] = field(factory=list)

    def reject(self, arrived: Arrived, reason: str) -> None:
        """Set one of the news aside, as it cannot be read after all."""
        self.news.remove(arrived)
        self.aside.append(Poison(_alone(arrived.event, arrived.waiting), reason))

    def settled(self, versions: Iterable[Version] = ()) -> Settled:
        """Return what is to be stored once the news are consumed."""
        for waiting, reason in self.aside:
            log.warning("A delivery to %s is set aside: %s", waiting.source, reason)
        aside = [Poison(arrived, stored_text(reason)) for arrived, reason in self.aside]
        own = [
            Version(arrived.event.collection or "", arrived.key, arrived.version)
            for arrived in self.news
            if arrived.version is not None
        ]
        return Settled(
            numbers=self.numbers,
            aside=aside,
            moved=self.moved,
            versions=[*own, *versions],
        )


def key(id: Key) -> str:
    """Return an id as JSON, so that 1 and "1" are two and any text can be stored."""
    return json.dumps(id, ensure_ascii=False)


def tidied(
    inbox: Inbox, collection: str, most: int, decoder: Decoder | None = None
) -> Tidied:
    """Take deliveries of a collection, and put their events into order.

    What is not an event of the collection is moved or set aside; nothing is stored
    before `Inbox.settle` is given `Tidied.settled`.
    """
    found, decoder = Tidied(), decoder or Decoder()
    arrived: list[Arrived] = []
    for waiting in inbox.waiting(collection, most):
        arrived += _arrived(waiting, collection, found, decoder)
    _sort(arrived, inbox, collection, found)
    return found


def _arrived(
    waiting: Waiting, collection: str, found: Tidied, decoder: Decoder
) -> Iterable[Arrived]:
    found.numbers.append(waiting.number)
    try:
        events = split_events(
            waiting.body, collection=waiting.collection or None, decoder=decoder
        )
    except DecodingError as error:
        found.aside.append(Poison(waiting, str(error)))
        return
    for event in events:
        if (event.collection or "") == collection and collection:
            yield from _checked(event, waiting, found)
        elif event.collection:
            found.moved.append(_moved(event, waiting))
        else:
            reason = "Neither the event nor its webhook names a collection"
            found.aside.append(Poison(_alone(event, waiting), reason))


def _checked(event: RawEvent, waiting: Waiting, found: Tidied) -> Iterable[Arrived]:
    try:
        yield _read(event, waiting)
    except DecodingError as error:
        found.aside.append(Poison(_alone(event, waiting), str(error)))


def _read(event: RawEvent, waiting: Waiting) -> Arrived:
    read = read_entry(event.document)
    id, version = event.id, read.version
    check_key(id, "$.data.id")
    if version is not None and not is_kept(version):
        raise DecodingError("A version is no text", path="$.data.changeVersion")
    return Arrived(
        event=event,
        waiting=waiting,
        id=id,
        version=version,
        row=None if isinstance(read, Gone) else read.document,
    )


def _sort(
    arrived: Sequence[Arrived], inbox: Inbox, collection: str, found: Tidied
) -> None:
    newest = dict(inbox.versions(collection, {event.key for event in arrived}))
    # Stable: events without a version stay in the order of their receipt.
    for event in sorted(arrived, key=lambda event: event.version or ""):
        known = newest.get(event.key)
        if event.version is None or known is None or event.version > known:
            found.news.append(event)
            if event.version is not None:
                newest[event.key] = event.version
        elif event.version == known:
            found.repeated += 1
        else:
            found.older += 1


def sort_unknown(inbox: Inbox, most: int) -> int:
    """Assign deliveries of webhooks without a collection to those that they name."""
    found = tidied(inbox, "", most)
    if found.numbers:
        inbox.settle(found.settled())
    return len(found.numbers)


def _moved(event: RawEvent, waiting: Waiting) -> Received:
    return Received(
        source=waiting.source,
        collection=event.collection or "",
        body=_body(event),
        received_at=datetime.fromisoformat(waiting.received_at),
    )


def _alone(event: RawEvent, waiting: Waiting) -> Waiting:
    return waiting._replace(collection=event.collection or "", body=_body(event))


def _body(event: RawEvent) -> bytes:
    # The collection goes along, so that it is not moved back.
    document = {**event.document, "collectionName": event.collection}
    return json.dumps(document).encode()
