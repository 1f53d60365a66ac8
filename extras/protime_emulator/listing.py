"""The operations that answer with pages: lists, deltas and changes.

Sources: fetching-resources, reference/delta/, how-to/track-changes-with-delta/.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from .api import Api, Selection
from .calls import Call
from .delta import Delta, events
from .paging import Position
from .references import Asked
from .responses import Problem, Response
from .wire import Key, Row, kebab, key_of, reference

_NOT_REPEATED = ("continuationToken", "deltaToken", "delta")


def list_items(api: Api, call: Call) -> Response:
    """Answer a list, or one page of a delta's first load."""
    if "delta" in call.query or "deltaToken" in call.query:
        return _first_load(api, call)
    asked = api.asked(call)
    selection = api.selection(call, "list")
    rows, link, _ = _page(api, call, selection, asked, suffix="")
    return Response(body={"value": rows, **link})


def _first_load(api: Api, call: Call) -> Response:
    """Answer a page of plain items; the last one has the delta link."""
    delta_operation = _delta_operation(call)
    asked = api.asked(delta_operation)
    selection = api.selection(delta_operation, "delta")
    name = call.collection.name
    if "deltaToken" in call.query:
        delta, _ = api.deltas.resume(call.query["deltaToken"], call.client_id, name)
    else:
        delta = api.deltas.start(call.client_id, name, selection.matches, asked)
    token = api.deltas.token(delta, delta.cursor)
    rows, link, is_last = _page(
        api, call, selection, asked, suffix=f"&deltaToken={token}"
    )
    if is_last:
        link = {"deltaLink": _delta_link(api, delta, delta.cursor)}
    return Response(body={"value": rows, **link})


def _delta_operation(call: Call) -> Call:
    """Return the call as one of the delta operation, whose filters differ."""
    for operation in call.collection.operations:
        if operation.name == "delta":
            return evolve(call, operation=operation)
    raise Problem(400, f"{call.collection.name} has no delta.")


def changes(api: Api, call: Call) -> Response:
    """Answer with what changed since a delta link, on one page, and a new link."""
    if "deltaToken" not in call.query:
        raise Problem(400, "deltaToken is missing.")
    name = call.collection.name
    delta, since = api.deltas.resume(call.query["deltaToken"], call.client_id, name)
    decorate = api.decorator(call.collection, delta.asked)
    value = [
        {"changeType": kind, "data": decorate(row) if kind != "Delete" else row}
        for kind, row in events(api.tenant.table(name), since, delta.matches)
    ]
    link = _delta_link(api, delta, api.tenant.version)
    return Response(body={"value": value, "deltaLink": link})


def _delta_link(api: Api, delta: Delta, cursor: int) -> str:
    token = api.deltas.token(delta, cursor)
    return f"{api.info.base_path}/delta/{delta.collection}?deltaToken={token}"


def _page(
    api: Api, call: Call, selection: Selection, asked: Asked, *, suffix: str
) -> tuple[list[Row], dict[str, object], bool]:
    """Return a page's rows, its next link if any, and whether it is the last."""
    repeated = [
        f"{name}={value}"
        for name, value in call.query.items()
        if name not in _NOT_REPEATED
    ]
    query = "&".join([call.path, *repeated, suffix and "delta"])
    position = api.paging.position(call.query.get("continuationToken"), query)
    size = 0 if api.paging.is_empty(position) else api.paging.size
    found = list(islice(_rows(api, call, selection, position.after), size))
    if len(found) < size:
        return _decorated(api, call, asked, found), {}, True
    last = key_of(found[-1]) if found else position.after
    token = api.paging.token(Position(after=last, page=position.page + 1), query)
    parameters = "&".join([*repeated, f"continuationToken={token}"])
    link = f"{call.path}?{parameters}{suffix}"
    return _decorated(api, call, asked, found), {"nextLink": link}, False


def _decorated(api: Api, call: Call, asked: Asked, rows: list[Row]) -> list[Row]:
    decorate = api.decorator(call.collection, asked)
    return [decorate(row) for row in rows]


def _rows(
    api: Api, call: Call, selection: Selection, after: Key | None
) -> Iterator[Row]:
    table = api.tenant.table(call.collection.name)
    rows = filter(selection.matches, table.rows(after, selection.bounds))
    scope = scope_of(api, call).items()
    if not scope:
        return rows
    return (row for row in rows if all(row.get(name) == value for name, value in scope))


def scope_of(api: Api, call: Call) -> dict[str, object]:
    """Return the fields that the path's leading segments fix, with their values.

    ``structureVersionId`` fixes ``structureVersion``; ``level`` itself; what names an
    item of another collection fixes the field that does.

    Raises:
        Problem: 404, nothing is there; 400, a number is none.
    """
    fields = {field.wire: field for field in call.collection.fields}
    scope: dict[str, object] = {}
    for parameter in call.operation.path_parameters:
        owner, name = parameter.identifier, parameter.wire
        if owner is not None:
            scope |= _named(api, call, name, owner)
            continue
        field = name if name in fields else name.removesuffix("Id")
        if field in fields and name != "id":
            text = call.parameters[name]
            is_number = parameter.type == "integer" and text.isdigit()
            scope[field] = int(text) if is_number else text
            table = f"{kebab(field)}s"
            if table in api.tenant.tables:
                api.tenant.row(table, text)
    return scope


def _named(api: Api, call: Call, name: str, owner: str) -> dict[str, object]:
    """Return the field that names the item of another collection in the path."""
    fields = [
        field.wire for field in call.collection.fields if field.identifier == (owner,)
    ]
    if owner == call.collection.name or not fields:
        return {}
    key = api.key(call, name, api.asked(call))
    api.tenant.row(owner, key)
    return {fields[0]: reference(key)}
