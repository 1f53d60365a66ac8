"""What a feed follows: a collection, a filter, and the requests that read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import Any, cast

from attrs import evolve, field, frozen

from protime.catalog import CATALOG
from protime_runtime.asking.filters import DateRange, held, literal
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.client.base import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import InvalidRequest
from protime_runtime.given import several
from protime_runtime.messages import Page, Request
from protime_runtime.scalars import NotOfType, day
from protime_runtime.sources import citation
from protime_sync.source.aside import Asides
from protime_sync.source.entries import Entry, Reader, Row

Requests = tuple[Request[Page[Entry]], ...]


class Mode(StrEnum):
    """How a collection's changes are found."""

    DELTA = "delta"
    """Protime tells them."""

    COMPARISON = "comparison"
    """The collection has no delta: all of it is read and compared each time."""


@frozen(kw_only=True)
class Window:
    """Days that a filter spans; open where `None`."""

    first: date | None = None
    last: date | None = None


class _Capture:
    """Stands in for a client, so that a collection's methods give their requests."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today

    def paginate(self, parts: object) -> object:
        return parts

    def follow(self, request: object) -> object:
        return (request,)


@frozen(kw_only=True)
class Source:
    """A collection with the filter it is followed by; nothing here sends."""

    info: CollectionInfo
    mode: Mode
    filter: Mapping[str, object]
    references: tuple[str, ...]
    today: Callable[[], date] = field(repr=False)
    _collection: Any = field(repr=False)
    reader: Reader = field(repr=False)
    loading: Reader | None = field(default=None, repr=False)
    """Reads the pages of a full load, if it is another."""

    def start(self) -> Requests:
        """Return the requests of a full load.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        method = "delta" if self.mode is Mode.DELTA else "list"
        operation = operation_of(self.info, method)
        self._check(operation)
        options = {"external_references": self.references} if self.references else {}
        if "where" in self.filter:
            method = "delta_where" if self.mode is Mode.DELTA else "where"
            ask = partial(getattr(self._collection, method), self.filter["where"])
        else:
            ask = partial(getattr(self._collection, method), **self.filter)
        return self._read(ask(**options), self.loading)

    def resume(self, link: str) -> Requests:
        """Return the requests that are left of a full load."""
        method = "changes" if self.mode is Mode.DELTA else "resume"
        return self._read(getattr(self._collection, method)(link), self.loading)

    def changes(self, link: str) -> Requests:
        """Return the request for what changed since a delta link was given."""
        return self._read(self._collection.changes(link))

    def _read(self, requests: object, reader: Reader | None = None) -> Requests:
        parts = cast("Sequence[Request[Page[Any]]]", requests)
        expects = reader or self.reader
        return tuple(evolve(request, expects=expects) for request in parts)

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
        for operation in _lists(info)
    ):
        raise InvalidRequest(
            f"{info.name} cannot be listed as a whole, so it cannot be followed."
        )
    maker = cast("Callable[[object], Collection]", type(collection))
    return Source(
        info=info,
        mode=mode or (Mode.DELTA if info.delta else Mode.COMPARISON),
        filter=held(filter),
        references=several(cast("Iterable[str]", references), "external_references"),
        today=today,
        collection=maker(_Capture(today)),
        reader=Reader(Asides(info.name)),
    )


def info_of(collection: object) -> CollectionInfo:
    """Return what the catalog knows of a client's collection, or of one by its name.

    Raises:
        InvalidRequest: There is no such collection.
    """
    name = (
        collection
        if isinstance(collection, str)
        else type(collection).__module__.rpartition(".")[2]
    )
    wire = name.replace("_", "-")
    if wire not in CATALOG:
        raise InvalidRequest(f"There is no collection {name!r}.")
    return CATALOG[wire]


def of_client(client: BaseClient[Any], name: str) -> Collection | AsyncCollection:
    """Return a client's collection by the name it has in the API.

    Raises:
        InvalidRequest: There is no such collection.
    """
    found: Collection | AsyncCollection = getattr(client, info_of(name).attribute)
    return found


def operation_of(info: CollectionInfo, name: str) -> OperationInfo:
    """Return an operation of a collection.

    Raises:
        InvalidRequest: The collection has none of that name.
    """
    for operation in info.operations:
        if operation.name == name:
            return operation
    raise InvalidRequest(f"{info.name} has no {name}.")


def item_class(info: CollectionInfo) -> type:
    """Return the class of a collection's items."""
    module = import_module(f"protime.models.{info.attribute}")
    found: type = getattr(module, info.item or "")
    return found


def _lists(info: CollectionInfo) -> Iterable[OperationInfo]:
    return (operation for operation in info.operations if operation.answer == "page")


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
