"""What columns are called: everything that a column can fill, by all its names.

A name may be in the API's spelling, in Python's, or as tables are written and people
type it: ``timeOfDayInMinutes``, ``time_of_day_in_minutes``, ``Time of day in minutes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import TypeAlias

from attrs import evolve, field, frozen

from protime.catalog import REFERENCES
from protime_cli.importing.cells import TEXT, CellType, place_type, reference_type
from protime_cli.importing.properties import POSITION, Path, Property, properties
from protime_cli.importing.texts import folded
from protime_runtime.catalog import CollectionInfo, OperationInfo, PathParameterInfo
from protime_runtime.tables.columns import RENAMED

ERROR = "error"
"""Column that says what was wrong with a line that failed; it is not sent."""

Steps: TypeAlias = tuple[str | int, ...]
_STEP = re.compile(r"[^.\[\]]+")


@frozen(kw_only=True)
class Slot:
    """What a column can fill: a property, a segment of the path, or nothing."""

    name: str
    keys: frozenset[str]
    """What it is called, folded."""
    cell: CellType
    path: Path = ()
    """Where values stand in what is sent."""
    place: PathParameterInfo | None = None
    collections: tuple[str, ...] = ()
    """Collections whose items cells name."""
    map: bool = False
    required: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether cells go anywhere."""
        return bool(self.path or self.place)

    def referring(self, name: str) -> Slot:
        """Return this one with cells that hold values of a reference type."""
        cell = reference_type(name)
        if self.place is not None:
            cell = place_type(self.place, name)
        return evolve(self, cell=cell, name=f"{self.name}{name}", collections=())


@frozen(slots=False)
class Names:
    """The names of what columns of one operation can fill."""

    info: CollectionInfo
    operation: OperationInfo
    given: int = 0
    """How many segments of the path the command line gives."""
    places: tuple[PathParameterInfo, ...] = field(init=False)

    @places.default
    def _left(self) -> tuple[PathParameterInfo, ...]:
        return self.operation.path_parameters[self.given :]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Everything that a column can fill; the first of a name is meant."""
        found = [_of_property(found) for found in self.properties if found.is_sent]
        found += map(_of_place, self.places)
        found += [named for slot in found for named in _by_reference(slot)]
        left_out = [_keys(found) for found in self.properties if not found.is_sent]
        keys = [frozenset[str]().union(*left_out), frozenset([folded(ERROR)])]
        found += [Slot(name="", keys=key, cell=TEXT) for key in keys]
        return tuple(found)

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """What is sent, and what only Protime sets."""
        return properties(self.info, self.operation)

    def main(self) -> list[str]:
        """Return the names of what can be filled, without their parts and types."""
        return [
            slot.name
            for slot in self.slots
            if slot.place or (len(slot.path) == 1 and "@" not in slot.name)
        ]

    def find(self, name: str) -> tuple[Slot, Steps] | None:
        """Return what a column fills that is called so, and where its values stand."""
        called, colon, other = name.partition(":")
        steps = _STEP.findall(called)
        positions = [int(step) - 1 for step in steps if step.isdecimal()]
        for slot in self._called("".join(s for s in steps if not s.isdecimal())):
            if (
                slot.path.count(POSITION) == len(positions)
                and min(positions, default=0) >= 0
            ):
                if colon and not slot.collections:
                    return None
                slot = slot.referring(other) if colon else slot
                return slot, _filled(slot.path, positions)
        for slot in self._called("".join(steps[:-1])):
            if slot.map:
                return evolve(slot, cell=TEXT), (*_filled(slot.path, ()), steps[-1])
        return None

    def _called(self, name: str) -> Iterator[Slot]:
        key = folded(name)
        return (slot for slot in self.slots if key in slot.keys)


def _of_property(found: Property) -> Slot:
    return Slot(
        name=found.name,
        keys=_keys(found),
        cell=found.cell,
        path=found.path,
        collections=found.field.identifier,
        map=found.field.map,
        required=found.required,
    )


def _of_place(parameter: PathParameterInfo) -> Slot:
    names = (parameter.python, parameter.wire)
    return Slot(
        name=parameter.python,
        keys=frozenset(map(folded, names)),
        cell=place_type(parameter),
        place=parameter,
        collections=tuple(filter(None, [parameter.identifier])),
        required=True,
    )


def _by_reference(slot: Slot) -> Iterator[Slot]:
    """Iterate over columns of a property whose cells are of one reference type."""
    for collection in slot.collections:
        for name in REFERENCES[collection].predefined:
            keys = frozenset(key + folded(name) for key in slot.keys)
            yield evolve(slot.referring(f"@{name}"), keys=keys)


def _keys(found: Property) -> frozenset[str]:
    """Return the names of a property, folded: in JSON, in Python and in tables."""
    table = [RENAMED.get(str(step), step) for step in found.path]
    paths = (found.path, found.python, table)
    names = ("".join(step for step in path if step) for path in paths)
    ends = ("", "id") if found.field.identifier else ("",)
    return frozenset(folded(name + end) for name, end in product(names, ends))


def _filled(path: Path, positions: Sequence[int]) -> Steps:
    left = iter(positions)
    return tuple(next(left) if step is POSITION else step for step in path)
