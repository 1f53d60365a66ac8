"""Which columns of a collection a command shows, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from protime_cli.output.wire import Row
from protime_cli.values import Reference, unknown
from protime_runtime.catalog import CollectionInfo
from protime_runtime.tables.cells import json_text
from protime_runtime.tables.columns import Column, Kind, by_name, columns, found


def columns_of(
    info: CollectionInfo, references: Sequence[Reference] = ()
) -> tuple[Column, ...]:
    """Return every column of a collection, with one for each reference asked for."""
    if info.item is None:
        return ()
    pairs = [(reference.collection, str(reference)) for reference in references]
    return columns(info.model, info.name, references=pairs)


def chosen(known: Sequence[Column], names: str | None) -> Sequence[Column]:
    """Return the columns that are named, as they are called or as the API has them.

    Raises:
        click.BadParameter: There is no such column.
    """
    if names is None:
        return known
    named = by_name(known)
    for name in names.split(","):
        if name not in named:
            called = [column.name for column in known]
            raise click.BadParameter(unknown("column", name, called))
    return [named[name] for name in names.split(",")]


def only(columns: Sequence[Column], row: Row) -> Row:
    """Return what a row has of the columns, under their names."""
    return {column.name: found(column.path, row, lambda _: None) for column in columns}


def value(column: Column, row: Row) -> object:
    """Return what stands in a row as a text can have it, or `None`."""
    held = found(column.path, row, lambda _: None)
    is_json = column.is_nested or column.kind is Kind.JSON
    if held is not None and (is_json or isinstance(held, Mapping | list)):
        return json_text(held)
    return held
