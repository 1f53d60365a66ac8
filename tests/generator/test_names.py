"""Names: every regular wire name can be told from Python's, whatever it is."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import names

WORD = st.from_regex(r"[a-z][a-z]{1,7}", fullmatch=True)
WORDS = st.lists(WORD, min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("timeOfDayInMinutes", "time_of_day_in_minutes"),
        ("counter-definition", "counter_definition"),
        ("id", "id"),
        ("from", "from_"),
        ("PersonReference", "person_reference"),
        ("destinationURL", "destination_url"),
    ],
)
def test_snake(wire: str, python: str) -> None:
    assert names.snake(wire) == python


@pytest.mark.parametrize(
    ("value", "member"),
    [
        ("InOut", "IN_OUT"),
        ("absence-definitions", "ABSENCE_DEFINITIONS"),
        ("2ndVisit", "VALUE_2ND_VISIT"),
        ("None", "NONE"),
        ("7", "VALUE_7"),
        ("+", "VALUE_"),
    ],
)
def test_upper(value: str, member: str) -> None:
    assert names.upper(value) == member


@given(WORDS)
def test_camel_case_round_trips(words: list[str]) -> None:
    wire = names.camel("-".join(words))
    assert names.round_trips(wire, names.snake(wire))


@given(WORDS)
def test_kebab_case_round_trips(words: list[str]) -> None:
    wire = "-".join(words)
    assert names.round_trips(wire, names.snake(wire))


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_members_are_names_in_python(value: str) -> None:
    member = names.upper(value)
    assert member.isidentifier()
    assert not keyword.iskeyword(member)


@given(WORDS)
def test_snake_is_stable(words: list[str]) -> None:
    python = names.snake("_".join(words))
    assert names.snake(python) == python


def test_irregular_names_do_not_round_trip() -> None:
    assert not names.round_trips("PersonReference", "person_reference")
