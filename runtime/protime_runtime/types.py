"""Small vocabulary of the models: open enums, dates, identifiers and what they keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import ClassVar, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from protime_runtime.errors import DecodingError
from protime_runtime.scalars import spelled

Date: TypeAlias = date
"""`datetime.date`, under a name that a field called ``date`` does not hide."""

DateTime: TypeAlias = datetime
"""`datetime.datetime`, always with its offset."""

JSON: TypeAlias = object
"""Any JSON value, where the API's documentation does not publish a shape."""


class OpenEnum(StrEnum):
    """An enum that keeps values it does not know, as the API may add some at any time.

    An unknown value compares, prints and is sent back as the text it came as. Letter
    case does not matter when reading, since the vendor's pages differ in it.

    >>> class Status(OpenEnum):
    ...     PLANNED = "Planned"
    >>> Status("planned") is Status.PLANNED
    True
    >>> Status("Postponed"), Status("Postponed").is_known
    (<Status.Postponed: 'Postponed'>, False)
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        if not isinstance(value, str):
            return None
        known = {member.value: member for member in cls}
        member = known.get(spelled(value, known))
        if member is not None:
            return member
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether this version of the client knows the value."""
        return type(self).__members__.get(self._name_) is self


@frozen(kw_only=True)
class Kept:
    """What an item brought along besides its fields, so that it can be written back."""

    etag: str | None = None
    unknown: Mapping[str, object] = field(factory=dict)


NOTHING_KEPT = Kept()
"""What most items keep."""


def etag(item: object) -> str | None:
    """Return an item's ``ETag``, for ``if_match`` and ``if_none_match``.

    Source: reference/general-specs/ (which resources send one is not published).
    """
    kept = getattr(item, "_kept", NOTHING_KEPT)
    return kept.etag if isinstance(kept, Kept) else None


class Identifier:
    """Base of the generated identifiers: an item's id with its external references."""

    __slots__ = ()

    collection: ClassVar[str] = ""
    """Collection that the item belongs to; empty if it may belong to several."""


I_co = TypeVar("I_co", bound=Identifier, covariant=True)


@frozen(kw_only=True)
class ReferenceValue(Generic[I_co]):
    """An item by another system's name for it; stands for its id in paths and bodies.

    Made by the generated reference types: ``PersonReference.BADGE_NUMBER.of("676")``.
    """

    type: str
    """Name of the reference type; predefined ones start with ``@``."""

    value: str = field(repr=False)
    """The other system's name for the item."""

    collection: str
    """Collection that the item belongs to."""


def moment(day: date, minutes: int, tz: tzinfo) -> datetime:
    """Return the point in time ``minutes`` after the midnight that ``day`` begins with.

    Args:
        day: The calendar date.
        minutes: Minutes on the wall clock, -1440 to 2880: values below 0 fall on the
            previous day, values from 1440 on the next.
        tz: The tenant's time zone (that minutes are local time is inferred). An hour
            that a clock change skips or repeats reads as `datetime` with ``fold=0``.

    >>> from zoneinfo import ZoneInfo
    >>> moment(date(2026, 3, 2), 1500, ZoneInfo("Europe/Brussels")).isoformat()
    '2026-03-03T01:00:00+01:00'

    Source: concepts/clocking-model/
    """
    wall_clock = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    return wall_clock.replace(tzinfo=tz)


def moment_told(day: object, minutes: object, tz: tzinfo) -> datetime:
    """Return `moment` of what an answer told, which may deviate.

    Raises:
        DecodingError: There is no day, or no whole minutes, or not within the calendar.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise DecodingError("A moment needs a day, and the answer has none")
    if type(minutes) is not int:
        raise DecodingError("A moment needs whole minutes, and the answer has none")
    try:
        return moment(day, minutes, tz)
    except OverflowError:
        raise DecodingError("A moment lies beyond the calendar") from None


def moment_or_none(day: object, minutes: object, tz: tzinfo) -> datetime | None:
    """Return `moment_told`, or `None` where the date or the minutes are missing.

    Raises:
        DecodingError: They are there, and no day or no whole minutes.
    """
    if day is None or minutes is None:
        return None
    return moment_told(day, minutes, tz)
