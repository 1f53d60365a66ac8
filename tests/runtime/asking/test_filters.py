"""Filters become expressions of the documented grammar, or are refused."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import (
    Circle,
    NamedSet,
    OrgGroup,
    a_year_after,
    held,
    literal,
)
from protime_runtime.asking.markers import Property, check, expression
from protime_runtime.asking.rules import Rule
from protime_runtime.errors import InvalidRequest
from tests.runtime.models import FILTERS, RECENT, YEAR, ClockingKind

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))
TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"date": JANUARY}, "date ge '2026-01-01' and date le '2026-01-31'"),
        ({"date": DateRange(date(2026, 1, 1))}, "date ge '2026-01-01'"),
        (
            {"date": DateRange(date(2026, 1, 1)), "person": [1, 2, 2, 3]},
            "date ge '2026-01-01' and person in (1,2,3)",
        ),
        (
            {"date": DateRange(date(2026, 1, 1)), "person": Circle(2, 8)},
            "date ge '2026-01-01' and person in circle(2,8)",
        ),
        (
            {
                "date": DateRange(date(2026, 1, 1)),
                "person": [Circle(2), OrgGroup(121), NamedSet("org-tree", [3]), 5],
            },
            "date ge '2026-01-01' and (person in (5) or person in circle(2)"
            " or person in org-group(121) or person in org-tree(3))",
        ),
        (
            {"date": DateRange(date(2026, 1, 1)), "kind": ClockingKind.IN_OUT},
            "date ge '2026-01-01' and kind eq 'InOut'",
        ),
        (
            {
                "date": DateRange(date(2026, 1, 1)),
                "kind": [ClockingKind("Zork"), ClockingKind.REASON],
            },
            "date ge '2026-01-01' and (kind eq 'Zork' or kind eq 'Reason')",
        ),
        (
            {"date": DateRange(date(2026, 1, 1)), "person": None, "code": True},
            "date ge '2026-01-01' and code eq true",
        ),
    ],
)
def test_values_become_the_expression_that_their_type_stands_for(
    values: dict[str, object], text: str
) -> None:
    """The form follows from the value's type, in the spec's order."""
    assert expression(FILTERS, held(values)) == text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "'date' is required"),
        ({"date": None}, "'date' is required"),
        ({"date": "2026-01-01"}, "DateRange.parse('2026-01-31')"),
        ({"date": date(2026, 1, 5)}, "DateRange.parse('2026-01-05')"),
        ({"date": JANUARY, "person": []}, "empty list"),
        ({"date": JANUARY, "person": 5}, "person takes a list, also of one"),
        ({"date": JANUARY, "code": ["a", "b"]}, "one value only"),
        ({"date": JANUARY, "kind": Circle(1)}, "not in"),
        ({"date": JANUARY, "kind": JANUARY}, "not ge"),
        ({"date": JANUARY, "code": 1.5}, "cannot hold float: give whole numbers"),
        ({"date": JANUARY, "person": [1, None]}, "NoneType: leave out what is missing"),
        ({"date": JANUARY, "code": datetime(2026, 1, 1)}, "cannot hold datetime"),
        ({"date": JANUARY, "zork": 1}, "no filter 'zork'"),
        ({"date": JANUARY, "code": "O'Brien"}, "holds a quote"),
        ({"date": JANUARY, "kind": ["A", "it's"]}, "holds a quote"),
    ],
)
def test_what_the_api_would_refuse_is_refused(
    values: dict[str, object], words: str
) -> None:
    """The error says what is wrong before anything is sent."""
    with pytest.raises(InvalidRequest, match=re.escape(words)):
        expression(FILTERS, held(values))


def test_a_property_without_sets_takes_none() -> None:
    """A named set is refused where the API knows none."""
    with pytest.raises(InvalidRequest, match="no named set"):
        Property("person", ("in",)).condition(Circle(1))


@given(st.text())
def test_no_text_changes_the_structure(text: str) -> None:
    """A text stays one literal: the grammar's only way out of it is a quote."""
    try:
        written = literal(text)
    except InvalidRequest:
        assert "'" in text
        return
    assert written == f"'{text}'"
    assert written.count("'") == 2


@given(st.text())
def test_no_name_of_a_set_changes_the_structure(name: str) -> None:
    """A set's name holds letters, digits and hyphens, or is refused."""
    try:
        named = NamedSet(name, [1])
    except InvalidRequest:
        return
    assert str(named) == f"{name}(1)"
    assert set(name).isdisjoint("()', ")


def test_a_set_needs_an_id() -> None:
    """An empty set is no filter."""
    with pytest.raises(InvalidRequest, match="at least one id"):
        Circle()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 2, 1), date(2026, 1, 1)),
        (datetime(2026, 1, 1), None),
        (date(2026, 1, 1), datetime(2026, 1, 2)),
        ("2026-01-01", None),
        (None, None),
        (None, date(2026, 1, 1)),
    ],
)
def test_what_is_no_range_of_days_is_refused(start: date, end: date | None) -> None:
    """A range has a day to start on and does not end before it."""
    with pytest.raises(InvalidRequest):
        DateRange(start, end)


@given(st.dates())
def test_a_year_after_is_a_date_like_any_other(day: date) -> None:
    """A year has 365 or 366 days, up to the end of the calendar."""
    later = a_year_after(day)
    assert (later - day).days in (365, 366) or later == date.max


@pytest.mark.parametrize(
    ("rule", "days", "refused"),
    [
        (YEAR, DateRange(date(2025, 1, 1), date(2026, 1, 1)), False),
        (YEAR, DateRange(date(2025, 1, 1), date(2026, 1, 2)), True),
        (YEAR, DateRange(date(2024, 2, 29), date(2025, 3, 1)), False),
        (YEAR, DateRange(date(2020, 1, 1)), False),
        (YEAR, DateRange(date(2026, 1, 1), date.max), True),
        (YEAR, DateRange(date(9999, 1, 1), date.max), False),
        (RECENT, DateRange(date(2025, 1, 1)), False),
        (RECENT, DateRange(date(2024, 12, 31)), True),
    ],
)
def test_rules_are_checked_with_their_source(
    rule: Rule, days: DateRange, *, refused: bool
) -> None:
    """A broken rule is told with the page that it stands on."""
    properties = {"date": Property("date", ("ge", "le"), rules=(rule,))}
    if not refused:
        check(properties, {"date": days}, TODAY)
        return
    with pytest.raises(InvalidRequest, match=re.escape(rule.source)):
        check(properties, {"date": days}, TODAY)


@pytest.mark.parametrize("kind", [Circle, OrgGroup])
def test_a_named_set_takes_ids_one_by_one_or_as_a_list(kind: type[NamedSet]) -> None:
    """Named as the API names it."""
    name = {Circle: "circle", OrgGroup: "org-group"}[kind]
    days = DateRange(date(2026, 1, 1))
    for made in (kind(1, 2), kind([1, 2]), kind([1], 2)):  # type: ignore[arg-type, call-arg]
        text = expression(FILTERS, {"date": days, "person": made})
        assert text == f"date ge '2026-01-01' and person in {name}(1,2)"


def test_lists_of_lists_are_refused() -> None:
    """In plain words, and before anything is sent."""
    days = DateRange(date(2026, 1, 1))
    with pytest.raises(InvalidRequest, match="person takes single values"):
        expression(FILTERS, held({"date": days, "person": [[1], [2]]}))


def test_a_range_without_a_start_is_told_so() -> None:
    """It is what is forgotten most easily, and has words of its own."""
    with pytest.raises(InvalidRequest, match="needs a start"):
        DateRange(None, date(2026, 1, 1))  # type: ignore[arg-type]
