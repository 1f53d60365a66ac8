"""The requests of a client that others generated, compared with ours, decoded."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from protime.catalog import CATALOG, REFERENCES
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.decoding import encode

from ..calling import Call, client
from .tools import Document, operations

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
WHERE = "date ge '2026-01-01' and person in (1,2)"
SETTINGS = {"tenant": "acme", "client_id": "x", "client_secret": "y"}
Told = tuple[str, str, dict[str, list[str]], Any]


class _Planned(Exception):
    """Carries what would be sent."""


def differences(document: Document, folder: Path) -> list[str]:
    """Return the operations whose requests differ from those of the other client."""
    sys.path.insert(0, str(folder))
    found: list[str] = []
    known, compared = operations(document), 0
    for info in CATALOG.values():
        for one in info.operations:
            id = f"{info.attribute}_{one.name}"
            # A delta is a list with one more parameter; the document shows it apart.
            if one.name != "delta":
                theirs = _theirs(info, one, id, known[id][2])
                ours = _ours(info, one, known[id][2])
                compared += 1
                if theirs != ours:
                    found.append(f"{id}: {theirs} instead of {ours}")
    return found if compared > 70 else [*found, f"only {compared} were compared"]


def _places(one: OperationInfo) -> dict[str, object]:
    return {
        each.wire: 7 if each.type == "integer" else GUID for each in one.path_parameters
    }


def _reference(one: OperationInfo) -> tuple[str, str] | None:
    for collection in one.external_references if one.method == "GET" else ():
        predefined = REFERENCES[collection].predefined
        return collection, f"@{predefined[0]}" if predefined else "HRMID"
    return None


def _example(one: Document) -> Any:
    content = (one.get("requestBody") or {}).get("content", {})
    return content.get("application/json", {}).get("example")


def _query(one: OperationInfo) -> dict[str, str]:
    reference, found = _reference(one), {}
    if one.answer == "page" and (one.filters or one.where):
        found["filter"] = WHERE
    if reference:
        found["externalReferences"] = f"({reference[0]},{reference[1]})"
    if one.expand:
        found["expand"] = one.expand[0]
    return found


def _ours(info: CollectionInfo, one: OperationInfo, described: Document) -> Told:
    made = client("sync", **SETTINGS)

    def plan(request: Any) -> None:
        raise _Planned(request)

    made.send, reference = plan, _reference(one)
    call = Call(
        collection=info.name,
        operation=one.name,
        path=_places(one),
        where=_query(one).get("filter"),
        external_references=[reference] if reference else (),
        expand=one.expand[:1],
        body=_example(described),
    )
    try:
        next(iter(call.on(made).pages()))
    except _Planned as planned:
        request = planned.args[0]
    parts = urlsplit(made.url(request))
    body = None if request.body is None else json.loads(encode(request.body))
    return request.method, unquote(parts.path), parse_qs(parts.query), body


def _theirs(
    info: CollectionInfo, one: OperationInfo, id: str, described: Document
) -> Told:
    module = importlib.import_module(f"opc.api.{info.attribute}.{id}")
    given = {**_places(one), **_query(one)}
    taken = inspect.signature(module._get_kwargs).parameters
    arguments = {
        name: given[wire]
        for name in taken
        for wire in given
        if name.replace("_", "") == wire.replace("_", "").casefold()
    }
    example = _example(described)
    if "expand" in arguments:
        arguments["expand"] = _expanded(taken["expand"], str(arguments["expand"]))
    if example is not None:
        arguments["body"] = _body(taken["body"], example)
    asked = module._get_kwargs(**arguments)
    query = {key: [_text(value)] for key, value in asked.get("params", {}).items()}
    return asked["method"].upper(), unquote(asked["url"]), query, asked.get("json")


def _expanded(parameter: inspect.Parameter, value: str) -> object:
    return [_Valued(value)] if "list" in str(parameter.annotation) else value


class _Valued(str):
    """A member of an enum, as the other client takes it."""

    @property
    def value(self) -> str:
        return str(self)


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _body(parameter: inspect.Parameter, example: Any) -> object:
    kind = parameter.annotation
    inner = getattr(kind, "__args__", (kind,))[0]
    if isinstance(example, list):
        return [inner.from_dict(one) for one in example]
    return inner.from_dict(example)
