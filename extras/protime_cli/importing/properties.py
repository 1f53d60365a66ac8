"""The properties of what is sent, one by one, as columns and help name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from protime_cli.importing.cells import CellType, cell_type
from protime_cli.output.wire import body_fields
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    TypeInfo,
)

POSITION: Final = None
"""Stands in a path for the position of an element in a list."""

Path: TypeAlias = tuple[str | None, ...]


@frozen(kw_only=True)
class Property:
    """A property that a cell can hold, at any depth of what is sent."""

    path: Path
    """Names in JSON from the outside in, and `POSITION` within a list."""
    python: Path
    field: FieldInfo
    cell: CellType
    required: bool
    """Whether each item has it, or each object that it belongs to."""

    @property
    def name(self) -> str:
        """Return what a column is called that holds it, with N for a position."""
        return ".".join("N" if step is POSITION else step for step in self.path)

    @property
    def is_whole(self) -> bool:
        """Whether columns of their own can hold the parts of it."""
        return self.cell.expected == "JSON" and not self.field.map

    @property
    def is_sent(self) -> bool:
        """Whether it is sent, and not left out as something that Protime sets."""
        return self.field.write != "never"


def properties(info: CollectionInfo, operation: OperationInfo) -> tuple[Property, ...]:
    """Return the properties of what an operation sends, in the order of the spec."""
    types = {type.name: type for type in info.types}
    return tuple(_below((), (), body_fields(info, str(operation.body)), types))


def _below(
    path: Path, python: Path, fields: Iterable[FieldInfo], types: Mapping[str, TypeInfo]
) -> Iterator[Property]:
    for field in fields:
        found = Property(
            path=(*path, field.wire),
            python=(*python, field.python),
            field=field,
            cell=cell_type(field, types),
            required=field.write == "required",
        )
        yield found
        known = types.get(field.type)
        if known and found.is_whole and found.is_sent:
            within = (POSITION,) if field.list else ()
            yield from _below(
                (*found.path, *within), (*found.python, *within), known.fields, types
            )
