"""Filter expressions must be read as the grammar says and match as their words say."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime.catalog import CATALOG
from protime_emulator.filters.evaluation import bounds, field_of, predicate
from protime_emulator.filters.rules import allowed_filters, problems
from protime_emulator.filters.syntax import (
    DEEPEST,
    All,
    Any,
    Condition,
    Expression,
    FilterSyntaxError,
    parse,
)
from protime_emulator.sample import SampleSets
from tests.depth import many

TODAY = date(2026, 3, 2)
SETS = SampleSets(people=10)

constants = st.one_of(
    st.integers(-(10**15), 10**15),
    st.booleans(),
    st.text(
        st.characters(exclude_characters="'", exclude_categories=["Cs"]), max_size=8
    ),
)
words = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda word: word not in ("eq", "ge", "le", "in", "and", "or", "true", "false")
)


def _simple() -> st.SearchStrategy[Expression]:
    one = st.builds(
        lambda name, operator, value: Condition(
            property=name, operator=operator, values=(value,)
        ),
        words,
        st.sampled_from(["eq", "ge", "le"]),
        constants,
    )
    several = st.builds(
        lambda name, named_set, values: Condition(
            property=name,
            operator="in",
            values=tuple(values),
            named_set=named_set,
            is_list=True,
        ),
        words,
        st.none() | words,
        st.lists(constants, min_size=1, max_size=3),
    )
    return one | several


expressions = st.recursive(
    _simple(),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([All, Any]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=8,
)


def written(expression: Expression) -> str:
    if isinstance(expression, Condition):
        values = ", ".join(_constant(value) for value in expression.values)
        factor = (
            f"{expression.named_set or ''}({values})" if expression.is_list else values
        )
        return f"{expression.property} {expression.operator} {factor}"
    joint = " and " if isinstance(expression, All) else " or "
    return joint.join(
        part if isinstance(one, Condition) else f"({part})"
        for one in expression.parts
        for part in [written(one)]
    )


def _constant(value: int | str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f"'{value}'"


@given(expressions)
def test_what_is_written_is_read_again(expression: Expression) -> None:
    assert parse(written(expression)) == expression


@given(st.text(max_size=60) | st.text("eqlgin()' ,ao-1r", max_size=60))
@settings(max_examples=many(300, 100))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FilterSyntaxError):
        parse(text)


def test_and_binds_more_tightly_than_or() -> None:
    found = parse("a eq 1 or b eq 2 and c eq 3")
    assert isinstance(found, Any)
    assert isinstance(found.parts[1], All)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "date",
        "date ge",
        "date gt 1",
        "date ge '2024-01-01",
        "person in ()",
        "person in circle",
        "a eq 1 and",
        "(a eq 1",
        "a eq 1)",
        "a eq null",
        "a eq 'it''s'",
        "a eq " + "9" * 5000,
        "not a eq 1",
        "A eq \x00",
    ],
)
def test_what_is_not_in_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(FilterSyntaxError):
        parse(text)


def test_parentheses_nest_only_so_deep() -> None:
    def nested(depth: int) -> str:
        return "(" * depth + "a eq 1" + ")" * depth

    assert parse(nested(DEEPEST)) == parse("a eq 1")
    with pytest.raises(FilterSyntaxError, match="nested"):
        parse(nested(DEEPEST + 1))
    with pytest.raises(FilterSyntaxError):
        parse(nested(100_000))


def _reasons(collection: str, text: str | None, operation: str = "list") -> list[str]:
    info = CATALOG[collection]
    one = next(found for found in info.operations if found.name == operation)
    expression = None if text is None else parse(text)
    return problems(expression, allowed_filters(info, one), operation, TODAY)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "required"),
        ("person in (1)", "'date' is required"),
        ("date le '2026-01-01'", "needs a start"),
        ("colour eq 'red' and date ge '2026-01-01'", "cannot be filtered on"),
        ("date eq '2026-01-01'", "does not take 'eq'"),
        ("person eq 1 and date ge '2026-01-01'", "does not take 'eq'"),
        ("person in 1 and date ge '2026-01-01'", "needs a list"),
        ("date ge '2026-02-30'", "expected date"),
        ("date ge 20260101", "expected date"),
        ("person in ('1') and date ge '2026-01-01'", "expected integer"),
        ("person in team(1) and date ge '2026-01-01'", "does not take the set"),
        ("date ge '2025-01-01' and date le '2026-01-02'", "at most 1 year"),
        ("date ge '2026-01-01' or kind eq 'InOut'", "'or' cannot be used with 'date'"),
        ("kind in ('InOut') and date ge '2026-01-01'", "does not take 'in'"),
    ],
)
def test_what_the_api_refuses_has_a_reason(text: str | None, reason: str) -> None:
    assert any(reason in found for found in _reasons("clockings", text))


@pytest.mark.parametrize(
    "text",
    [
        "date ge '2024-01-01'",
        "date ge '2025-01-01' and date le '2026-01-01'",
        "person in circle (1,2,3) and date ge '2024-01-01' and date le '2024-12-31'",
        "(kind eq 'Activity' or kind eq 'Absence') and date ge '2024-01-01'",
        "(person in circle(2) or person in org-group(121)) and date ge '2024-01-01'",
    ],
)
def test_what_the_documentation_shows_is_taken(text: str) -> None:
    assert _reasons("clockings", text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("person in (1) and date ge '2026-01-01'", "'person' cannot be filtered on"),
        ("date ge '2024-12-31'", "must not be before 2025-01-01"),
        ("date ge '2025-01-01' and date le '2026-01-02'", "at most 1 year"),
    ],
)
def test_a_delta_has_rules_of_its_own(text: str, reason: str) -> None:
    assert any(reason in found for found in _reasons("clockings", text, "delta"))


def test_properties_mean_fields() -> None:
    assert field_of("counter-definition", CATALOG["counters"]) == "counterDefinition"
    assert field_of("enabled", CATALOG["counter-definitions"]) == "isEnabled"
    assert field_of("date", CATALOG["assignments"]) == "from"


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("date ge '2026-01-05'", True),
        ("date le '2026-01-04'", False),
        ("person in (1, 3)", True),
        ("person in (2)", False),
        ("person in circle(3)", True),
        ("person in org-tree(121)", False),
        ("kind eq 'InOut' or kind eq 'Reason'", True),
        ("(kind eq 'Reason' or kind eq 'Activity') and date ge '2026-01-01'", False),
    ],
)
def test_rows_match_as_the_words_say(text: str, matches: bool) -> None:
    row: dict[str, object] = {
        "date": "2026-01-05",
        "person": {"id": 3},
        "kind": "InOut",
    }
    assert predicate(parse(text), CATALOG["clockings"], SETS)(row) is matches


def test_bounds_hold_what_cannot_match_off() -> None:
    text = "person in (1,2) and date ge '2026-01-05' and person in (2,3)"
    found = bounds(parse(text), SETS)
    assert (found.first, found.last) == (date(2026, 1, 5), None)
    assert found.people == frozenset({2})
