"""Responses as rows of plain JSON values, without a model for each.

Rows are what the state and Arrow need; models are decoded later where wanted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias

import msgspec
from attrs import field, frozen

from protime_runtime.errors import DecodingError
from protime_runtime.messages import Expected, Page, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.entries import Gone, UnknownChange, read_entry
from protime_runtime.reading.entries import Key as Key
from protime_runtime.reading.responses import reads
from protime_sync.source.aside import Asides, check_key, is_kept

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
class Reader(Expected[Page[Entry]]):
    """Reads pages of entries, and keeps the decoder that models can be made with."""

    asides: Asides
    """Takes the rows that cannot be kept."""
    keys: type | None = None
    """What all ids are, where a table has a column of them; else whole numbers or
    texts."""
    decoders: list[Decoder] = field(factory=list)

    def read(self, response: Response, decoder: Decoder) -> Page[Entry]:
        """Read a page of a list or of a delta, and set aside what cannot be kept.

        Raises:
            DecodingError: It is not a page; the word of a change is not known; or
                something in it cannot be kept, and the client is strict.
        """
        if not self.decoders:
            self.decoders.append(decoder)
        document = decoder.storable(response.content)
        if isinstance(document, list):
            document = {"value": document}
        made = partial(self._entries, decoder)
        return decoder.page(document, response.content, made)

    def _entries(self, decoder: Decoder, values: Iterable[object]) -> Iterable[Entry]:
        for index, value in enumerate(values):
            try:
                yield self._entry(index, value, decoder)
            except UnknownChange:
                raise
            except DecodingError as error:
                self.asides.add(error, decoder)

    def _entry(self, index: int, value: object, decoder: Decoder) -> Entry:
        read = read_entry(value, index)
        place = f"$.value[{index}].id"
        if read.id is None:
            raise DecodingError("An item has no id", path=place)
        check_key(read.id, place, self.keys)
        version = _version(read.version, decoder)
        if isinstance(read, Gone):
            return Entry(id=read.id, version=version, row=None)
        row = read.document
        # As they are read, for those that take them from the row.
        if version != read.version or type(row["id"]) is float:
            row = {**row, "id": read.id, "changeVersion": version}
        return Entry(id=read.id, version=version, row=row)


@reads(Reader)
def _read(reader: Reader, response: Response, decoder: Decoder) -> Page[Entry]:
    return reader.read(response, decoder)


def _version(version: str | None, decoder: Decoder) -> str | None:
    if version is None or is_kept(version):
        return version
    decoder.mended("changeVersion", "no version that can be kept, read as null")
    return None


def digest(row: Row) -> bytes:
    """Return what two rows share if they differ in nothing but their version."""
    content = {name: value for name, value in row.items() if name != "changeVersion"}
    return hashlib.blake2b(_encode(content), digest_size=12).digest()


def packed(found: Iterable[Entry]) -> bytes:
    """Return entries as JSON, to be kept."""
    return msgspec.json.encode(
        [(entry.id, entry.version, entry.row) for entry in found]
    )


def unpacked(body: bytes) -> tuple[Entry, ...]:
    """Return the entries that `packed` was given."""
    return tuple(
        Entry(id=id, version=version, row=row) for id, version, row in _decode(body)
    )
