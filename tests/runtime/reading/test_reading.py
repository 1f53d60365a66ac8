"""Single values: what is taken, and what deviates."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
from hypothesis import given

from protime_runtime.errors import DeviationWarning
from protime_runtime.reading.converter import converter
from protime_runtime.reading.deviations import MOST, Deviation, Deviations, Mismatch
from tests.runtime.models import Clocking, Geolocation, NewClocking, document
from tests.runtime.strategies import ANY_JSON


@pytest.mark.parametrize("number", [0, -1, 1.5, 10])
def test_a_number_has_or_has_no_fraction(number: float) -> None:
    """JSON does not tell them apart."""
    found = converter.structure({"longitude": number, "latitude": 1}, Geolocation)
    assert found.longitude == number
    assert isinstance(found.longitude, float)


@pytest.mark.parametrize("value", ["1", True, None, [], 10**400])
def test_what_is_no_number_is_refused_outside_of_an_answer(value: object) -> None:
    """Without an answer being read, nothing is tolerated."""
    with pytest.raises(Mismatch):
        converter.structure({"longitude": value, "latitude": 1}, Geolocation)


@given(ANY_JSON)
def test_any_value_is_read_or_a_mismatch(value: object) -> None:
    """The hooks raise one error only."""
    for model in (Clocking, NewClocking):
        for whole in (value, document(person=value), document(date=value)):
            try:
                converter.structure(whole, model)
            except Mismatch as error:
                found = error.location
            else:
                found = "$"
            assert found.startswith("$")


def test_deviations_are_told_apart_up_to_a_limit() -> None:
    """An answer of nothing but unknown names does not fill the memory."""
    deviations = Deviations()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        for number in range(MOST + 100):
            deviations.add(
                Deviation(model="M", field=str(number), kind="type", detail="")
            )
    assert len(deviations.counts()) == MOST + 1
    assert sum(deviations.counts().values()) == MOST + 100


def test_a_date_is_only_a_date() -> None:
    """A date with a time is no date."""
    (found,) = {converter.structure(document(), Clocking).date}
    assert found == date(2026, 1, 5)
    with pytest.raises(Mismatch):
        converter.structure(document(date="2026-01-05T00:00:00"), Clocking)
