"""Spark's filters as the API's: days, people and whatever else a list is narrowed by.

What is taken over is decided by the catalog's filters and the columns that they are of.
A filter is taken over only if the API then gives the rows that Spark would have kept;
all others stay Spark's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from protime_runtime.asking.days import DateRange
from protime_runtime.catalog import CollectionInfo, FilterInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.tables.columns import Column, Kind
from protime_sync.source.days import Window
from protime_sync.source.named import operation_of
from protime_sync.spark.tables import TENANT

SETTING = "spark.sql.python.filterPushdown.enabled"
"""Spark's own setting for filters, which is off unless someone sets it."""


_ONE_DAY = timedelta(days=1)

_SPANS: Mapping[str, Callable[[date], Window]] = {
    "EqualTo": lambda day: Window(day, day),
    "EqualNullSafe": lambda day: Window(day, day),
    "GreaterThanOrEqual": lambda day: Window(day),
    "GreaterThan": lambda day: Window(day + _ONE_DAY),
    "LessThanOrEqual": lambda day: Window(None, day),
    "LessThan": lambda day: Window(None, day - _ONE_DAY),
}
"""Days that each of Spark's comparisons leaves, by its class's name."""


class Pushing:
    """Takes filters over for one read."""

    def __init__(
        self, info: CollectionInfo, columns: Iterable[Column], span: Window
    ) -> None:
        """Take what is read, its columns, and the days that options leave.

        Raises:
            InvalidRequest: There are days, and the collection is not listed by them.
        """
        listed = operation_of(info, "list").filters
        self._filters = [known for known in info.filters if known.wire in listed]
        self._columns = {column.name: column for column in columns}
        self._collection = info.name
        self._span = span
        self._members: dict[str, tuple[object, ...]] = {}
        if span != Window() and all(known.type != "date" for known in self._filters):
            raise InvalidRequest(
                f"{info.name} is not listed by days: leave {span} out."
            )

    def takes(self, asked: Any) -> bool:  # noqa: ANN401 - one of Spark's filters
        """Whether the API filters as Spark asks, which it then will."""
        kind, path, value = _parts(asked)
        if len(path) != 1:
            return False
        known = self._filter_of(path[0])
        if path[0] == TENANT:
            return self._narrow(TENANT, _members(kind, value, str))
        if known is None:
            return False
        if known.type == "date":
            return self._narrow_days(kind, value)
        return self._narrow(known.python, self._values(known, path[0], kind, value))

    @property
    def is_empty(self) -> bool:
        """Whether no row can be left, so that nothing has to be asked."""
        return self._span.is_empty or () in self._members.values()

    @property
    def tenants(self) -> tuple[object, ...] | None:
        """The tenants that are left; `None` for all."""
        return self._members.get(TENANT)

    def filter(self) -> dict[str, object]:
        """Return the filter to list with.

        Raises:
            InvalidRequest: The API needs days, and there are none.
        """
        found: dict[str, object] = {}
        for known in self._filters:
            if known.type == "date":
                if known.required or self._span != Window():
                    found[known.python] = self._days(known)
            elif known.python in self._members:
                values = self._members[known.python]
                found[known.python] = values if known.multiple else values[0]
        return found

    def _days(self, known: FilterInfo) -> DateRange:
        if self._span.first is None:
            column = "" if self._column_of(known) is None else _BY_FILTER
            raise InvalidRequest(
                f"{self._collection} needs {known.python}: give the option since"
                f"{column.format(name=known.python)}."
            )
        return DateRange(self._span.first, self._span.last)

    def _column_of(self, known: FilterInfo) -> Column | None:
        names = (known.python, f"{known.python}_id", f"is_{known.python}")
        found = (self._columns[name] for name in names if name in self._columns)
        return next(found, None)

    def _filter_of(self, column: str) -> FilterInfo | None:
        for known in self._filters:
            found = self._column_of(known)
            if found is not None and found.name == column:
                return known
        return None

    def _narrow_days(self, kind: str, value: object) -> bool:
        if kind not in _SPANS or not isinstance(value, date):
            return False
        if isinstance(value, datetime):
            return False
        try:
            self._span = self._span.and_(_SPANS[kind](value))
        except OverflowError:
            return False
        return True

    def _values(
        self, known: FilterInfo, column: str, kind: str, value: object
    ) -> tuple[object, ...] | None:
        held = self._columns[column]
        if held.kind is Kind.ENUM:
            values = _members(kind, value, str)
            # The API may refuse a word that it does not know; Spark just finds none.
            is_known = values is not None and set(values) <= set(held.values)
            return values if is_known else None
        values = _members(kind, value, bool if known.type == "boolean" else int)
        if values is None or (not known.multiple and len(values) > 1):
            return None
        return values

    def _narrow(self, name: str, values: tuple[object, ...] | None) -> bool:
        if values is None:
            return False
        before = self._members.get(name, values)
        self._members[name] = tuple(value for value in before if value in values)
        return True


_BY_FILTER = f", or filter on {{name}} with Spark's setting {SETTING} (PySpark 4.1)"


def _parts(asked: Any) -> tuple[str, tuple[str, ...], object]:  # noqa: ANN401 - one of Spark's filters
    """Return a filter's kind, column and value; ``not x`` is ``x = false``."""
    kind = type(asked).__name__
    if kind != "Not":
        path = getattr(asked, "attribute", ())
        return kind, path, getattr(asked, "value", None)
    inner = asked.child
    if type(inner).__name__ == "EqualTo" and isinstance(inner.value, bool):
        return "EqualTo", inner.attribute, not inner.value
    return kind, (), None


def _members(kind: str, value: object, of: type) -> tuple[object, ...] | None:
    """Return the values that a filter leaves, if they are all of a type."""
    if kind in ("EqualTo", "EqualNullSafe"):
        values: tuple[object, ...] = (value,)
    elif kind == "In" and isinstance(value, list | tuple):
        values = tuple(member for member in value if member is not None)
    else:
        return None
    return values if all(type(member) is of for member in values) else None
