"""What ``create``, ``update``, ``upsert``, ``delete`` and ``put`` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import click

from protime import Protime
from protime_cli.commands import bulk
from protime_cli.commands.calling import method, operation_of
from protime_cli.output.wire import changed
from protime_cli.parameters import options, payloads
from protime_cli.parameters.options import Given
from protime_cli.session.session import current
from protime_cli.terminal import echo_json
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.reading.writing import as_read
from protime_runtime.types import etag


def write(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Send one item, or each line of a file."""
    with current().client() as client:
        places = options.places(operation, given)
        if operation.body is None:
            method(client, info, operation.name)(*places)
            current().say(f"Deleted from {info.name}.")
            return 0
        found = payloads.given_documents(info, operation, given)
        many = operation.name in ("create", "update") and not operation.body_is_list
        if given.get("source") and many and _is_bulk(operation, found, places):
            return _bulk(client, info, operation, given, found)
        if len(found) != 1:
            raise InvalidRequest(f"{operation.name} takes one item, not {len(found)}.")
        return _one(client, info, operation, given, found[0][1])


def _is_bulk(
    operation: OperationInfo, found: Sequence[object], places: Sequence[object]
) -> bool:
    return len(found) != 1 or len(places) < len(operation.path_parameters)


def _one(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    given: Given,
    content: object,
) -> int:
    places = options.places(operation, given)
    if len(places) < len(operation.path_parameters):
        last = operation.path_parameters[-1]
        raise click.UsageError(f"Missing argument '{last.python.upper()}'.")
    if operation.name == "update" and given.get("pairs"):
        item, keywords = _changed(client, info, operation, places, content)
        positional = [*places, item]
    else:
        positional, keywords = payloads.one_call(info, operation, content, places)
    response = method(client, info, operation.name)(*positional, **keywords)
    echo_json(outcome(operation, response))
    return 0


def _changed(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    places: Sequence[object],
    content: object,
) -> tuple[object, dict[str, object]]:
    """Return the item as it is with some properties changed, as an update replaces it.

    Raises:
        InvalidRequest: The item cannot be read, so that all of it must be given.
    """
    if operation_of(info, "get") is None or operation.body != info.new_item:
        raise InvalidRequest(
            f"An update of {info.name} sends what no response holds: give all of it"
            " with --from."
        )
    item = method(client, info, "get")(*places)
    changes = cast("Mapping[str, object]", content)
    version = etag(item)
    return changed(item, changes), {} if version is None else {"if_match": version}


def outcome(operation: OperationInfo, response: object) -> Mapping[str, object]:
    """Return the result of a call, for a line of JSON."""
    names = ("id", "location", "created", "maybe_created", "private_key", "webhook")
    found = {
        name: as_read(value)
        for name in names
        if (value := getattr(response, name, None)) is not None
    }
    if not found.get("maybe_created"):
        found.pop("maybe_created", None)  # Said only where there is a doubt.
    return {"done": operation.name, **found}


def _bulk(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    given: Given,
    found: Sequence[payloads.Document],
) -> int:
    places = options.places(operation, given)

    def call(entry: bulk.Entry) -> object:
        at = [*places, *_own_place(operation, places, entry.document)]
        positional, extra = payloads.one_call(info, operation, entry.document, at)
        return method(client, info, operation.name)(*positional, **extra)

    report = str(given.get("report") or f"{given['source']}.report.jsonl")
    return bulk.send_all(
        (bulk.Entry(line, document) for line, document in found),
        call,
        bulk.Journal(report),
        current(),
        total=len(found),
        # Replacing an item twice is as good as once; creating it is not.
        repeat_unknown=operation.method == "PUT" or bool(given.get("repeat_unknown")),
    )


def _own_place(
    operation: OperationInfo, places: Sequence[object], content: object
) -> list[object]:
    if len(places) == len(operation.path_parameters):
        return []
    id = content.get("id") if isinstance(content, Mapping) else None
    if id is None:
        raise InvalidRequest("Each line to update needs its id.")
    return [id]
