"""The events in a delivery, as the changes that a delta tells.

An event has the form of a delta's entry. What stands around it is not published, so a
single event, a list of them, and an object that holds either are all read.

Source: concepts/webhook-lifecycle/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from attrs import field, frozen

from protime_runtime.catalog.infos import CollectionInfo
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Change
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.entries import read_entry
from protime_runtime.reading.responses import change_of
from protime_runtime.scalars import identity, version
from protime_runtime.webhooks.signatures import raw_body

T = TypeVar("T")
Registry: TypeAlias = Mapping[str, CollectionInfo]
"""What is known of each collection, by its name in URLs."""

_COLLECTION = ("collectionName", "collection")
_WEBHOOK = ("webhookId", "subscriptionId")
_LONGEST = 255
"""Characters of a name that is kept with an event."""

_DEPTH = 3
"""Levels of envelopes: an object that holds a list of objects that hold an event."""


@frozen(kw_only=True)
class RawEvent:
    """An event before it is read as a model."""

    collection: str | None
    """As the event or its envelope says, else as the webhook's destination does."""

    document: Mapping[str, Any] = field(repr=False)
    """``changeType`` and ``data``, with whatever else stands beside them."""

    webhook_id: str | None = None

    @property
    def id(self) -> int | str:
        """The item's id.

        Raises:
            DecodingError: The event names none.
        """
        found = identity(self._data.get("id"))
        if found is None:
            raise DecodingError("An event names no id", path="$.data.id")
        return found

    @property
    def change_version(self) -> str | None:
        """Version of the item; of two, the greater text is newer."""
        return version(self._data.get("changeVersion"))

    @property
    def _data(self) -> Mapping[str, object]:
        data = self.document.get("data")
        return data if isinstance(data, dict) else {}


@frozen(kw_only=True)
class Event:
    """An event as a change of its collection."""

    collection: str | None
    change: Change[Any] | None
    """`None` if the collection is not known to this version; `raw` has it all."""

    raw: RawEvent = field(repr=False)


def parse_events(
    body: bytes,
    registry: Registry,
    *,
    collection: str | None = None,
    decoder: Decoder | None = None,
) -> tuple[Event, ...]:
    """Return the events of a delivery that was verified.

    Args:
        body: The raw bytes as they came.
        registry: What is known of each collection: ``protime.catalog.CATALOG``.
        collection: What the webhook was made for, in case the body does not say.
        decoder: Counts what differs from the spec; by default, a new one.

    Raises:
        DecodingError: The body is no event, or one of them cannot be read.
    """
    decoder = decoder or Decoder()
    raw = split_events(body, collection=collection, decoder=decoder)
    return tuple(read_event(event, registry, decoder=decoder) for event in raw)


def split_events(
    body: bytes, *, collection: str | None = None, decoder: Decoder | None = None
) -> tuple[RawEvent, ...]:
    """Return a delivery's events one by one, none of them read.

    They are to be kept, so what few places can store is mended, and counted.

    Raises:
        DecodingError: The body holds no event.
    """
    raw = raw_body(body)
    document = (decoder or Decoder()).storable(raw)
    outer = RawEvent(collection=collection, document={})
    try:
        return tuple(_split(document, outer, _DEPTH))
    except DecodingError as error:
        error.body = raw
        raise


def read_event(
    raw: RawEvent, registry: Registry, *, decoder: Decoder | None = None
) -> Event:
    """Read an event as `Upsert` or `Delete`; of unknown collections it stays raw.

    Raises:
        DecodingError: It has no id, is neither of the two, or is no item.
    """
    entry = read_entry(raw.document)  # Of an unknown collection, too.
    _ = raw.id  # An item without one could be neither kept nor deleted.
    info = registry.get(raw.collection or "")
    model = info.model if info and info.webhooks else None
    if model is None:
        return Event(collection=raw.collection, change=None, raw=raw)
    change: Change[Any] = change_of(entry, decoder or Decoder(), model)
    return Event(collection=raw.collection, change=change, raw=raw)


def changes(body: bytes, collection: str, model: type[T]) -> tuple[Change[T], ...]:
    """Return a delivery's events as changes of the collection that it is to be of.

    Raises:
        DecodingError: The body is no event, or one of another collection.
    """
    decoder = Decoder()
    raw = split_events(body, collection=collection, decoder=decoder)
    for event in raw:
        if event.collection != collection:
            raise DecodingError(f"An event is of {event.collection}, not {collection}")
    return tuple(_change(event, decoder, model) for event in raw)


def _change(raw: RawEvent, decoder: Decoder, model: type[T]) -> Change[T]:
    _ = raw.id  # An item without one could be neither kept nor deleted.
    return change_of(read_entry(raw.document), decoder, model)


def _split(document: object, outer: RawEvent, depth: int) -> Iterator[RawEvent]:
    if isinstance(document, list):
        for index, element in enumerate(document):
            if not isinstance(element, dict):
                raise DecodingError("An event is no object", path=f"$[{index}]")
            yield from _split(element, outer, depth)
        return
    if not isinstance(document, dict):
        raise DecodingError("The body is no event")
    inner = RawEvent(
        collection=_said(document, _COLLECTION) or outer.collection,
        webhook_id=_said(document, _WEBHOOK) or outer.webhook_id,
        document=document,
    )
    if "changeType" in document:
        yield inner
    elif depth:
        yield from _split(_content(document), inner, depth - 1)
    else:
        raise DecodingError("The body holds no event")


def _content(envelope: Mapping[str, object]) -> object:
    """Return what an envelope holds: its one list of objects, or its one event."""
    found = [value for value in envelope.values() if _may_hold_events(value)]
    if len(found) != 1:
        names = (
            ", ".join(sorted(ascii(name[:40])[1:-1] for name in envelope)[:10])
            or "nothing"
        )
        raise DecodingError(f"The body holds no event, but {names}")
    return found[0]


def _may_hold_events(value: object) -> bool:
    if isinstance(value, dict):
        return "changeType" in value
    return (
        isinstance(value, Sequence) and not isinstance(value, str) and _objects(value)
    )


def _objects(values: Sequence[object]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _said(document: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = document.get(name)
        if isinstance(value, str) and value:
            if not value.isprintable() or len(value) > _LONGEST:
                raise DecodingError("A name is none", path=f"$.{name}")
            return value
    return None
