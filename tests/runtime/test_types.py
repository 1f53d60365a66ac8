"""Open enums, what items keep, and moments."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import DecodingError
from protime_runtime.reading.converter import encode
from protime_runtime.types import Kept, etag, moment, moment_or_none, moment_told
from tests.runtime.models import ClockingKind, Geolocation

BRUSSELS = ZoneInfo("Europe/Brussels")


@given(st.text())
def test_an_unknown_value_is_the_text_it_came_as(text: str) -> None:
    """It compares, hashes, prints, encodes, pickles and copies as that text."""
    kind = ClockingKind(text)
    if kind.is_known:
        assert kind.casefold() == text.casefold()
        return
    assert kind == text
    assert kind == ClockingKind(text)
    assert hash(kind) == hash(text)
    assert str(kind) == f"{kind}" == kind.value == text
    assert json.loads(json.dumps(kind)) == text
    assert json.loads(encode([kind])) == [text]
    for again in (
        pickle.loads(pickle.dumps(kind)),  # noqa: S301 - our own
        copy.copy(kind),
        copy.deepcopy(kind),
    ):
        assert again == text
        assert isinstance(again, ClockingKind)
        assert not again.is_known


@pytest.mark.parametrize("text", ["InOut", "inout", "INOUT"])
def test_letter_case_does_not_matter(text: str) -> None:
    """The vendor's pages differ in it."""
    assert ClockingKind(text) is ClockingKind.IN_OUT
    assert ClockingKind.IN_OUT.is_known


def test_the_name_of_a_member_is_no_value() -> None:
    """``IN_OUT`` is Python's name, which the API does not know."""
    assert not ClockingKind("IN_OUT").is_known


def test_what_is_no_text_is_no_value() -> None:
    """A number is refused as Python's enums do."""
    with pytest.raises(ValueError, match="5"):
        ClockingKind(5)  # type: ignore[arg-type]  # the mistake


def test_what_is_kept_can_be_pickled_and_copied() -> None:
    """Items travel between processes with what they keep."""
    kept = Kept(etag='"1"', unknown={"a": [1]})
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - our own
    assert copy.deepcopy(Kept()) == Kept()


def test_an_item_that_keeps_nothing_has_no_etag() -> None:
    """Any item can be asked."""
    assert etag(Geolocation(longitude=1, latitude=2)) is None
    assert etag(object()) is None


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-1440, 2880))
def test_a_moment_is_the_wall_clock(day: date, minutes: int) -> None:
    """Minutes below 0 and from 1440 on reach into the days beside."""
    found = moment(day, minutes, BRUSSELS)
    midnight = datetime(day.year, day.month, day.day)
    assert found.replace(tzinfo=None) - midnight == timedelta(minutes=minutes)
    assert found.tzinfo is BRUSSELS


@pytest.mark.parametrize(
    ("day", "minutes", "expected"),
    [
        (date(2026, 1, 5), 510, datetime(2026, 1, 5, 7, 30, tzinfo=UTC)),
        (date(2026, 1, 5), -60, datetime(2026, 1, 4, 22, 0, tzinfo=UTC)),
        (date(2026, 1, 5), 1500, datetime(2026, 1, 6, 0, 0, tzinfo=UTC)),
        # The clocks go forward on 29 March 2026 at 2:00, and back on 25 October.
        (date(2026, 3, 29), 60, datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),
        (date(2026, 3, 29), 240, datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
        (date(2026, 3, 28), 1440 + 240, datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
        (date(2026, 10, 25), 150, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 240, datetime(2026, 10, 25, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_across_midnight_and_clock_changes(
    day: date, minutes: int, expected: datetime
) -> None:
    """Minutes are wall clock: on the day of a change they are not elapsed time."""
    assert moment(day, minutes, BRUSSELS).astimezone(UTC) == expected


@pytest.mark.parametrize("made", [moment_told, moment_or_none])
@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        ("2026-01-05", 5),
        (datetime(2026, 1, 5), 5),
        (date(2026, 1, 5), "5"),
        (date(2026, 1, 5), 5.5),
        (date(2026, 1, 5), True),
        (date.max, 2880),
        (date(2026, 1, 5), 10**30),
        ({}, []),
    ],
)
def test_a_moment_of_what_deviates_is_an_error_of_ours(
    made: Callable[..., object], day: object, minutes: object
) -> None:
    """A deviation leaves a field as it came; no moment is made of it in silence."""
    with pytest.raises(DecodingError, match="moment"):
        made(day, minutes, UTC)


def test_half_a_moment_is_none() -> None:
    """Without the day or the minutes there is no moment."""
    assert moment_or_none(None, 5, UTC) is None
    assert moment_or_none(date(2026, 1, 1), None, UTC) is None
    assert moment_or_none(date(2026, 1, 1), 0, UTC) == datetime(2026, 1, 1, tzinfo=UTC)
