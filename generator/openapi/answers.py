"""Answers: pages, items, what was created, and errors in both documented shapes."""

from __future__ import annotations

from generator.openapi import parameters
from generator.planning import examples
from generator.planning.package import (
    CollectionModule,
    Operation,
    Package,
    Schema,
)
from generator.planning.properties import reference

_ALWAYS = (400, 401, 403, 414, 429, 500, 503)
_MESSAGES = "#/components/responses/"
_HEADERS = "#/components/headers/"
_CHANGE_TYPES = ["InsertOrUpdate", "Delete"]


def of(one: Operation, collection: CollectionModule, package: Package) -> Schema:
    """Return the answers to the operation, successes first."""
    found: Schema = {
        str(status): _success(status, one, collection, package)
        for status in one.statuses
    }
    if one.name == "get":
        found["304"] = {"description": "Unchanged since the version that was named."}
    delta = one.name == "list" and "delta" in collection.spec.operations
    statuses = [*_ALWAYS]
    statuses += [404] if one.path_parameters else []
    # A page's token that has expired, or what someone else has changed meanwhile.
    conflicts = one.answer == "page" or one.method == "PUT"
    statuses += [409] if conflicts or parameters.takes_match(one, collection) else []
    statuses += [410] if delta else []
    return found | _failures(statuses, package)


def changes(collection: CollectionModule, package: Package) -> Schema:
    """Return the answers to a delta link."""
    name = f"{collection.item}Changes"
    content = _json(reference(name))
    success: Schema = {
        "200": {"description": "What changed, on one page.", "content": content}
    }
    return success | _failures([*_ALWAYS, 409, 410], package)


def schemas(package: Package) -> dict[str, Schema]:
    """Return the schemas of pages, changes and errors."""
    found: dict[str, Schema] = {}
    for one in package.collections:
        kinds = {each.name for each in one.operations}
        if one.item and kinds & {"list", "list_for_person"}:
            found[f"{one.item}Page"] = _page(one, package, delta="delta" in kinds)
        if one.item and "delta" in kinds:
            found[f"{one.item}Changes"] = _changes(one, package)
    return found | {"CreatedWebhook": _CREATED_WEBHOOK, **_ERRORS}


def errors(package: Package) -> dict[str, Schema]:
    """Return the answers that report an error, by the names that refer to them."""
    return {
        f"Error{status}": _error(status, text)
        for status, text in package.api.responses.items()
    }


def headers() -> dict[str, Schema]:
    """Return the headers of answers."""
    return {
        "ETag": _header("Version of the item, for If-Match and If-None-Match."),
        "RetryAfter": {
            "description": "Seconds to wait.",
            "schema": {"type": "integer"},
            "example": 60,
        },
    }


def _success(
    status: int, one: Operation, collection: CollectionModule, package: Package
) -> Schema:
    if status == 204 or one.answer == "nothing":
        return {"description": "Done."}
    if one.answer in ("created", "upserted"):
        return _created(status, one, collection, package)
    if one.answer == "webhook":
        created = _created(201, one, collection, package)
        return created | {"content": _json(reference("CreatedWebhook"))}
    if one.answer == "page":
        content = _json(reference(f"{collection.item}Page"))
        return {"description": "A page.", "content": content}
    return {
        "description": "What was asked for.",
        "headers": {"ETag": {"$ref": f"{_HEADERS}ETag"}},
        "content": _json(reference(str(collection.item))),
    }


def _created(
    status: int, one: Operation, collection: CollectionModule, package: Package
) -> Schema:
    if status != 201:
        return {"description": "Updated."}
    path = f"{package.api.base_path}{one.path}"
    # An upsert's path ends with what it creates; a POST's is that of the collection.
    path = path.rpartition("/")[0] if one.method == "PUT" else path
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


_CREATED_WEBHOOK: Schema = {
    "type": "object",
    "description": "What only the creation of a webhook tells.",
    "properties": {
        "id": {
            "type": "string",
            "description": "Id of the webhook.",
            "examples": [examples.GUID],
        },
        "validUntil": {
            "type": "string",
            "format": "date-time",
            "description": "When the webhook expires.",
        },
        "privateKey": {
            "type": "string",
            "description": "Key that events are signed with.",
            "x-inferred": "its name, which no page shows",
        },
    },
}
_TEXT: Schema = {"type": "string"}
_REASONS: Schema = {
    "code": _TEXT,
    "message": _TEXT,
    "reasons": {"type": "array", "items": _TEXT},
}
_ERRORS: dict[str, Schema] = {
    "Error": {
        "description": "What went wrong, in one of two shapes.",
        "anyOf": [reference("WrappedError"), reference("ValidationError")],
    },
    "WrappedError": {
        "type": "object",
        "description": "What went wrong; reasons where a rule refused the request.",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": _REASONS,
            }
        },
    },
    "ValidationError": {
        "type": "object",
        "description": "What is wrong with a body.",
        "required": ["validationErrors"],
        "properties": {
            "code": _TEXT,
            "message": _TEXT,
            "validationErrors": {
                "type": "array",
                "items": {},
                "x-inferred": "its items, which no page shows",
            },
        },
    },
    "Deleted": {
        "type": "object",
        "description": "What is left of a deleted item.",
        "required": ["id"],
        "properties": {
            "id": {"type": ["integer", "string"], "description": "Id of the item."},
            "changeVersion": {
                "type": "string",
                "description": "Version of the item; the greater text is newer.",
            },
        },
    },
}
