"""Collections below the levels of activity structures: what is asked, and the rows.

Definitions are listed by structure and level. Usages and restrictions have no list:
the definitions are listed, and each leads to one request. What a definition has no more
because it was deleted in between is left out. All of it is read each time, so what is
read is what there is: levels that are left out are gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, cast
from urllib.parse import unquote

from attrs import evolve, field, frozen

from protime.catalog import CATALOG
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.catalog.handwritten import known
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Branch, Page, Request, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import reads
from protime_sync.source.collection import Requests, Source
from protime_sync.source.entries import Entry, Reader
from protime_sync.source.level_rows import MODELS
from protime_sync.source.structures import (
    FILTER,
    Structures,
    missing,
    structures_of,
    text_of,
)

_DEFINITIONS = known("activity-definitions", CATALOG, by=__name__)
_PLACE = re.compile(r"/([^/?]+)/levels/(\d+)/activity-definitions(?:/([^/?]+))?")


@frozen(kw_only=True)
class LevelSource(Source):
    """A collection of some levels; `filter` holds nothing but those."""

    def start(self, *, continued: bool = False) -> Requests:
        """Return the requests of the lists, which lead to all else.

        Raises:
            InvalidRequest: No structures are given, or something else is.
        """
        structures = self.structures
        return tuple(
            self._reading(request)
            for structure, levels in structures.items()
            for level in levels
            for request in self._listing(structure, level)
        )

    def resume(self, link: str) -> Requests:
        """Return the requests that are left of a full load."""
        return tuple(map(self._reading, self._endpoint.resume(link)))

    @property
    def structures(self) -> Structures:
        """The levels.

        Raises:
            InvalidRequest: There are none, or the filter has something else.
        """
        others = ", ".join(name for name in self.filter if name != FILTER)
        if others:
            raise InvalidRequest(f"{self.info.name} takes {FILTER} alone, no {others}.")
        found = structures_of(self.filter.get(FILTER, ()))
        if not found:
            raise missing(self.info.name)
        return found

    @property
    def places(self) -> str:
        """The levels as a text."""
        return text_of(self.structures)

    @property
    def scope(self) -> str:
        """Nothing: what is read is all there is."""
        return ""

    @property
    def signature(self) -> str:
        """The levels and the references as a text."""
        return json.dumps([self.mode, self.places, sorted(self.references)])

    def _listing(self, structure: str, level: int) -> Iterable[Request[Page[Any]]]:
        definitions = cast("Endpoint[Any, Any]", CATALOG[_DEFINITIONS].endpoint)
        asked: Any = () if self.info.name in MODELS else self.references
        place = definitions.at(structure, level)
        return place.list(external_references=asked)

    def _reading(self, request: Request[Page[Any]]) -> Request[Page[Entry]]:
        """Return a request with what reads its response, by what stands in its path."""
        found = _PLACE.search(request.target)
        reader = self.reader
        if found is not None and self.info.name in MODELS:
            structure, level, definition = found.groups()
            at = {"structureVersion": unquote(structure), "level": int(level)}
            parts = reader.asides, reader.keys, reader.decoders
            reader = (
                _ListReader(*parts, source=self, at=at)
                if definition is None
                else _PartReader(*parts, at={"id": unquote(definition), **at})
            )
        return evolve(request, expects=reader)

    def below(self, at: Mapping[str, Any], id: object) -> Request[Page[Entry]]:
        """Return the request for what a definition has."""
        asked: Any = self.references
        definition = self._endpoint.at(at["structureVersion"], at["level"], id)
        return self._reading(definition.get(external_references=asked))


@frozen
class _ListReader(Reader):
    """Reads definitions, of which only where each leads to is wanted."""

    source: LevelSource = field(kw_only=True, repr=False)
    at: Mapping[str, Any] = field(kw_only=True)

    def read(self, response: Response, decoder: Decoder) -> Page[Entry]:
        page = super().read(response, decoder)
        below = tuple(self.source.below(self.at, entry.id) for entry in page.value)
        return Branch(value=(), next_link=page.next_link, leads_to=below)


@frozen
class _PartReader(Reader):
    """Reads what one definition has, as the row of that definition."""

    also: ClassVar[frozenset[int]] = frozenset({404})
    """The definition was deleted after it was listed."""

    at: Mapping[str, Any] = field(kw_only=True)

    def read(self, response: Response, decoder: Decoder) -> Page[Entry]:
        if response.status in self.also:
            return Page(value=())
        return Page(value=tuple(self._entries(decoder, self._rows(response, decoder))))

    def _rows(self, response: Response, decoder: Decoder) -> Iterator[object]:
        document = decoder.storable(response.content)
        yield {**document, **self.at} if isinstance(document, dict) else document


@reads(_ListReader)
def _read_list(
    reader: _ListReader, response: Response, decoder: Decoder
) -> Page[Entry]:
    return reader.read(response, decoder)


@reads(_PartReader)
def _read_part(
    reader: _PartReader, response: Response, decoder: Decoder
) -> Page[Entry]:
    return reader.read(response, decoder)
