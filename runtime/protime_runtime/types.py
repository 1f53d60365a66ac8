"""Vocabulary of the models: their types, what these hold, and what fields name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from types import UnionType
from typing import (
    Any,
    ClassVar,
    Generic,
    Protocol,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

import attrs
from attrs import field

from protime_runtime.errors import DecodingError
from protime_runtime.model import Model as Model
from protime_runtime.model import Names
from protime_runtime.model import hidden as hidden
from protime_runtime.scalars import spelled
from protime_runtime.values import frozen

T = TypeVar("T")

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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:  # noqa: ANN401 - Pydantic may not be installed
        """Let Pydantic take any text, and know the values; Pydantic calls this."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:  # noqa: ANN401 - as above
        """Name the values that are known, among others that may come."""
        return handler(schema) | {"examples": [member.value for member in cls]}

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


def with_etag(item: T, etag: str | None) -> T:
    """Return the item with the ``ETag`` it came with, if its model keeps one."""
    kept = getattr(item, "_kept", None)
    if etag is None or not isinstance(kept, Kept):
        return item
    evolve = cast("Callable[..., T]", attrs.evolve)
    return evolve(item, _kept=attrs.evolve(kept, etag=etag))


class Identifier(Model):
    """Base of the generated identifiers: an item's id with its external references."""

    __slots__ = ()

    collection: ClassVar[str] = ""
    """Collection that the item belongs to; empty if it may belong to several."""


class Identified(Protocol):
    """What has Protime's id, as a row names a person."""

    @property
    def id(self) -> int:
        """Protime's id."""


I_co = TypeVar("I_co", bound=Identifier, covariant=True)


@frozen(kw_only=True)
class ReferenceValue(Model, Generic[I_co]):
    """An item by another system's name for it; stands for its id in paths and bodies.

    Made by the generated reference types: ``PersonReference.BADGE_NUMBER.of("676")``.
    """

    type: str
    """Name of the reference type; predefined ones start with ``@``."""

    value: str = field(repr=False)
    """The other system's name for the item."""

    collection: str
    """Collection that the item belongs to."""

    @classmethod
    def _properties(cls) -> Iterable[tuple[str, Any, bool]]:
        yield "externalReferences", dict[str, str], True

    @classmethod
    def _of_json(cls, found: dict[str, Any]) -> ReferenceValue[I_co]:
        if len(found["externalReferences"]) != 1:
            raise ValueError("one reference names an item, not several")
        ((name, value),) = found["externalReferences"].items()
        return cls(type=name, value=value, collection="")

    def _plain(self, names: Names, *, show: bool) -> dict[str, Any]:
        references = "externalReferences" if names == "api" else "external_references"
        return {references: {self.type: self.value if show else hidden(self.value)}}


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
    """Return `moment` of what a response told, which may deviate.

    Raises:
        DecodingError: There is no day, or no whole minutes, or not within the calendar.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise DecodingError("A moment needs a day, and the response has none")
    if type(minutes) is not int:
        raise DecodingError("A moment needs whole minutes, and the response has none")
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


def wired(model: type) -> list[attrs.Attribute[object]]:
    """Return the fields of a model that have a name on the wire."""
    attrs.resolve_types(model)
    return [
        attribute for attribute in attrs.fields(model) if "wire" in attribute.metadata
    ]


def without_none(hint: object) -> object:
    """Return a type without its `None`."""
    arms = [arm for arm in get_args(hint) if arm is not type(None)]
    if not is_union(hint):
        return hint
    return arms[0] if len(arms) == 1 else Union[tuple(arms)]  # noqa: UP007 - computed


def is_union(hint: object) -> bool:
    """Whether a type is a union."""
    return get_origin(hint) in (Union, UnionType)


def is_list(hint: object) -> bool:
    """Whether a type reads from a list."""
    return get_origin(hint) in (tuple, cast("object", Sequence))


def is_mapping(hint: object) -> bool:
    """Whether a type reads from an object with any names."""
    return get_origin(hint) is cast("object", Mapping)


def is_model(hint: object) -> bool:
    """Whether a type is one of the models."""
    return isinstance(hint, type) and attrs.has(hint)
