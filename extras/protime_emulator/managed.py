"""The endpoints that map other systems' own names onto items.

Source: reference/external-references/ of the documentation.
"""

from __future__ import annotations

from .api import Api, whole
from .calls import Call
from .responses import Response, missing, refused
from .wire import Key


def put(api: Api, call: Call) -> Response:
    """Map a value to an item: 201 if the value is new, 200 if it named another."""
    collection, name, value = _names(api, call)
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    key = _key(api, collection, str(body["internalReference"]))
    is_new = api.references.put(collection, name, value, key)
    return Response(status=201 if is_new else 200)


def delete(api: Api, call: Call) -> Response:
    """Forget a value."""
    collection, name, value = _names(api, call)
    if not api.references.delete(collection, name, value):
        raise missing(f"external-references/{collection}/{name}/{value}")
    return Response(status=204)


def _names(api: Api, call: Call) -> tuple[str, str, str]:
    collection, name, value = (
        call.parameters[parameter.wire] for parameter in call.operation.path_parameters
    )
    info = api.known.get(collection)
    if info is None or info.id_type is None:
        raise refused(f"'{collection[:40]}' has no external references.")
    if name.startswith("@") or set(name) & set("(),"):
        raise refused(f"'{name[:40]}' cannot name a custom reference.")
    return collection, name, value


def _key(api: Api, collection: str, text: str) -> Key:
    key: Key = text if api.known[collection].id_type == "string" else whole(text)
    if api.tenant.table(collection).get(key) is None:
        raise refused(f"internalReference: {collection}/{text[:40]} does not exist.")
    return key
