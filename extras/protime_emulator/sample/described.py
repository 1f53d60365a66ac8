"""Rows of collections without a builder: all that the catalog says of them is true."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property

from protime_runtime.catalog import CollectionInfo, FieldInfo, ReferenceInfo

from ..wire import Key, Row, kebab, reference
from .chance import chance, pick
from .days import Calendar, Day
from .keys import Keys
from .shape import Shape
from .source import id_of
from .spots import Spot, text_key
from .values import Site, Values

SOME = 12
"""Rows of a collection that is about neither people nor days."""

_ONE_OF = 3
"""Of so many working days, a person has a row on one."""

_SHOWN = 4
"""Of so many rows, one lacks a property that can be absent."""


class Described:
    """The rows of one collection, made from what it says of itself."""

    def __init__(
        self,
        info: CollectionInfo,
        calendar: Calendar,
        keys: Keys,
        references: Mapping[str, ReferenceInfo],
    ) -> None:
        """Take the collection, the tenant's days and ids, and how items are named."""
        self._info = info
        self._shape = Shape(info, references.get(info.name))
        self._calendar = calendar
        self._keys = keys
        self._references = references
        self._seed = zlib.crc32(info.name.encode())
        self.fields = {"id", "changeVersion", *(field.wire for field in info.fields)}
        """Names of the properties, and of what each row has."""

    @property
    def is_daily(self) -> bool:
        """Whether rows are of people's days and can be found by their numbers."""
        return self._shape.is_of_days and self._info.id_type == "integer"

    def keys(self) -> Iterator[Key]:
        """Iterate over the ids, without making the rows."""
        return (spot.key for spot in self._spots())

    def rows(self) -> Iterator[Row]:
        """Make all rows."""
        return map(self._row, self._spots())

    def of_day(self, day: Day) -> list[Row]:
        """Make the rows of a person's day."""
        return [self._row(self._of_day(day))] if self._occurs(day) else []

    def completed(self, row: Row) -> Row:
        """Return a row with the properties that no item is without."""
        lacking = self._shape.always - row.keys()
        if not lacking:
            return row
        key = row.get("id", 1)
        number = key if isinstance(key, int) else zlib.crc32(str(key).encode())
        made = self._row(Spot(number=number, key=number, day=self._calendar.today))
        return {**row, **{name: made[name] for name in made if name in lacking}}

    def _spots(self) -> Iterator[Spot]:
        calendar, shape = self._calendar, self._shape
        if shape.is_of_days:
            yield from map(self._of_day, filter(self._occurs, calendar.every_day()))
        elif shape.subject is not None:
            for number, key in enumerate(self._keys.all(shape.owner), 1):
                if shape.is_of_periods:
                    # One that is over, and one that lasts.
                    yield self._spot(2 * number - 1, key, number)
                    yield self._spot(2 * number, key, number + 1)
                else:
                    yield self._spot(number, key)
        else:
            count = SOME if shape.day is None else calendar.days
            yield from (self._spot(number) for number in range(1, count + 1))

    def _occurs(self, day: Day) -> bool:
        return day.works and pick(chance(day.bits, self._seed), 0, _ONE_OF) == 0

    def _of_day(self, day: Day) -> Spot:
        calendar, person = self._calendar, day.profile.person
        index = (day.date - calendar.first).days
        number = index * calendar.people + person
        is_daily = self.is_daily
        return Spot(
            number=number,
            key=id_of(calendar, index, person) if is_daily else self._key(number),
            day=day.date,
            subject=person,
            bits=chance(day.bits, self._seed),
        )

    def _spot(
        self, number: int, subject: Key | None = None, day: int | None = None
    ) -> Spot:
        """Return where a row stands that is of no person's day; days repeat."""
        days = timedelta(days=((day or number) - 1) % max(self._calendar.days, 1))
        key = self._key(number)
        if self._info.id_type is None and subject is not None:
            key = subject
        return Spot(
            number=number, key=key, day=self._calendar.first + days, subject=subject
        )

    def _key(self, number: int) -> Key:
        if self._info.id_type == "string":
            return text_key(self._info.name, number)
        return number

    def _row(self, spot: Spot) -> Row:
        row: Row = {"id": spot.key}
        for position, field in enumerate(self._info.fields):
            if field.wire not in ("id", "changeVersion") and field.read != "never":
                value = self._value(field, position, spot, row)
                if value is not None:
                    row[field.wire] = value
        return row

    def _value(self, field: FieldInfo, position: int, spot: Spot, row: Row) -> object:
        shape = self._shape
        if field == shape.subject and spot.subject is not None:
            return reference(spot.subject)
        if field == shape.day:
            return spot.day.isoformat()
        if field.wire in shape.fixed:
            return self._fixed(field, position, spot)
        if shape.is_of_periods and field.wire == "until":
            return None if spot.number % 2 == 0 else spot.day.isoformat()
        if field.wire not in shape.kept and (spot.number + position) % _SHOWN == 0:
            return None
        return self._values.of(field, Site(spot, position, row))

    def _fixed(self, field: FieldInfo, position: int, spot: Spot) -> object:
        """Return one of few values, so that some rows share a path."""
        few: Sequence[object] = self._keys.some(f"{kebab(field.wire)}s") or (
            (1, 2) if field.type == "integer" else ("A", "B")
        )
        return few[spot.choose(position, len(few))]

    @cached_property
    def _values(self) -> Values:
        fields, calendar = self._info.fields, self._calendar
        days = [field for field in fields if field.type == "date"]
        day = self._shape.day or next(iter(days), None)
        return Values(
            info=self._info,
            ids=self._keys.some,
            kinds={name: info.item for name, info in self._references.items()},
            first=calendar.first,
            last=calendar.today - timedelta(days=1),
            origin=0 if day is None else fields.index(day),
        )
