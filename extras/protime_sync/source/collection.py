"""What a feed follows: a collection, a filter, and the requests that read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, cast

from attrs import evolve, field, frozen

from protime_runtime.api import citation
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import held, literal
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import InvalidRequest
from protime_runtime.given import several
from protime_runtime.messages import Page, Request
from protime_runtime.scalars import NotOfType, day
from protime_sync.source.aside import Asides
from protime_sync.source.entries import Entry, Reader, Row
from protime_sync.source.named import info_of, operation_of

Requests = tuple[Request[Page[Entry]], ...]


class Mode(StrEnum):
    """How a collection's changes are found."""

    DELTA = "delta"
    """Protime reports them."""

    COMPARISON = "comparison"
    """The collection has no delta: all of it is read and compared each time."""


@frozen(kw_only=True)
class Window:
    """Days that a filter spans; open where `None`."""

    first: date | None = None
    last: date | None = None


@frozen(kw_only=True)
class Source:
    """A collection with the filter it is followed by; nothing here sends."""

    info: CollectionInfo
    mode: Mode
    filter: Mapping[str, object]
    references: tuple[str, ...]
    today: Callable[[], date] = field(repr=False)
    reader: Reader = field(repr=False)
    loading: Reader | None = field(default=None, repr=False)
    """Reads the pages of a full load, if it is another."""

    def start(self) -> Requests:
        """Return the requests of a full load.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        delta = self.mode is Mode.DELTA
        self._check(operation_of(self.info, "delta" if delta else "list"))
        requests = [self._delta()] if delta else self._list()
        return self._read(requests, self.loading)

    def _list(self) -> Iterable[Request[Page[Any]]]:
        asked: Any = {"external_references": self.references}
        if "where" in self.filter:
            return self._endpoint.where(self._expression, **asked)
        return self._endpoint.list(self.filter, **asked)

    def _delta(self) -> Request[Page[Any]]:
        asked: Any = {"external_references": self.references}
        if "where" in self.filter:
            return self._endpoint.delta_where(self._expression, **asked)
        return self._endpoint.delta(self.filter, today=self.today(), **asked)

    def resume(self, link: str) -> Requests:
        """Return the requests that are left of a full load."""
        if self.mode is Mode.DELTA:
            return self._read([self._endpoint.changes(link)], self.loading)
        return self._read(self._endpoint.resume(link), self.loading)

    def changes(self, link: str) -> Requests:
        """Return the request for what changed since a delta link was given."""
        return self._read([self._endpoint.changes(link)])

    @property
    def _expression(self) -> str:
        return cast("str", self.filter["where"])

    @property
    def _endpoint(self) -> Endpoint[Any, Any]:
        return cast("Endpoint[Any, Any]", self.info.endpoint)

    def _read(
        self, requests: Iterable[Request[Page[Any]]], reader: Reader | None = None
    ) -> Requests:
        reader = reader or self.reader
        return tuple(evolve(request, expects=reader) for request in requests)

    def _check(self, operation: OperationInfo) -> None:
        known = {
            filter.python
            for filter in self.info.filters
            if filter.wire in operation.filters
        }
        if known or operation.where:
            known.add("where")
        for name in self.filter:
            if name not in known:
                raise InvalidRequest(_no_filter(self, operation, name, known))
        others = ", ".join(name for name in self.filter if name != "where")
        if others and "where" in self.filter:
            raise InvalidRequest(f"Give either where= or filters ({others}), not both.")
        if self.references and not operation.external_references:
            raise InvalidRequest(
                f"The {operation.name} of {self.info.name} takes no external"
                " references."
            )

    @property
    def asides(self) -> Asides:
        """The rows that could not be kept."""
        return self.reader.asides

    @property
    def window(self) -> Window:
        """The days that the filter spans."""
        for value in self.filter.values():
            if isinstance(value, DateRange):
                return Window(first=value.start, last=value.end)
        return Window()

    @property
    def scope(self) -> str:
        """What narrows the source besides days, as a text; empty for nothing."""
        others = {
            name: _text(value)
            for name, value in self.filter.items()
            if not isinstance(value, DateRange)
        }
        return json.dumps(others, sort_keys=True) if others else ""

    @property
    def signature(self) -> str:
        """The whole filter and the references as a text: links belong to one of it."""
        days = [str(self.window.first), str(self.window.last)]
        return json.dumps([self.mode, days, self.scope, sorted(self.references)])

    def days(self, row: Row) -> tuple[int | None, int | None]:
        """Return a row's first and last day as ordinals, if it has any."""
        if "date" in row:
            day = _ordinal(row["date"])
            return day, day
        if "from" not in row:
            return None, None
        first = _ordinal(row["from"])
        last = _ordinal(row.get("until"))
        return first, date.max.toordinal() if last is None else last


def source(
    collection: Collection | AsyncCollection,
    filter: Mapping[str, object],
    *,
    references: Iterable[object] = (),
    today: Callable[[], date],
    mode: Mode | None = None,
) -> Source:
    """Return what a collection of a client with a filter is followed by.

    Args:
        collection: One of a client's.
        filter: As for the collection's ``delta``, or its ``list`` if it has none.
        references: Reference types to ask for.
        today: The day that filters are checked against.
        mode: `Mode.COMPARISON` reads plain lists even where there is a delta.

    Raises:
        InvalidRequest: The collection cannot be listed as a whole.
    """
    info = info_of(collection)
    if not any(
        operation.name == "list" and not operation.path_parameters
        for operation in info.operations
    ):
        raise InvalidRequest(
            f"{info.name} cannot be listed as a whole, so it cannot be followed."
        )
    return Source(
        info=info,
        mode=mode or (Mode.DELTA if info.delta else Mode.COMPARISON),
        filter=held(filter),
        references=several(cast("Iterable[str]", references), "external_references"),
        today=today,
        reader=Reader(Asides(info.name)),
    )


def _no_filter(
    source: Source, operation: OperationInfo, name: str, known: Iterable[str]
) -> str:
    listed = ", ".join(sorted(known)) or "none"
    text = (
        f"The {operation.name} of {source.info.name} takes no filter {name!r}; it"
        f" takes {listed}."
    )
    if operation.source is None:
        return text
    return f"{text} {citation(operation.source, operation.inferred)}"


def _ordinal(value: object) -> int | None:
    try:
        found = day(value)
    except NotOfType:
        return None
    return None if found is None else found.toordinal()


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return ",".join(sorted(_text(member) for member in value))
    return str(value) if not isinstance(value, int | date) else literal(value)
