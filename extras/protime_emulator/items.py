"""The operations on one item: get, create, update, upsert and delete.

Sources: how-to/create-update-delete/, reference/general-specs/ (headers).
"""

from __future__ import annotations

import uuid
import zlib

from attrs import evolve

from protime_runtime.catalog import CollectionInfo

from .api import Api
from .calls import Call
from .effects import completed
from .listing import scope_of
from .names import ACTIVITY_DEFINITIONS, ACTIVITY_RESTRICTIONS, ACTIVITY_USAGES
from .references import Asked
from .responses import Problem, Response, missing, refused
from .wire import Key, Row, encoded, key_of, text_at

PARTS = {
    (ACTIVITY_DEFINITIONS, "usage"): (ACTIVITY_USAGES, "usages"),
    (ACTIVITY_DEFINITIONS, "restrictions"): (ACTIVITY_RESTRICTIONS, "restrictions"),
}
"""Where parts are kept that an expanded item has, by collection and property."""


def get(api: Api, call: Call) -> Response:
    """Answer with an item, or 304 if the client has it."""
    asked = api.asked(call)
    return conditional(api, call, expanded(api, call, stored(api, call, asked)), asked)


def conditional(api: Api, call: Call, row: Row, asked: Asked) -> Response:
    """Answer with a row and its ETag, or with 304 to an equal ``If-None-Match``."""
    names = _expand(call)
    body = api.decorator(call.collection, asked, names)(row)
    etag = etag_of(row)
    if asked or names:
        # References change without the version, so the text counts too.
        etag = f'{etag[:-1]}-{zlib.crc32(encoded(body)):x}"'
    if etag in _tags(call.headers.get("if-none-match")):
        return Response(status=304, headers={"ETag": etag})
    return Response(body=body, headers={"ETag": etag})


def etag_of(row: Row) -> str:
    """Return an item's ETag, in quotes: the end of its version."""
    version = text_at(row, "changeVersion") or ""
    return f'"{version.lstrip("0").lower() or "0"}"'


def check_match(call: Call, row: Row) -> None:
    """Refuse a write whose ``If-Match`` names another version.

    Raises:
        Problem: 409, concurrency conflict (reference/responses/).
    """
    tags = _tags(call.headers.get("if-match"))
    versions = [tag.partition("-")[0].rstrip('"') + '"' for tag in tags]
    if tags and "*" not in tags and etag_of(row) not in versions:
        raise Problem(409, "The item was changed by someone else since it was read.")


def _tags(header: str | None) -> list[str]:
    parts = (header or "").split(",")
    return [part.strip().removeprefix("W/") for part in parts if part.strip()]


def stored(api: Api, call: Call, asked: Asked) -> Row:
    """Return the row that the last segment of the path names.

    Raises:
        Problem: 404, there is none in the scope of the path; 400, see `Api.key`.
    """
    key = api.key(call, call.operation.path_parameters[-1].wire, asked)
    row = api.tenant.table(call.collection.name).get(key)
    scope = scope_of(api, call)
    if row is None or any(row.get(name) != value for name, value in scope.items()):
        raise missing(f"{call.collection.name}/{key}")
    return row


def expanded(api: Api, call: Call, row: Row) -> Row:
    """Return a row with the parts that ``expand`` names (their shape is inferred)."""
    for name in _expand(call):
        if name not in call.operation.expand:
            raise refused(f"'{name[:40]}' cannot be expanded.")
        if (call.collection.name, name) in PARTS:
            table, inner = PARTS[call.collection.name, name]
            part = api.tenant.table(table).get(key_of(row))
            row = {**row, name: [] if part is None else part[inner]}
    return row


def _expand(call: Call) -> list[str]:
    names = call.query.get("expand", "").split(",")
    return [name.strip() for name in names if name.strip()]


def create(api: Api, call: Call) -> Response:
    """Create an item and answer 201 with its address."""
    api.asked(call)
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    row = add(api, call, body)
    id = key_of(row)
    return Response(status=201, headers={"Location": api.location(call.path, id)})


def add(api: Api, call: Call, body: Row) -> Row:
    """Store a new item made of a body and of the path's scope."""
    name = call.collection.name
    row: Row = {"id": new_id(api, call.collection), **scope_of(api, call), **body}
    row = api.tenant.completed(name, completed(name, row))
    check_unique(api, call.collection, row)
    return api.tenant.save(call.collection.name, row)


def new_id(api: Api, collection: CollectionInfo) -> Key:
    """Return an id that no item of the collection has had."""
    if collection.id_type == "string":
        return str(uuid.uuid4())
    return api.tenant.table(collection.name).next_id()


def update(api: Api, call: Call) -> Response:
    """Replace an item's writable properties and answer with it."""
    asked = api.asked(call)
    return _replaced(api, call, stored(api, call, asked))


def _replaced(api: Api, call: Call, before: Row) -> Response:
    check_match(call, before)
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    writable = {
        field.wire for field in call.collection.fields if field.write != "never"
    }
    kept = {name: value for name, value in before.items() if name not in writable}
    if "parent" in before and "parent" in writable:
        # A parent is for good: only creation sets it (.../definitions/put/).
        body = {**body, "parent": before["parent"]}
    check_unique(api, call.collection, {**kept, **body})
    row = api.tenant.save(call.collection.name, {**kept, **body})
    return Response(body=row, headers={"ETag": etag_of(row)})


def upsert(api: Api, call: Call) -> Response:
    """Replace an item, or create it if an unknown external reference names it.

    An unknown id is a 404, for ids are Protime's (.../definitions/put/).
    """
    asked = api.asked(call)
    parameter = call.operation.path_parameters[-1]
    name = asked.get(parameter.identifier or "")
    segment = call.parameters[parameter.wire]
    is_new = (
        name is not None
        and api.references.find(call.collection.name, name, segment) is None
    )
    if name is None or not is_new:
        return _replaced(api, call, stored(api, call, asked))
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    if name.startswith("@"):
        body = {**body, **_named(call.collection, name, segment)}
    row = add(api, call, body)
    id = key_of(row)
    if not name.startswith("@"):
        api.references.put(call.collection.name, name, segment, id)
    path = call.path.rpartition("/")[0]
    headers = {"Location": api.location(path, id), "ETag": etag_of(row)}
    return Response(status=201, body=row, headers=headers)


def _named(collection: CollectionInfo, name: str, value: str) -> Row:
    """Return the field behind a predefined reference with its value."""
    by_name = {field.wire.lower(): field.wire for field in collection.fields}
    return {by_name[name[1:].replace("-", "")]: value}


def check_unique(api: Api, collection: CollectionInfo, row: Row) -> None:
    """Refuse a predefined reference's value that another item has.

    Raises:
        Problem: 400 (reference/external-references/, uniqueness).
    """
    known = api.known.get(collection.name)
    for name in () if known is None else known.predefined:
        field = "".join(word.capitalize() for word in name.split("-"))
        value = row.get(field[:1].lower() + field[1:])
        if isinstance(value, str) and value:
            holder = api.references.find(collection.name, f"@{name}", value)
            if holder is not None and holder != row["id"]:
                raise refused(f"Another item has the {name} '{value}'.")


def delete(api: Api, call: Call) -> Response:
    """Remove an item and answer 204."""
    row = stored(api, evolve(call, query={}), {})
    check_match(call, row)
    id = key_of(row)
    api.tenant.erase(call.collection.name, id)
    return Response(status=204)
