"""Responses: pages, items, what was created, and errors in both documented shapes."""

from __future__ import annotations

from generator.openapi import fixed, parameters
from generator.planning import examples
from generator.planning.package import (
    CollectionModule,
    Package,
    PlannedOperation,
    Schema,
)
from generator.planning.properties import reference

_ALWAYS = (400, 401, 403, 414, 429, 500, 503)
_MESSAGES = "#/components/responses/"
_HEADERS = "#/components/headers/"
_CHANGE_TYPES = ["InsertOrUpdate", "Delete"]


def of(
    operation: PlannedOperation, collection: CollectionModule, package: Package
) -> Schema:
    """Return the responses to the operation, successes first."""
    found: Schema = {
        str(status): _success(status, operation, collection, package)
        for status in operation.statuses
    }
    if operation.name == "get":
        found["304"] = {"description": "Unchanged since the version that was named."}
    delta = operation.name == "list" and "delta" in collection.spec.operations
    statuses = [*_ALWAYS]
    statuses += [404] if operation.path_parameters else []
    # A page's token that has expired, or what someone else has changed meanwhile.
    conflicts = operation.answer == "page" or operation.method == "PUT"
    statuses += (
        [409] if conflicts or parameters.takes_match(operation, collection) else []
    )
    statuses += [410] if delta else []
    return found | _failures(statuses, package)


def changes(collection: CollectionModule, package: Package) -> Schema:
    """Return the responses to a delta link."""
    name = f"{collection.item}Changes"
    content = _json(reference(name))
    success: Schema = {
        "200": {"description": "What changed, on one page.", "content": content}
    }
    return success | _failures([*_ALWAYS, 409, 410], package)


def schemas(package: Package) -> dict[str, Schema]:
    """Return all schemas: models with their pages and changes, and then errors.

    What a collection has stands together, so that a new one is one change.
    """
    found: dict[str, Schema] = {}
    lists = {collection.attribute: collection for collection in package.collections}
    for module in package.models:
        found |= module.schemas
        if module.name in lists:
            found |= _of_lists(lists[module.name], package)
    return found | {"CreatedWebhook": fixed.CREATED_WEBHOOK, **fixed.ERRORS}


def _of_lists(collection: CollectionModule, package: Package) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    kinds = {operation.name for operation in collection.operations}
    if collection.item and kinds & {"list", "list_for_person"}:
        page = _page(collection, package, delta="delta" in kinds)
        found[f"{collection.item}Page"] = page
    if collection.item and "delta" in kinds:
        found[f"{collection.item}Changes"] = _changes(collection, package)
    return found


def errors(package: Package) -> dict[str, Schema]:
    """Return the responses that report an error, by the names that refer to them."""
    return {
        f"Error{status}": _error(status, text)
        for status, text in package.api.responses.items()
    }


def headers() -> dict[str, Schema]:
    """Return the headers of responses."""
    return {
        "ETag": _header("Version of the item, for If-Match and If-None-Match."),
        "RetryAfter": {
            "description": "Seconds to wait.",
            "schema": {"type": "integer"},
            "example": 60,
        },
    }


def _success(
    status: int,
    operation: PlannedOperation,
    collection: CollectionModule,
    package: Package,
) -> Schema:
    if status == 204 or operation.answer == "nothing":
        return {"description": "Done."}
    if operation.answer in ("created", "upserted"):
        return _created(status, operation, collection, package)
    if operation.answer == "webhook":
        created = _created(201, operation, collection, package)
        return created | {"content": _json(reference("CreatedWebhook"))}
    if operation.answer == "page":
        content = _json(reference(f"{collection.item}Page"))
        return {"description": "A page.", "content": content}
    return {
        "description": "What was asked for.",
        "headers": {"ETag": {"$ref": f"{_HEADERS}ETag"}},
        "content": _json(reference(str(collection.item))),
    }


def _created(
    status: int,
    operation: PlannedOperation,
    collection: CollectionModule,
    package: Package,
) -> Schema:
    if status != 201:
        return {"description": "Updated."}
    path = f"{package.api.base_path}{operation.path}"
    # An upsert's path ends with what it creates; a POST's is that of the collection.
    path = path.rpartition("/")[0] if operation.method == "PUT" else path
    location = {
        **_header("Path of what was created; its id comes last."),
        "example": f"{path}/{_id(collection)}",
    }
    return {"description": "Created.", "headers": {"Location": location}}


def _id(collection: CollectionModule) -> object:
    id = collection.spec.fields.get("id")
    return next(iter(examples.of("id", id)), None) if id else None


def _failures(statuses: list[int], package: Package) -> Schema:
    return {
        str(status): {"$ref": f"{_MESSAGES}Error{status}"}
        for status in sorted(statuses)
        if status in package.api.responses
    }


def _page(collection: CollectionModule, package: Package, *, delta: bool) -> Schema:
    properties: Schema = {
        "value": {"type": "array", "items": reference(str(collection.item))},
        "nextLink": {
            "type": ["string", "null"],
            "description": "Path of the next page; the last page has none.",
            # A mock server that makes its pages of examples has no next one.
            "examples": [None],
        },
    }
    if delta:
        text = "Path of later changes, on the last page of a delta."
        properties["deltaLink"] = _delta_link(text, collection, package)
    return {
        "type": "object",
        "description": f"A page of {collection.name}.",
        "required": ["value"],
        "properties": properties,
    }


def _changes(collection: CollectionModule, package: Package) -> Schema:
    data: Schema = {
        "description": "The item; of a deleted one only the id and the version.",
        "anyOf": [reference(str(collection.item)), reference("Deleted")],
    }
    text = "Path of later changes, to be asked within 72 hours."
    change: Schema = {
        "type": "object",
        "required": ["changeType", "data"],
        "properties": {
            "changeType": {"type": "string", "enum": _CHANGE_TYPES},
            "data": data,
        },
    }
    return {
        "type": "object",
        "description": f"What changed in {collection.name}.",
        "required": ["value"],
        "properties": {
            "value": {"type": "array", "items": change},
            "deltaLink": _delta_link(text, collection, package),
        },
    }


def _delta_link(text: str, collection: CollectionModule, package: Package) -> Schema:
    path = f"{package.api.base_path}/delta/{collection.name}?deltaToken=RGVsdGE"
    return {"type": "string", "description": text, "examples": [path]}


def _error(status: int, text: str) -> Schema:
    found: Schema = {"description": text}
    if status in (429, 503):
        found["headers"] = {"Retry-After": {"$ref": f"{_HEADERS}RetryAfter"}}
    example = {"error": {"code": f"Error{status}", "message": text}}
    if status == 400:
        example = {"error": {"code": "BadRequest", "message": text}}
    content = {"schema": reference("Error"), "example": example}
    return found | {"content": {"application/json": content}}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _header(text: str) -> Schema:
    return {"description": text, "schema": {"type": "string"}}
