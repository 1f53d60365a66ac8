"""What is sent: JSON from a file, standard input, or pairs of the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import cast

import click

from protime_cli.output.wire import body_fields, documents, one_call
from protime_cli.parameters.options import Given
from protime_cli.sources import read_source
from protime_cli.values import identifier, unknown
from protime_runtime.catalog import CollectionInfo, FieldInfo, OperationInfo
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

    Raises:
        click.BadParameter: It is no pair, or there is no such property.
    """
    fields = {field.wire: field for field in body_fields(info, str(operation.body))}
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} is no PROPERTY=VALUE.")
        taken = [wire for wire, field in fields.items() if field.write != "never"]
        if name not in fields:
            raise click.BadParameter(unknown("property", name, taken))
        if name not in taken:
            raise click.BadParameter(
                f"{name} is set by Protime alone; {operation.name} takes:"
                f" {', '.join(taken)}."
            )
        found[name] = _value(fields[name], text)
    return found


def _value(field: FieldInfo, text: str) -> object:
    if field.type == "identifier" and not field.list:
        return identifier(field.identifier, text)
    if field.type in ("integer", "number", "boolean") or field.list or field.map:
        return _json(field, text)
    if text.startswith("{"):
        return _json(field, text)
    return text


def _json(field: FieldInfo, text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except ValueError:
        raise click.BadParameter(
            f"{field.wire} takes JSON, which {text!r} is not."
        ) from None
