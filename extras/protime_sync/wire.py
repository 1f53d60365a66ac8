"""Answers as rows of plain JSON values, without a model for each.

Rows are what the state and Arrow need; whoever wants models decodes them afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import msgspec
from attrs import field, frozen

from protime_runtime.decoding import Decoder
from protime_runtime.entries import Gone, read_entry
from protime_runtime.entries import Key as Key
from protime_runtime.errors import DecodingError
from protime_runtime.paging import Page
from protime_runtime.requests import Answer

Row: TypeAlias = Mapping[str, Any]
"""An item under the names of the wire."""

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder(order="deterministic").encode


@frozen(kw_only=True)
class Entry:
    """A row that is new or has changed, or only the id of one that is gone."""

    id: Key
    version: str | None
    row: Row | None
    """`None` for one that is gone."""


@frozen
class Reader:
    """Reads pages of entries, and keeps the decoder that models can be made with."""

    decoders: list[Decoder] = field(factory=list)

    def __call__(self, answer: Answer, decoder: Decoder) -> Page[Entry]:
        """Read a page of a list or of a delta.

        Raises:
            DecodingError: It is not a page, or an item has no id.
        """
        if not self.decoders:
            self.decoders.append(decoder)
        document = parsed(answer.content, decoder)
        envelope = decoder.envelope(document, answer.content)
        return Page(
            value=tuple(entries(envelope.value)),
            next_link=envelope.next_link,
            delta_link=envelope.delta_link,
        )


def parsed(content: bytes, decoder: Decoder) -> object:
    """Return the JSON of a body; a bare array reads as a page."""
    try:
        document = _decode(content)
    except msgspec.DecodeError:
        document = decoder.document(content)
    return {"value": document} if isinstance(document, list) else document


def entries(values: Iterable[object]) -> Iterable[Entry]:
    """Iterate over what stands in a page: plain items or wrapped changes.

    Raises:
        DecodingError: One of them has no id, or what became of it is not told.
    """
    for index, value in enumerate(values):
        yield _entry(index, value)


def _entry(index: int, value: object) -> Entry:
    told = read_entry(value, index)
    if told.id is None:
        raise DecodingError("An item has no id", path=f"$.value[{index}].id")
    row = None if isinstance(told, Gone) else told.document
    return Entry(id=told.id, version=told.version, row=row)


def digest(row: Row) -> bytes:
    """Return what two rows share if they differ in nothing but their version."""
    content = {name: value for name, value in row.items() if name != "changeVersion"}
    return hashlib.blake2b(_encode(content), digest_size=12).digest()


def packed(found: Iterable[Entry]) -> bytes:
    """Return entries as JSON, to be kept."""
    return msgspec.json.encode([(one.id, one.version, one.row) for one in found])


def unpacked(body: bytes) -> tuple[Entry, ...]:
    """Return the entries that `packed` was given."""
    return tuple(
        Entry(id=id, version=version, row=row) for id, version, row in _decode(body)
    )
