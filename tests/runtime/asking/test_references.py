"""External reference types are texts that name a collection."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.references import encode_pairs
from protime_runtime.errors import InvalidRequest
from tests.runtime.models import PersonReference, clockings


def test_a_predefined_type_is_the_key_of_what_comes_back() -> None:
    """It has its class, its mark and its collection."""
    badge = PersonReference.BADGE_NUMBER
    assert type(badge) is PersonReference
    assert {"@badge-number": "676"}[badge] == "676"
    assert badge.collection == "people"


def test_pairs_are_written_once_and_without_separator() -> None:
    """The order is the caller's."""
    pairs = [
        ("people", "@badge-number"),
        ("terminals", "HR"),
        ("people", "@badge-number"),
    ]
    assert encode_pairs(pairs) == "(people,@badge-number)(terminals,HR)"


@given(st.text(st.characters()))
def test_no_name_adds_a_pair(name: str) -> None:
    """A name that the query cannot carry is refused."""
    try:
        reference = PersonReference(name)
        (request,) = clockings.where(
            "date ge '2026-01-01'", external_references=[reference]
        )
        target = request.target
    except InvalidRequest:
        return
    assert target.count("(") == target.count(")") == target.count(",") == 1
    assert target.count("&") == target.count("?") == 1


def test_a_value_names_type_and_collection_but_does_not_show_itself() -> None:
    """A value identifies a person, so that it is not printed."""
    value = PersonReference("HRMID").of("Emp123")
    assert (value.type, value.value, value.collection) == ("HRMID", "Emp123", "people")
    assert "Emp123" not in repr(value)


def test_types_and_values_can_be_pickled_and_copied() -> None:
    """They travel between processes."""
    reference = PersonReference.BADGE_NUMBER
    for again in (
        pickle.loads(pickle.dumps(reference)),  # noqa: S301 - our own
        copy.deepcopy(reference),
    ):
        assert again == reference
        assert type(again) is PersonReference
    value = reference.of("1")
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own


@pytest.mark.parametrize("name", ["", "a,b", "a(b", "a)b"])
def test_names_that_the_query_cannot_carry_are_refused(name: str) -> None:
    """Parentheses and commas stand between names."""
    with pytest.raises(InvalidRequest):
        PersonReference(name)
