"""The columns of a collection: flat, from the catalog, the same for every answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click
from attrs import frozen

from protime.catalog import REFERENCES
from protime_cli.output.wire import Row
from protime_cli.values import Reference, unknown
from protime_runtime.catalog import CollectionInfo, FieldInfo, TypeInfo
from protime_runtime.tables.cells import json_text

_DEEPEST = 4


@frozen(kw_only=True)
class Column:
    """A place in items, under the name that it has in tables."""

    name: str
    path: tuple[str, ...]
    kind: str
    """``integer``, ``number``, ``boolean``, ``date``, ``datetime``, ``string``."""
    nested: bool = False
    """Whether what stands there is written as JSON."""

    def found(self, row: Row) -> object:
        """Return what stands there, or `None`."""
        found: object = row
        for key in self.path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def value(self, row: Row) -> object:
        """Return what stands there as a text can have it, or `None`."""
        found = self.found(row)
        if found is not None and (self.nested or isinstance(found, Mapping | list)):
            return json_text(found)
        return found


def columns(info: CollectionInfo, references: Sequence[Reference]) -> list[Column]:
    """Return every column of a collection, with one for each reference asked for."""
    types = {one.name: one for one in info.types}
    return [
        column
        for field in info.fields
        if field.read != "never"
        for column in _columns(field, (), types, references)
    ]


def chosen(known: Sequence[Column], names: str | None) -> list[Column]:
    """Return the columns that are named, in that order.

    Raises:
        click.BadParameter: There is no such column.
    """
    if names is None:
        return list(known)
    by_name = {one.name: one for one in known}
    for name in names.split(","):
        if name not in by_name:
            raise click.BadParameter(unknown("column", name, by_name))
    return [by_name[name] for name in names.split(",")]


def _columns(
    field: FieldInfo,
    above: tuple[str, ...],
    types: Mapping[str, TypeInfo],
    references: Sequence[Reference],
) -> Iterator[Column]:
    path = (*above, field.wire)
    if field.list or field.map or field.type == "json":
        yield _column(path, "string", nested=True)
    elif field.type == "references":
        yield from _of_references(path, field.identifier, references)
    elif field.type == "identifier":
        yield from _of_identifier(path, field, references)
    elif field.type in types and types[field.type].fields and len(path) < _DEEPEST:
        for inner in types[field.type].fields:
            if inner.read != "never":
                yield from _columns(inner, path, types, references)
    else:
        yield _column(path, "string" if field.type in types else field.type)


def _of_identifier(
    path: tuple[str, ...], field: FieldInfo, references: Sequence[Reference]
) -> Iterator[Column]:
    collection = field.identifier[0]
    known = REFERENCES.get(collection)
    kind = "string" if known is not None and known.id_type == "string" else "integer"
    yield Column(name=".".join(path), path=(*path, "id"), kind=kind)
    for one in references:
        if one.collection in field.identifier:
            yield _reference(path, one)


def _of_references(
    path: tuple[str, ...], _: tuple[str, ...], references: Sequence[Reference]
) -> Iterator[Column]:
    # Beside the id of the item itself: all that were asked for may name it.
    for one in references:
        yield _reference(path[:-1], one)


def _reference(path: tuple[str, ...], one: Reference) -> Column:
    text = str(one)
    name = ".".join(path) + (text if text.startswith("@") else f"@{text}")
    return Column(name=name, path=(*path, "externalReferences", text), kind="string")


def _column(path: tuple[str, ...], kind: str, *, nested: bool = False) -> Column:
    return Column(name=".".join(path), path=path, kind=kind, nested=nested)
