"""What a feed follows: a collection, a filter, and the requests that read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from attrs import evolve, field, frozen

from protime_runtime.api import citation
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import literal
from protime_runtime.asking.markers import filter_properties
from protime_runtime.asking.rules import NotBeforePreviousYear
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Page, Request
from protime_runtime.scalars import NotOfType, day
from protime_sync.source.aside import Asides
from protime_sync.source.days import Window
from protime_sync.source.entries import Entry, Reader, Row
from protime_sync.source.named import operation_of

Requests = tuple[Request[Page[Entry]], ...]


class Mode(StrEnum):
    """How a collection's changes are found."""

    DELTA = "delta"
    """Protime reports them."""

    COMPARISON = "comparison"
    """The collection has no delta: all of it is read and compared each time."""


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

    def start(self, *, continued: bool = False) -> Requests:
        """Return the requests of a full load.

        Args:
            continued: Whether the window was loaded before. Then it may begin earlier
                than a delta may by now: what lies before is read by lists, first.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        first = self.tracked_since if continued else None
        if first is not None:
            return self._in_two(first)
        delta = self.mode is Mode.DELTA
        self._check(operation_of(self.info, "delta" if delta else "list"))
        requests = [self._delta()] if delta else self._list()
        return self._read(requests, self.loading)

    @property
    def tracked_since(self) -> date | None:
        """The first day a delta may begin on, if the window begins before it."""
        if self.mode is not Mode.DELTA or self.window.first is None:
            return None
        properties = filter_properties(self._endpoint.delta_filter).values()
        rules = (rule for filter in properties for rule in filter.rules)
        first = next(
            (
                rule.earliest(self.today())
                for rule in rules
                if isinstance(rule, NotBeforePreviousYear)
            ),
            None,
        )
        return first if first is not None and self.window.first < first else None

    @property
    def has_delta(self) -> bool:
        """Whether a full load ends with a link to later changes."""
        first, last = self.tracked_since, self.window.last
        is_past = first is not None and last is not None and last < first
        return self.mode is Mode.DELTA and not is_past

    def _in_two(self, first: date) -> Requests:
        """Return the requests of lists up to a day, and of the delta from it on."""
        start, end = self.window.first, self.window.last
        before = self._of_days(
            DateRange(cast("date", start), first - timedelta(days=1))
        )
        listed = evolve(before, mode=Mode.COMPARISON).start()
        if end is not None and end < first:
            return evolve(self, mode=Mode.COMPARISON).start()
        return (*listed, *self._of_days(DateRange(first, end)).start())

    def _of_days(self, days: DateRange) -> Source:
        return evolve(
            self,
            filter={
                name: days if isinstance(value, DateRange) else value
                for name, value in self.filter.items()
            },
        )

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
    def places(self) -> str:
        """Where all of it stands, as a text; empty for what stands in one place."""
        return ""

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
