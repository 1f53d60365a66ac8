"""A believable tenant of any size, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from protime_runtime.catalog import CollectionInfo, FieldInfo, ReferenceInfo
from protime_runtime.catalog.handwritten import known

from ..names import (
    ACTIVITY_RESTRICTIONS,
    ACTIVITY_USAGES,
    EXTERNAL_REFERENCES,
    WEBHOOKS,
)
from ..tables import EVERYTHING, Listed, Source
from ..wire import Key, Row, camel, key_of
from .catalogs import CIRCLES, ORG_GROUPS, STRUCTURE_VERSION, catalogs
from .days import Calendar
from .described import Described
from .keys import Keys
from .people import people_tables
from .rows import BUILDERS, Builder
from .source import DayRows

__all__ = ["STRUCTURE_VERSION", "Sample", "SampleSets"]

OWN = ("structure-versions",)
"""Tables that no collection of the API shows."""

EMPTY = (ACTIVITY_USAGES, ACTIVITY_RESTRICTIONS, WEBHOOKS, EXTERNAL_REFERENCES)
"""Collections that begin without rows, because what they hold is made by requests."""


class Sample:
    """The first rows of each collection; they are made when asked for."""

    def __init__(
        self,
        catalog: Mapping[str, CollectionInfo],
        references: Mapping[str, ReferenceInfo],
        *,
        people: int,
        days: int,
        seed: int,
        today: date,
    ) -> None:
        """Take what there is in the API, and the size of the tenant.

        Raises:
            LookupError: Rows are written for a collection that the API does not have.
        """
        self._catalog = catalog
        self._references = references
        self._calendar = Calendar(people=people, days=days, seed=seed, today=today)
        self._described: dict[str, Described] = {}
        self._unwritten: set[str] = set()
        self._keys = Keys(self._find)
        self.sources: dict[str, Source] = {}
        self._write({**catalogs(), **people_tables(people, seed, today)})
        for name in dict.fromkeys((*catalog, *references)):
            if name not in self.sources:
                self._unwritten.add(name)
                self._describe(name)

    def _write(self, makers: Mapping[str, Callable[[], Iterable[Row]]]) -> None:
        """Make the rows that are written by hand, all of them of known collections."""
        for name in (*makers, *BUILDERS, *EMPTY):
            known(name, (*self._catalog, *self._references, *OWN), by=__name__)
        for name, make in makers.items():
            self._list(name, make)
        for name, build in BUILDERS.items():
            self._make_daily(name, build)
        for name in EMPTY:
            self.sources[name] = Listed(list)

    def _list(self, name: str, make: Callable[[], Iterable[Row]]) -> None:
        number = len(self.sources) + 1
        self.sources[name] = Listed(
            lambda: map(self._checked(name), _versioned(make, number))
        )

    def _make_daily(self, name: str, build: Builder) -> None:
        number = len(self.sources) + 1
        complete = self._checked(name)
        self.sources[name] = DayRows(build, number, self._calendar, complete)

    def _describe(self, name: str) -> None:
        """Make the rows of a collection that nothing is written for."""
        described = self.described(name)
        if described.is_daily:
            self._make_daily(name, described.of_day)
        else:
            self._list(name, described.rows)

    def described(self, name: str) -> Described:
        """Return what makes rows of a collection from what is said of it."""
        if name not in self._described:
            info = self._catalog.get(name) or _named(self._references[name])
            self._described[name] = Described(
                info, self._calendar, self._keys, self._references
            )
        return self._described[name]

    def completed(self, name: str, row: Row) -> Row:
        """Return a new row with the properties that no item is without."""
        return self.described(name).completed(row)

    def _checked(self, name: str) -> Callable[[Row], Row]:
        """Return what holds rows against the spec, which can be newer than they."""

        def checked(row: Row) -> Row:
            described = self.described(name)
            for wire in row.keys() - described.fields:
                known(wire, described.fields, by=f"{__name__} (rows of {name!r})")
            return described.completed(row)

        return checked if name in self._catalog else lambda row: row

    def _find(self, name: str) -> Iterable[Key]:
        written = self.sources.get(name)
        if written is None:
            return ()
        if name in self._unwritten:
            return self.described(name).keys()
        return map(key_of, written.rows(None, EVERYTHING))


def _named(reference: ReferenceInfo) -> CollectionInfo:
    """Return what is known of items that the API only names."""
    fields = ("id", *map(camel, reference.predefined))
    return CollectionInfo(
        name=reference.collection,
        attribute="",
        domain="",
        summary="",
        path="",
        fields=tuple(
            FieldInfo(wire=wire, python=wire, type="string", read="always")
            for wire in fields
        ),
        id_type=reference.id_type,
    )


def _versioned(make: Callable[[], Iterable[Row]], number: int) -> Iterator[Row]:
    for place, row in enumerate(make()):
        yield {**row, "changeVersion": f"{number:08X}{place:012X}"}


@frozen
class SampleSets:
    """Who belongs to the circles and organisation groups."""

    people: int

    def members(self, named_set: str, ids: tuple[int, ...]) -> frozenset[int]:
        """Return the people in any of the sets; unknown ids have none."""
        everyone = range(1, self.people + 1)
        if named_set == "circle":
            places, size = {id - 1 for id in ids if 1 <= id <= CIRCLES}, CIRCLES
        else:
            places, size = (
                {id - ORG_GROUPS[0] for id in ids if id in ORG_GROUPS},
                len(ORG_GROUPS),
            )
        return frozenset(person for person in everyone if (person - 1) % size in places)
