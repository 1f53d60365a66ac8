"""A believable tenant of any size, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from ..tables import Listed, Source
from ..wire import Row
from .catalogs import CIRCLES, ORG_GROUPS, STRUCTURE_VERSION, catalogs
from .days import Calendar
from .people import people_tables
from .rows import BUILDERS
from .source import DayRows

__all__ = ["STRUCTURE_VERSION", "SampleSets", "sample_sources"]


def sample_sources(
    *, people: int, days: int, seed: int, today: date
) -> dict[str, Source]:
    """Return the first rows of each collection; they are made when asked for."""
    makers = {**catalogs(), **people_tables(people, seed, today)}
    sources: dict[str, Source] = {
        name: Listed(lambda make=make, number=number: _versioned(make, number))  # type: ignore[misc]  # defaults bind
        for number, (name, make) in enumerate(makers.items(), 1)
    }
    calendar = Calendar(people=people, days=days, seed=seed, today=today)
    for number, name in enumerate(BUILDERS, len(makers) + 1):
        sources[name] = DayRows(name, number, calendar)
    return sources


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
