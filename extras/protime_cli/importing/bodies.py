"""Rows of a table as what is sent, each with the lines that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias, cast

from attrs import frozen

from protime_cli.importing.cells import Forms, Misread
from protime_cli.importing.columns import Column
from protime_cli.importing.names import Steps
from protime_cli.importing.table import Row
from protime_cli.importing.texts import Cell, quoted

Empty = Literal["omit", "null"]
"""What an empty cell means: that nothing is said of a property, or that it is none."""


@frozen
class Item:
    """What is sent in one request."""

    rows: Sequence[Row]
    places: tuple[object, ...]
    """What its columns say of the path."""
    document: object
    """JSON of the body."""

    @property
    def line(self) -> int:
        """The line that it begins in."""
        return self.rows[0].line


@frozen
class Fault:
    """What is wrong with a line."""

    line: int
    said: str
    column: str | None = None

    def __str__(self) -> str:
        """Return it with its column."""
        return (
            self.said if self.column is None else f"column {self.column}: {self.said}"
        )


@frozen
class Faulty:
    """Rows that cannot be sent, and why."""

    rows: Sequence[Row]
    faults: Sequence[Fault]


Read: TypeAlias = Item | Faulty


@frozen(kw_only=True)
class Bodies:
    """How rows become bodies."""

    columns: Sequence[Column]
    heads: Sequence[str]
    forms: Forms
    empty: Empty = "omit"
    whole: bool = True
    """Whether a row says all of an item, with what is required."""
    lists: bool = False
    """Whether rows of one place are one list."""

    def read(self, rows: Iterable[Row]) -> Iterator[Read]:
        """Iterate over what is sent, in the order of the rows."""
        single = map(self._read, rows)
        return _listed(single) if self.lists else single

    def _read(self, row: Row) -> Read:
        faults = list(self._beyond(row))
        places: list[object] = []
        document: dict[str | int, object] = {}
        for column in self.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else ""
            try:
                value = self._value(column, cell)
            except Misread as error:
                faults.append(self._fault(row, column, cell, error))
                continue
            if column.slot.place is not None:
                places.append(value)
            elif value is not None or self._clears(column):
                _put(document, column.path, value)
        if faults:
            return Faulty([row], faults)
        return Item([row], tuple(places), _with_lists(document))

    def _value(self, column: Column, cell: Cell) -> object:
        if str(cell).strip():
            return column.slot.cell.read(cell, self.forms)
        if self._needs(column):
            raise Misread
        return None

    def _needs(self, column: Column) -> bool:
        outer = self.whole and column.slot.required and len(column.path) == 1
        return outer or column.slot.place is not None

    def _clears(self, column: Column) -> bool:
        return self.empty == "null" and len(column.path) == 1

    def _fault(self, row: Row, column: Column, cell: Cell, error: Misread) -> Fault:
        expected = column.slot.cell.told(self.forms)
        empty = not str(cell).strip()
        said = "it is empty and must be" if empty else f"{quoted(cell)} is not"
        return Fault(row.line, f"{said} {expected}{error.advice}", column.head)

    def _beyond(self, row: Row) -> Iterator[Fault]:
        """Report cells that stand below no name, as where a separator is not quoted."""
        for index, cell in enumerate(row.cells):
            if str(cell).strip() and not (
                index < len(self.heads) and self.heads[index]
            ):
                yield Fault(
                    row.line,
                    f"{quoted(cell)} stands below no name; quote cells that hold what"
                    " separates cells",
                    str(index + 1),
                )


def _listed(read: Iterable[Read]) -> Iterator[Read]:
    """Iterate over lists of what stands below one another for the same place."""
    seen: dict[object, int] = {}
    for places, rows in groupby(read, lambda found: _places(found)):
        found = list(rows)
        lines = [row for item in found for row in item.rows]
        faults = [fault for item in found for fault in _faults(item)]
        before = seen.setdefault(places, lines[0].line)
        if before != lines[0].line:
            said = (
                f"line {before} is of the same item, of which all is replaced at once;"
                " put the lines of an item below one another"
            )
            faults.append(Fault(lines[0].line, said))
        if faults:
            yield Faulty(lines, faults)
        else:
            documents = [item.document for item in found if isinstance(item, Item)]
            yield Item(lines, cast("tuple[object, ...]", places), documents)


def _places(found: Read) -> object:
    return found.places if isinstance(found, Item) else None


def _faults(found: Read) -> Sequence[Fault]:
    return found.faults if isinstance(found, Faulty) else ()


def _put(into: dict[str | int, object], path: Steps, value: object) -> None:
    *outer, last = path
    for step in outer:
        into = cast("dict[str | int, object]", into.setdefault(step, {}))
    into[last] = value


def _with_lists(value: object) -> object:
    """Return a value with lists where positions were given."""
    if not isinstance(value, dict):
        return value
    found = {step: _with_lists(within) for step, within in _sorted(value)}
    if any(isinstance(step, int) for step in found):
        return list(found.values())
    return found


def _sorted(value: dict[str | int, object]) -> Iterable[tuple[str | int, object]]:
    positions = all(isinstance(step, int) for step in value)
    return sorted(value.items(), key=_position) if positions else value.items()


def _position(entry: tuple[str | int, object]) -> int:
    return int(entry[0])
