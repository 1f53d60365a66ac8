"""Values of the runtime compare, hash and show themselves as attrs' own do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from attrs import field

from protime_runtime.values import frozen


class Held:
    """The fields of both classes below."""

    __slots__ = ()


@frozen
class Value(Held):
    """Made by our way."""

    number: int
    text: str = field(default="a", repr=False)
    note: object = field(default=None, eq=False, kw_only=True)
    names: Mapping[str, int] = field(factory=dict, repr=len)


@attrs.frozen
class Plain(Held):
    """Made by attrs' own."""

    number: int
    text: str = field(default="a", repr=False)
    note: object = field(default=None, eq=False, kw_only=True)
    names: Mapping[str, int] = field(factory=dict, repr=len)


@pytest.mark.parametrize("decorated", [frozen, attrs.frozen])
def test_what_a_class_has_of_its_own_stays(decorated: Any) -> None:
    """As what hides a secret from whoever prints it."""

    @decorated
    class Secret:
        text: str

        def __repr__(self) -> str:
            return "<secret>"

        def __eq__(self, other: object) -> bool:
            return True

    assert repr(Secret("a")) == "<secret>"
    assert Secret("a") == Secret("b")


GIVEN: tuple[Mapping[str, Any], ...] = (
    {"number": 1},
    {"number": 2},
    {"number": 1, "text": "b"},
    {"number": 1, "note": 5},
    {"number": 1, "names": {"a": 1}},
)


@pytest.mark.parametrize("one", GIVEN)
@pytest.mark.parametrize("other", GIVEN)
def test_they_compare_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """By class and by the fields that count."""
    assert (Value(**one) == Value(**other)) is (Plain(**one) == Plain(**other))
    assert Value(**one) != Plain(**one)


@pytest.mark.parametrize("given", GIVEN)
def test_they_show_themselves_alike(given: Mapping[str, Any]) -> None:
    """Without what is hidden, and as a field says that it is shown."""
    assert repr(Value(**given)) == repr(Plain(**given)).replace("Plain", "Value")


def test_equal_ones_have_one_hash() -> None:
    """And what cannot be hashed makes its value so."""
    holding: Any = ()
    values = {Value(1, names=holding), Value(1, note=5, names=holding)}
    assert len(values) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Value(1))


def test_a_value_within_itself_is_shown() -> None:
    """Once, and then as dots."""
    names: dict[str, Any] = {}
    value = Value(1, note=names)
    names["self"] = value
    assert repr(value).endswith("note={'self': ...}, names=0)")


def test_they_are_classes_of_attrs() -> None:
    """Frozen, with slots, evolved and copied as others are."""
    value = Value(1)
    assert attrs.evolve(value, number=2) == Value(2)
    assert not hasattr(value, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.number = 2  # type: ignore[misc]
    for made in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own
        assert made == value
