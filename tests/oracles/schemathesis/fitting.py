"""Requests that fit what a tenant holds.

Most of what Schemathesis makes up from the document alone is refused, for it names
items that do not exist. So each request is sent a second time with a tenant's own ids
and days, and with the rest of its body as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import httpx
from attrs import field, frozen

from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.catalog import CollectionInfo, FieldInfo, OperationInfo
from tests.calling import operation_of
from tests.samples import Samples

BASE = "/connector/protimeapi/api/v1"
DAYS = "date ge '2026-02-23' and date le '2026-03-01'"
PARTS = ("activity-usages", "activity-restrictions")
"""Collections that are parts of activity definitions and have no ids of their own."""

PLAIN = ("integer", "number", "string", "boolean")
FIXED: dict[str, dict[str, Any]] = {
    "webhooks": {"destinationUrl": "https://a.example/", "collectionName": "clockings"},
    "activity-usages": {"activityUsageKind": "Person", "usageReference": {"id": 1}},
}
"""Properties that a rule of the collection ties to one another."""


def named(operation: Any) -> tuple[CollectionInfo, str]:
    """Return the collection and the name of one of the document's operations."""
    raw = operation.definition.raw
    (tag,) = raw["tags"]
    name = raw["operationId"].removeprefix(tag.replace("-", "_") + "_")
    return CATALOG[tag], name


@frozen
class Fitting:
    """Fits requests to one tenant."""

    emulator: Emulator
    http: httpx.Client
    """Asks the same tenant with a token."""
    _numbers: Iterator[int] = field(factory=count)

    def __call__(self, case: Any) -> Any:
        """Return a request for the same operation that the tenant should take."""
        info, name = named(case.operation)
        make = case.operation.Case
        if name == "changes":
            return make(query={"deltaToken": self._delta_token(info)})
        operation = operation_of(info.name, name)
        row = self._row(info, operation)
        path = {
            one.wire: row.get(one.wire, row.get(one.wire.removesuffix("Id"), row["id"]))
            for one in operation.path_parameters
        }
        query = self._query(info, operation)
        if operation.body is None:
            return make(path_parameters=path, query=query)
        body = self._body(case, info, operation, row)
        media = "application/json"
        return make(path_parameters=path, query=query, body=body, media_type=media)

    def _row(self, info: CollectionInfo, operation: OperationInfo) -> dict[str, Any]:
        """Return an item that the path is to lead to; a new one if it will be lost."""
        if info.name == "external-references":
            return self._reference(operation)
        if operation.method == "DELETE" and info.name == "assignments":
            row = {"person": {"id": 1}, "from": "2026-03-09"}
            return self.emulator.add("assignments", row)
        if info.name == "webhooks":
            body = FIXED["webhooks"]
            return dict(self.http.post(f"{BASE}/webhooks", json=body).json())
        of = {one.identifier for one in operation.path_parameters} - {None}
        name = "activity-definitions" if info.name in PARTS else info.name
        return self.emulator.collection(str(of.pop()) if of else name)[0]

    def _reference(self, operation: OperationInfo) -> dict[str, Any]:
        name = f"Reference{next(self._numbers)}"
        if operation.name == "delete":
            self.emulator.reference("people", name, "Value", 1)
        kept = {"collectionName": "people", "referenceName": name}
        return {**kept, "externalReference": "Value", "id": 1}

    def _query(self, info: CollectionInfo, operation: OperationInfo) -> dict[str, str]:
        filters = [one for one in info.filters if one.wire in operation.filters]
        query = {"filter": DAYS} if any(one.required for one in filters) else {}
        if references := Samples(info, self._id).references(operation):
            text = "".join(f"({of},{name})" for of, name in references)
            query["externalReferences"] = text
        return query

    def _id(self, collection: str) -> object:
        return self.emulator.collection(collection)[0]["id"]

    def _delta_token(self, info: CollectionInfo) -> str:
        """Return a token of a delta in which items have changed and gone."""
        query = self._query(info, operation_of(info.name, "delta"))
        query["delta"] = ""
        body = self.http.get(f"{BASE}/{info.name}", params=query).json()
        while "nextLink" in body:
            body = self.http.get(body["nextLink"]).json()
        self._change(info.name)
        return str(body["deltaLink"].partition("deltaToken=")[2])

    def _change(self, collection: str) -> None:
        row = self.emulator.collection(collection)[-1]
        self.emulator.change(collection, row["id"], {})  # type: ignore[arg-type]  # an id
        added = self.emulator.add(collection, {**row, "id": 10**9})
        self.emulator.erase(collection, added["id"])  # type: ignore[arg-type]  # an id

    def _body(
        self,
        case: Any,
        info: CollectionInfo,
        operation: OperationInfo,
        row: Mapping[str, Any],
    ) -> object:
        if info.name == "activity-usages" and operation.name != "create":
            return self._usage(row, operation)
        values = {"internalReference": "1", **FIXED.get(info.name, {})}
        samples = Samples(info, self._id, values)
        whole = bool(next(self._numbers) % 2)
        made = samples.body(operation, whole=whole)
        if isinstance(made, dict) and isinstance(case.body, dict):
            fields = [one.wire for one in info.fields if is_plain(one)]
            return {**made, **{k: v for k, v in case.body.items() if k in fields}}
        return made

    def _usage(self, row: Mapping[str, Any], operation: OperationInfo) -> object:
        """Return a body that describes a usage which is stored for this request."""
        usage = {**FIXED["activity-usages"], "from": "2026-01-01"}
        self.emulator.add("activity-usages", {"id": row["id"], "usages": [usage]})
        if operation.name == "delete":
            return usage
        dates = {"originalFrom": usage.pop("from"), "updatedFrom": "2026-02-01"}
        return {**usage, **dates}


def is_plain(info: FieldInfo) -> bool:
    """Return whether a property's value needs nothing else to exist."""
    return not info.identifier and info.type in PLAIN


def closed(document: Any) -> Any:
    """Return an OpenAPI document whose objects have the stated properties only."""
    if isinstance(document, Sequence) and not isinstance(document, str):
        return [closed(one) for one in document]
    if not isinstance(document, Mapping):
        return document
    found = {key: closed(value) for key, value in document.items()}
    if isinstance(found.get("properties"), dict) and found.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return found
