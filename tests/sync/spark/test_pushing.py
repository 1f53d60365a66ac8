"""Filters that the API takes over leave the rows that Spark would have kept."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Any

import pytest

pytest.importorskip("pyspark.sql.datasource", reason="needs PySpark 4")

from pyspark.sql import datasource as spark

from protime import Protime
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest
from protime_sync.arrow import shape_of
from protime_sync.loads.partitions import partitions
from protime_sync.source.days import Window
from protime_sync.spark.pushing import Pushing
from tests.depth import many
from tests.sync.conftest import TODAY

SINCE = TODAY - timedelta(20)
Rows = Sequence[Mapping[str, Any]]

COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "EqualTo": operator.eq,
    "EqualNullSafe": operator.eq,
    "GreaterThan": operator.gt,
    "GreaterThanOrEqual": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqual": operator.le,
}
LISTED = [
    name
    for name, info in CATALOG.items()
    if info.item and info.filters and name != "webhooks" and "{" not in info.path
]
NO_COLUMN = {
    (name, "date")
    for name, info in CATALOG.items()
    if "date" not in {field.wire for field in info.fields}
}
"""Filters that are of no column: an assignment spans days."""


def column_of(name: str, python: str) -> str | None:
    """Return the column that a filter is of, found in another way than the source's."""
    names = [column.name for column in shape_of(name).columns]
    found = [
        column
        for column in names
        if column.removeprefix("is_").removesuffix("_id") == python
    ]
    return found[0] if found else None


def keeps(asked: Any, row: Mapping[str, Any]) -> bool:
    """Whether Spark keeps a row."""
    kind = type(asked).__name__
    if kind == "Not":
        return row[asked.child.attribute[0]] is not None and not keeps(asked.child, row)
    value = row[asked.attribute[0]]
    if kind == "IsNotNull":
        return value is not None
    if value is None:
        return False
    if kind == "In":
        return value in asked.value
    return COMPARED[kind](value, asked.value)


class Tenant:
    """Reads a tenant's collections, as a whole or with filters that were taken over."""

    def __init__(self, client: Protime) -> None:
        self._client = client

    def rows(self, name: str, pushing: Pushing) -> Rows:
        """Return the rows that the API gives."""
        if pushing.is_empty:
            return []
        shape = shape_of(name, dictionaries=False)
        given: dict[str, Any] = pushing.filter()
        return [
            row
            for part in partitions(name, days=9, today=TODAY, **given)
            for page in part.rows(self._client)
            for row in shape.table(page).to_pylist()
        ]

    @cache  # noqa: B019 - it lives as long as a test
    def whole(self, name: str) -> Rows:
        """Return all rows."""
        return self.rows(name, pushing(name))

    def check(self, name: str, filters: Sequence[Any]) -> tuple[Any, ...]:
        """Compare what filters leave, there and then here; return those left here."""
        made = pushing(name)
        rest = tuple(asked for asked in filters if not made.takes(asked))
        rows = self.rows(name, made)
        found = [row["id"] for row in rows if all(keeps(asked, row) for asked in rest)]
        wanted = [
            row["id"]
            for row in self.whole(name)
            if all(keeps(asked, row) for asked in filters)
        ]
        assert sorted(found) == sorted(wanted), filters
        return rest


def pushing(name: str) -> Pushing:
    """Return what takes filters over, for days since `SINCE` if they are needed."""
    info = CATALOG[name]
    dated = any(known.type == "date" for known in info.filters)
    span = Window(SINCE) if dated else Window()
    return Pushing(info, shape_of(info).columns, span)


def filters(column: str, values: Sequence[Any]) -> Iterator[Any]:
    """Yield a filter of each kind that the API has, on values of a column."""
    path = (column,)
    several = values[:: max(1, len(values) // 3)]
    if isinstance(values[0], date):
        for kind in COMPARED:
            yield from (getattr(spark, kind)(path, value) for value in several)
        return
    for value in several:
        yield spark.EqualTo(path, value)
        yield spark.EqualNullSafe(path, value)
    if isinstance(values[0], bool):
        yield from (spark.Not(spark.EqualTo(path, value)) for value in several)
    else:
        yield spark.In(path, (*several, None))


def values(tenant: Tenant, name: str, column: str) -> list[Any]:
    """Return the values of a column, each once."""
    return sorted({row[column] for row in tenant.whole(name)} - {None})


@pytest.fixture(scope="module")
def tenant() -> Iterator[Tenant]:
    with Emulator(people=6, days=40, seed=1, today=TODAY) as emulator:
        yield Tenant(emulator.client())


@pytest.mark.parametrize("name", LISTED)
def test_every_filter_of_the_api_is_taken_over(tenant: Tenant, name: str) -> None:
    """Alone, in each of its forms, and nothing is left to Spark."""
    for known in CATALOG[name].filters:
        column = column_of(name, known.python)
        assert (column is None) == ((name, known.python) in NO_COLUMN)
        if column is not None:
            for asked in filters(column, values(tenant, name, column)):
                assert tenant.check(name, [asked]) == ()


@pytest.mark.parametrize("name", ["clockings", "counters", "counter-definitions"])
def test_filters_narrow_each_other(tenant: Tenant, name: str) -> None:
    """Two on one column, or on two, leave what is in both; none, if nothing is."""
    columns = [column_of(name, known.python) for known in CATALOG[name].filters]
    each = [
        asked
        for column in columns
        if column is not None
        for asked in filters(column, values(tenant, name, column))
    ]
    pairs = list(combinations(each, 2))
    for pair in pairs[:: max(1, len(pairs) // many(2000, 60))]:
        assert tenant.check(name, pair) == ()


TOMORROW = TODAY + timedelta(1)
STAYING = {
    "not equal": lambda: spark.Not(spark.EqualTo(("person_id",), 1)),
    "not in": lambda: spark.Not(spark.In(("person_id",), (1, 2))),
    "greater person": lambda: spark.GreaterThan(("person_id",), 2),
    "not null": lambda: spark.IsNotNull(("person_id",)),
    "several days": lambda: spark.In(("date",), (TODAY, TOMORROW)),
    "after all days": lambda: spark.GreaterThan(("date",), date.max),
    "before all days": lambda: spark.LessThan(("date",), date.min),
    "a moment": lambda: spark.GreaterThan(
        ("date",), datetime(2026, 3, 2, 9, tzinfo=UTC)
    ),
    "another column": lambda: spark.EqualTo(("time_of_day_in_minutes",), 480),
    "unknown kind": lambda: spark.EqualTo(("kind",), "Zork"),
    "other letter case": lambda: spark.EqualTo(("kind",), "inout"),
    "some unknown kinds": lambda: spark.In(("kind",), ("InOut", "Zork")),
    "beginning of a text": lambda: spark.StringStartsWith(("kind",), "In"),
    "inside a list": lambda: spark.EqualTo(("activity_levels", "level"), 1),
}


@pytest.mark.parametrize("make", STAYING.values(), ids=STAYING)
def test_others_stay_with_spark(make: Callable[[], Any]) -> None:
    """What the API has no filter for, or would take otherwise, is not taken over."""
    assert not pushing("clockings").takes(make())


def test_a_day_that_is_needed_is_named() -> None:
    """Without the option and without a filter the error says what to give."""
    info = CATALOG["clockings"]
    made = Pushing(info, shape_of(info).columns, Window())
    assert made.takes(spark.LessThan(("date",), TODAY))
    with pytest.raises(InvalidRequest, match="needs date: give the option since, or f"):
        made.filter()
    assert made.takes(spark.GreaterThan(("date",), SINCE))
    found = made.filter()["date"]
    assert str(found) == f"{SINCE + timedelta(1)}..{TODAY - timedelta(1)}"


@pytest.mark.parametrize("name", ["people", "contracts"])
def test_days_of_what_has_none_are_refused(name: str) -> None:
    """They are not ignored."""
    info = CATALOG[name]
    with pytest.raises(InvalidRequest, match="is not listed by days: leave since 2026"):
        Pushing(info, shape_of(info).columns, Window(SINCE))
