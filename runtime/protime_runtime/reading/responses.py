"""Responses as what their requests expect them to be.

A further kind of `Expected`, such as columns, names its reader with `reads`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast
from urllib.parse import unquote

from protime_runtime.errors import CreationUnconfirmed, DecodingError, DeviationWarning
from protime_runtime.messages import (
    AnItem,
    Change,
    Changes,
    Created,
    CreatedWebhook,
    Delete,
    Expected,
    Items,
    NewId,
    NewWebhook,
    Nothing,
    Page,
    Response,
    Upsert,
    Upserted,
    Upsertion,
    Whole,
)
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.deviations import Deviation, Mismatch
from protime_runtime.reading.entries import Gone, Item, read_entry
from protime_runtime.reading.failures import check
from protime_runtime.reading.native import reader
from protime_runtime.types import with_etag

T = TypeVar("T")
Id = TypeVar("Id", bound=int | str)
E = TypeVar("E", bound=Expected[Any])
Read: TypeAlias = Callable[[E, Response, Decoder], object]

_MOST_DIGITS = 20
_READERS: dict[type[Expected[Any]], Callable[[Any, Response, Decoder], object]] = {
    Nothing: lambda *_: None,
    Whole: lambda _, response, __: response,
}


def reads(kind: type[E]) -> Callable[[Read[E]], Read[E]]:
    """Name what reads the responses that are expected to be of a kind."""

    def named(read: Read[E]) -> Read[E]:
        _READERS[kind] = read
        return read

    return named


def read(expected: Expected[T], response: Response, decoder: Decoder) -> T:
    """Return a response as what it is expected to be.

    Raises:
        DecodingError: It is something else, or deviates and the decoder is strict.
        CreationUnconfirmed: It does not name what was created.
    """
    return cast("T", _READERS[type(expected)](expected, response, decoder))


@reads(AnItem)
def read_item(expected: AnItem[T], response: Response, decoder: Decoder) -> T:
    """Read one item, and keep the ``ETag`` that came with it.

    Raises:
        WrongItem: It is not the one that the path names.
    """
    fast = reader(expected.model, decoder.way(AnItem))
    found = fast.item(response.content) if fast else None
    if found is None:
        document = decoder.document(response.content)
        found = decoder.item(document, expected.model, response.content)
    check([found], expected.identities, response.content)
    etag = response.headers.get("etag")
    return found if etag is None else with_etag(found, etag)


@reads(Items)
def read_page(expected: Items[T], response: Response, decoder: Decoder) -> Page[T]:
    """Read a list: an object with ``value`` and links, or a bare array.

    The bare array is one of two forms that a person's history may have (inferred).

    Raises:
        WrongItem: An item belongs to another than the path names.
    """
    page = page_of(response.content, expected.model, decoder)
    if expected.identities:
        check(page.value, expected.identities, response.content)
    return page


def page_of(content: bytes, model: type[T], decoder: Decoder) -> Page[T]:
    """Read a list, the fast way if one takes it."""
    fast = reader(model, decoder.way(model))
    page = fast.page(content) if fast else None
    if page is not None:
        return page
    decoder.seen(model)
    document = decoder.document(content)
    if isinstance(document, list):
        document = {"value": document}
    made = partial(decoder.items, model=model, body=content)
    return decoder.page(document, content, made)


@reads(Changes)
def read_changes(
    expected: Changes[T], response: Response, decoder: Decoder
) -> Page[Change[T]]:
    """Read a page of a delta, of plain items or of wrapped ones."""
    fast = reader(expected.model, decoder.way(expected.model))
    page = fast.changes(response.content) if fast else None
    if page is not None:
        return page
    decoder.seen(expected.model)
    document = decoder.document(response.content)
    made = partial(_changes, decoder, expected.model, response.content)
    return decoder.page(document, response.content, made)


def _changes(
    decoder: Decoder, model: type[T], body: bytes, documents: Sequence[object]
) -> Sequence[Change[T]]:
    try:
        entries = [read_entry(document, at) for at, document in enumerate(documents)]
    except DecodingError as error:
        error.body = body
        raise
    return [change_of(entry, decoder, model, body) for entry in entries]


def change_of(
    entry: Item | Gone, decoder: Decoder, model: type[T], body: bytes = b""
) -> Change[T]:
    """Return an entry as a change.

    Raises:
        DecodingError: Its item is none, or deviates and the decoder is strict.
    """
    if isinstance(entry, Gone):
        return Delete(entry.id, entry.version)
    return Upsert(decoder.item(entry.document, model, body))


@reads(NewId)
def read_created(expected: NewId[Id], response: Response, _: Decoder) -> Created[Id]:
    """Read the id at the end of the ``Location`` header.

    Raises:
        CreationUnconfirmed: There is no such header.

    Source: how-to/create-update-delete/
    """
    location = response.headers.get("location")
    last = _last_segment(location)
    if location is None or last is None:
        raise CreationUnconfirmed(
            "The item was accepted, but the response names no location to read it at;"
            " look for the item before creating it again.",
            monitor=response.headers.get("operation-location"),
            body=response.content,
        )
    number = expected.kind is int and last.isdecimal() and len(last) <= _MOST_DIGITS
    text: object = int(last) if number else last
    return Created(id=cast("Id", text), location=location)


@reads(Upsertion)
def read_upserted(_: Upsertion, response: Response, __: Decoder) -> Upserted:
    """Read whether the item was created (201) or updated."""
    location = response.headers.get("location")
    return Upserted(
        created=response.status == 201,
        maybe_created=response.status != 201 and response.maybe_done_before,
        id=_last_segment(location),
        location=location,
    )


def _last_segment(location: str | None) -> str | None:
    path = (location or "").partition("?")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]) or None


@reads(NewWebhook)
def read_webhook(_: NewWebhook, response: Response, decoder: Decoder) -> CreatedWebhook:
    """Read the response to creating a webhook.

    Raises:
        DecodingError: It is no object, or names no id in body or ``Location``.
    """
    document = decoder.document(response.content)
    if not isinstance(document, dict):
        raise DecodingError("The response is no object", body=response.content)
    location = response.headers.get("location")
    id = document.get("id") or (location or "").rstrip("/").rpartition("/")[2]
    id = str(id) if type(id) is int else id
    if not isinstance(id, str) or not id:
        raise DecodingError("The webhook has no id", path="$.id", body=response.content)
    return CreatedWebhook(
        id=id,
        location=location,
        valid_until=_point(document, "validUntil", decoder),
        response=MappingProxyType(document),
    )


def _point(
    document: Mapping[str, object], name: str, decoder: Decoder
) -> datetime | None:
    """Read a date and time; a deviation is counted, and never raised.

    The response holds the key, which is told only once: neither ``strict`` nor warnings
    that are errors may cost it.
    """
    value = document.get(name)
    if value is None:
        return None
    from protime_runtime.reading.converter import converter

    try:
        return converter.structure(value, datetime)
    except Mismatch as error:
        with suppress(DeviationWarning):
            decoder.deviations.add(
                Deviation(
                    model="CreatedWebhook", field=name, kind="type", detail=error.text
                )
            )
        return cast("datetime", value)
