"""What is sent: JSON from a file, standard input, or pairs of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import click

from protime_cli.importing.bodies import Bodies, Faulty
from protime_cli.importing.cells import Forms
from protime_cli.importing.columns import Column
from protime_cli.importing.names import ERROR, Names
from protime_cli.importing.table import Row
from protime_cli.importing.texts import folded
from protime_cli.output.wire import documents, one_call
from protime_cli.parameters.options import Given
from protime_cli.sources import read_source
from protime_cli.values import unknown
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest

Document = tuple[int, object]


def given_documents(
    info: CollectionInfo, operation: OperationInfo, given: Given
) -> list[Document]:
    """Return what is to be sent, each with its line.

    Raises:
        click.UsageError: Nothing, or both a file and pairs, are given.
        InvalidRequest: The file is no JSON.
    """
    source, pairs = given.get("source"), cast("Sequence[str]", given.get("pairs"))
    if bool(source) == bool(pairs):
        raise click.UsageError(
            "Give what to send either as --from FILE or as --set PROPERTY=VALUE."
        )
    if pairs:
        return [(1, document(info, operation, pairs))]
    found = list(documents(read_source(str(source)), str(source)))
    if operation.body_is_list:
        return [(1, [value for _, value in found])]
    return found


def arguments(
    info: CollectionInfo,
    operation: OperationInfo,
    given: Given,
    places: Sequence[object],
) -> tuple[list[object], dict[str, object]]:
    """Return the arguments of a method that sends one body.

    Raises:
        InvalidRequest: There is not exactly one, or the API would refuse it.
    """
    found = given_documents(info, operation, given)
    if len(found) != 1:
        raise InvalidRequest(f"{operation.name} takes one item here, not {len(found)}.")
    return one_call(info, operation, found[0][1], places)


def document(
    info: CollectionInfo, operation: OperationInfo, pairs: Iterable[str]
) -> dict[str, object]:
    """Return ``date=2026-01-15`` and the like as a JSON object.

    Each is read as a cell of a table is, below the property's name.

    Raises:
        click.BadParameter: It is no pair, there is no such property, or the text is
            none of its values.
    """
    names = Names(info, operation, len(operation.path_parameters))
    found = dict(_pair(pair) for pair in pairs)
    filled = [_column(names, at, name) for at, name in enumerate(found)]
    reading = Bodies(
        columns=filled, heads=list(found), forms=Forms(), empty="null", whole=False
    )
    (read,) = reading.read([Row(1, list(found.values()))])
    if isinstance(read, Faulty):
        raise click.BadParameter(
            "; ".join(f"{fault.column}: {fault.said}" for fault in read.faults) + "."
        )
    return cast("dict[str, object]", read.document)


def _pair(pair: str) -> tuple[str, str]:
    name, equals, text = pair.partition("=")
    if not equals:
        raise click.BadParameter(f"{pair!r} is no PROPERTY=VALUE.")
    return name, text


def _column(names: Names, index: int, name: str) -> Column:
    found = names.find(name)
    if found is None or folded(name) == ERROR:
        raise click.BadParameter(unknown("property", name, names.main()))
    slot, path = found
    if not slot.is_filled:
        raise click.BadParameter(
            f"{name} is set by Protime alone; {names.operation.name} takes:"
            f" {', '.join(names.main())}."
        )
    return Column(index=index, head=name, slot=slot, path=path)
