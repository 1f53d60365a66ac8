"""The requests of clients that others generated, compared with ours, decoded."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from protime.catalog import CATALOG, REFERENCES
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.reading.converter import encode
from tests import calling
from tests.oracles.readers import others
from tests.oracles.readers.others import Asked, Told
from tests.oracles.readers.tools import Document, operations
from tests.samples import Samples

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
WHERE = "date ge '2026-01-01' and person in (1,2)"
SETTINGS = {"tenant": "acme", "client_id": "x", "client_secret": "y"}
OTHERS: Mapping[str, Callable[[Asked], Told]] = {
    "openapi-python-client": others.openapi_python_client,
    "datamodel-code-generator": others.datamodel_code_generator,
}


class _Planned(Exception):
    """Carries what would be sent."""


def differences(document: Document, folder: Path) -> list[str]:
    """Return how the requests of each other client differ from ours.

    The clients stand in the folder, as the readers of `tools` have written them.
    """
    sys.path[:0] = [str(folder), str(folder / "dcg")]
    known = operations(document)
    asked = [_asked(info, one) for info, one in calling.operations()]
    found = []
    for name, other in OTHERS.items():
        for one in asked:
            theirs, ours = other(one), _ours(one)
            if theirs != ours:
                found.append(f"{one.id} of {name}: {theirs} instead of {ours}")
    # What follows a delta's link has a page of its own in the document, but no call.
    left = known.keys() - {one.id for one in asked}
    return found + [f"{id} was not asked" for id in left if not _follows(id)]


def _follows(id: str) -> bool:
    return id.endswith("_changes")


def _asked(info: CollectionInfo, one: OperationInfo) -> Asked:
    # A delta is a list with one more parameter.
    id = f"{info.attribute}_{'list' if one.name == 'delta' else one.name}"
    return Asked(
        collection=info,
        operation=one,
        id=id,
        path=_places(one),
        query=_query(one),
        body=Samples(info, _id).body(one) if one.body else None,
    )


def _places(one: OperationInfo) -> dict[str, object]:
    return {
        each.wire: 7 if each.type == "integer" else GUID for each in one.path_parameters
    }


def _query(one: OperationInfo) -> dict[str, str]:
    reference, found = _reference(one), {}
    if one.response == "page" and (one.filters or one.where):
        found["filter"] = WHERE
    if reference:
        found["externalReferences"] = f"({reference[0]},{reference[1]})"
    if one.expand:
        found["expand"] = one.expand[0]
    if one.name == "delta":
        found["delta"] = "true"
    return found


def _reference(one: OperationInfo) -> tuple[str, str] | None:
    for collection in one.external_references if one.method == "GET" else ():
        predefined = REFERENCES[collection].predefined
        return collection, f"@{predefined[0]}" if predefined else "HRMID"
    return None


def _named(asked: Asked, reference: tuple[str, str] | None) -> dict[str, object]:
    """Return what stands in the path: values of a reference to the path's own items."""
    if _is_beside(asked, reference):
        return asked.path
    return {
        each.wire: {"reference": reference, "value": str(asked.path[each.wire])}
        if reference and each.identifier == reference[0]
        else asked.path[each.wire]
        for each in asked.operation.path_parameters
    }


def _is_beside(asked: Asked, reference: tuple[str, str] | None) -> bool:
    """Whether a reference type is asked for, and names nothing of the path."""
    return reference is not None and reference[0] in asked.operation.askable


def _id(collection: str) -> object:
    known = CATALOG.get(collection)
    return GUID if known and known.id_type == "string" else 7


def _ours(asked: Asked) -> Told:
    made = calling.client("sync", **SETTINGS)

    def plan(request: Any) -> None:
        raise _Planned(request)

    made._send, reference = plan, _reference(asked.operation)
    call = calling.Call(
        collection=asked.collection.name,
        operation=asked.operation.name,
        path=_named(asked, reference),
        where=asked.query.get("filter"),
        external_references=[reference] if _is_beside(asked, reference) else (),
        expand=asked.operation.expand[:1],
        body=asked.body,
    )
    try:
        next(iter(call.on(made).pages()))
    except _Planned as planned:
        request = planned.args[0]
    parts = urlsplit(made._url(request))
    body = None if request.body is None else json.loads(encode(request.body))
    return request.method, unquote(parts.path), others.decoded(parts.query), body
