"""Usages and restrictions of activity definitions: parts without ids of their own.

Sources: reference/collections/activities/activity-definitions/usages/, restrictions/.
"""

from __future__ import annotations

from .api import Api
from .calls import Call
from .items import check_match, conditional
from .names import ACTIVITY_DEFINITIONS
from .responses import Response, missing, refused
from .tenant import version_text
from .wire import Row, reference, text_at

_FOREVER = "9999-12-31"


def get(api: Api, call: Call) -> Response:
    """Answer with all usages, or all restrictions, of the definition in the path."""
    asked = api.asked(call)
    return conditional(api, call, _without_id(_part(api, call)), asked)


def create_usage(api: Api, call: Call) -> Response:
    """Add a usage; one whose period overlaps another of its kind is refused."""
    api.asked(call)
    part = _part(api, call)
    usage = api.bodies.read(call.content, call.collection, call.operation.body)
    return _stored(api, call, part, [*_list(part, "usages"), usage], 200)


def update_usage(api: Api, call: Call) -> Response:
    """Change the dates of a usage, which its kind, reference and dates identify."""
    api.asked(call)
    part = _part(api, call)
    check_match(call, part)
    change = api.bodies.read(call.content, call.collection, call.operation.body)
    usages = _list(part, "usages")
    old = _found(usages, change, "originalFrom", "originalUntil")
    new = {**old, "from": change["updatedFrom"], "until": change.get("updatedUntil")}
    new = {name: value for name, value in new.items() if value is not None}
    return _stored(
        api, call, part, [new if usage is old else usage for usage in usages], 200
    )


def delete_usage(api: Api, call: Call) -> Response:
    """Remove the usage that the body describes."""
    api.asked(call)
    part = _part(api, call)
    check_match(call, part)
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    usages = _list(part, "usages")
    old = _found(usages, body, "from", "until")
    _save(
        api, call, {**part, "usages": [usage for usage in usages if usage is not old]}
    )
    return Response(status=204)


def update_restrictions(api: Api, call: Call) -> Response:
    """Replace all restrictions by those of the body, a bare array."""
    api.asked(call)
    part = _part(api, call)
    check_match(call, part)
    body = api.bodies.read_list(call.content, call.collection, call.operation.body)
    row = _save(api, call, {**part, "restrictions": body})
    return Response(body=_without_id(row))


def _stored(
    api: Api, call: Call, part: Row, usages: list[Row], status: int
) -> Response:
    for usage in usages:
        if (text_at(usage, "until") or _FOREVER) < str(usage["from"]):
            raise refused("A usage cannot end before it begins.")
    newest = max(range(len(usages)), key=lambda index: _begin(usages[index]), default=0)
    for index, usage in enumerate(usages):
        if any(_overlap(usage, other) for other in usages[index + 1 :]):
            raise refused("Usages of one kind and reference must not overlap.")
    _save(api, call, {**part, "usages": usages})
    return Response(status=status, body=usages[newest] if usages else None)


def _begin(usage: Row) -> str:
    return str(usage["from"])


def _overlap(usage: Row, other: Row) -> bool:
    if _subject(usage) != _subject(other):
        return False
    ends = [text_at(usage, "until") or _FOREVER for usage in (usage, other)]
    return _begin(usage) <= ends[1] and _begin(other) <= ends[0]


def _subject(usage: Row) -> tuple[object, object]:
    return usage["activityUsageKind"], usage["usageReference"]


def _found(usages: list[Row], body: Row, begin: str, end: str) -> Row:
    """Return the usage that a body describes.

    Raises:
        Problem: 400, there is none: the dates must equal the stored ones.
    """
    for usage in usages:
        dates = usage["from"], usage.get("until")
        if _subject(usage) == _subject(body) and dates == (
            body.get(begin),
            body.get(end),
        ):
            return usage
    raise refused("No usage has this kind, this reference and these dates.")


def _part(api: Api, call: Call) -> Row:
    """Return the stored part of the definition in the path, or an empty one."""
    asked = api.asked(call)
    definition = api.key(call, call.operation.path_parameters[-1].wire, asked)
    owner = api.tenant.table(ACTIVITY_DEFINITIONS).get(definition)
    version, level = (call.parameters[name] for name in ("structureVersionId", "level"))
    if owner is None or (owner["structureVersion"], str(owner["level"])) != (
        version,
        level,
    ):
        raise missing(f"activity-definitions/{definition}")
    part = api.tenant.table(call.collection.name).get(definition)
    inner = call.collection.name.removeprefix("activity-")
    return part or {
        "id": definition,
        "changeVersion": version_text(0),
        "activityDefinitionId": reference(definition),
        inner: [],
    }


def _list(part: Row, name: str) -> list[Row]:
    value = part[name]
    return value if isinstance(value, list) else []


def _save(api: Api, call: Call, part: Row) -> Row:
    return api.tenant.save(call.collection.name, part)


def _without_id(part: Row) -> Row:
    # Usages and restrictions have no id: the tables know them by their definition's.
    return {name: value for name, value in part.items() if name != "id"}
