"""How the answers to single requests are read."""

from __future__ import annotations

from typing import Generic, TypeVar, cast
from urllib.parse import unquote

from attrs import frozen

from protime_runtime.asking.places import Named, check
from protime_runtime.errors import CreationUnconfirmed
from protime_runtime.messages import Answer
from protime_runtime.reading.decoding import Decoder, with_etag

T = TypeVar("T")
I_co = TypeVar("I_co", bound=int | str, covariant=True)

_MOST_DIGITS = 20


@frozen(kw_only=True)
class Created(Generic[I_co]):
    """The id that a created item was given, and the path it can be read at."""

    id: I_co
    location: str


@frozen(kw_only=True)
class Upserted:
    """Whether the item is new, and where it stands if the answer says so."""

    created: bool
    maybe_created: bool = False
    """Whether an attempt before, whose answer was lost, may have created the item that
    this one updated."""
    id: str | None
    location: str | None


def read_item(
    answer: Answer, decoder: Decoder, item: type[T], named: tuple[Named, ...] = ()
) -> T:
    """Read one item, and keep the ``ETag`` that came with it.

    Raises:
        WrongItem: It is not the one that the path names.
    """
    document = decoder.document(answer.content)
    found = decoder.item(document, item, answer.content)
    check([found], named, answer.content)
    return with_etag(found, answer.headers.get("etag"))


def read_created(answer: Answer, _: Decoder, id: type[I_co]) -> Created[I_co]:
    """Read the id at the end of the ``Location`` header.

    Raises:
        CreationUnconfirmed: There is no such header.

    Source: how-to/create-update-delete/
    """
    location = answer.headers.get("location")
    last = _last_segment(location)
    if location is None or last is None:
        raise CreationUnconfirmed(
            "The item was accepted, but the answer names no location to read it at;"
            " look for the item before creating it again.",
            monitor=answer.headers.get("operation-location"),
            body=answer.content,
        )
    number = id is int and last.isdecimal() and len(last) <= _MOST_DIGITS
    text: object = int(last) if number else last
    return Created(id=cast("I_co", text), location=location)


def read_upserted(answer: Answer, _: Decoder) -> Upserted:
    """Read whether the item was created (201) or updated."""
    location = answer.headers.get("location")
    return Upserted(
        created=answer.status == 201,
        maybe_created=answer.status != 201 and answer.maybe_done_before,
        id=_last_segment(location),
        location=location,
    )


def read_nothing(_: Answer, __: Decoder) -> None:
    """Read nothing: a body after updating or deleting is not promised."""


def _last_segment(location: str | None) -> str | None:
    path = (location or "").partition("?")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]) or None
