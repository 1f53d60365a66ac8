"""What ``create``, ``update``, ``upsert``, ``delete`` and ``put`` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from protime import Protime
from protime_cli.commands import bulk, from_table
from protime_cli.commands.calling import (
    Call,
    merged,
    method,
    planned,
    prepared,
    preview,
    where,
)
from protime_cli.commands.keys import keeping
from protime_cli.commands.outcomes import outcome
from protime_cli.parameters import options, payloads
from protime_cli.parameters.options import Given
from protime_cli.session.session import current
from protime_cli.sources import report_of
from protime_cli.terminal import echo_json
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest


def write(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Send one item, or each line of a file."""
    if from_table.is_table(given):
        return from_table.send(info, operation, given)
    from_table.refuse_options(given)
    with current().client() as client:
        places = options.places(operation, given)
        if operation.body is None:
            method(client, info, operation.name)(*places)
            current().say(f"Deleted from {info.name}.")
            return 0
        _check_places(operation, places, given)
        found = payloads.given_documents(info, operation, given)
        many = operation.name in ("create", "update") and not operation.body_is_list
        several = len(found) != 1 or len(places) < len(operation.path_parameters)
        # Without a report, what is created could come twice.
        if given.get("source") and many and (several or operation.method == "POST"):
            return _bulk(client, info, operation, given, found, tells=not several)
        if len(found) != 1:
            raise InvalidRequest(f"{operation.name} takes one item, not {len(found)}.")
        return _one(client, info, operation, given, found[0][1])


def _check_places(
    operation: OperationInfo, places: Sequence[object], given: Given
) -> None:
    """Refuse a command that lacks an argument, but for ids in the lines of a file.

    Raises:
        click.UsageError: It lacks one.
    """
    in_lines = given.get("source") and operation.name == "update"
    optional = 1 if in_lines and not operation.body_is_list else 0
    options.check_places(operation, places, optional=optional)


def _one(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    given: Given,
    content: object,
) -> int:
    places = options.places(operation, given)
    if operation.name == "update" and given.get("pairs"):
        changes = cast("Mapping[str, object]", content)
        call = merged(client, info, operation, places, changes)
    else:
        call = prepared(client, info, operation, content, places)
    if given.get("dry_run"):
        preview(client, planned(client, call), 1)
        return 0
    _tell(operation, call())
    return 0


def _tell(operation: OperationInfo, response: object) -> None:
    echo_json(outcome(operation, response))


def _bulk(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    given: Given,
    found: Sequence[payloads.Document],
    *,
    tells: bool,
) -> int:
    """Send many with a report; `tells` is whether each response is printed, too."""
    places = options.places(operation, given)

    def call(entry: bulk.Entry) -> Call:
        at = [*places, *_own_place(operation, places, entry.document)]
        return prepared(client, info, operation, entry.document, at)

    entries = [bulk.Entry(line, document) for line, document in found]
    if given.get("dry_run"):
        for entry in entries:
            preview(client, planned(client, call(entry)), entry.line)
        return 0
    report = report_of(str(given["source"]), given.get("report"))
    responses: list[object] = []

    def send(entry: bulk.Entry) -> object:
        responses.append(response := call(entry)())
        return response

    with keeping(operation, "" if tells else str(given["source"])) as keep:
        status = bulk.send_all(
            entries,
            send if tells else keep(lambda entry: call(entry)()),
            bulk.Journal(
                report, where=where(client, info.name, operation.name, places)
            ),
            current(),
            total=len(found),
            # Replacing an item twice is as good as once; creating it is not.
            repeat_unknown=operation.method == "PUT"
            or bool(given.get("repeat_unknown")),
            aside=tells,
        )
    for response in responses:
        _tell(operation, response)
    return status


def _own_place(
    operation: OperationInfo, places: Sequence[object], content: object
) -> list[object]:
    if len(places) == len(operation.path_parameters):
        return []
    id = content.get("id") if isinstance(content, Mapping) else None
    if id is None:
        raise InvalidRequest("Each line to update needs its id.")
    return [id]
