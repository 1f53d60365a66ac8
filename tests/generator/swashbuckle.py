"""Our own document as a .NET service would serve it: OpenAPI 3.0, names, habits."""

from __future__ import annotations

import copy
from typing import Any

_JSON = ("text/plain", "application/json", "text/json")
_KEYS = ("get", "post", "put", "delete")


def swagger(document: dict[str, Any], base: str) -> dict[str, Any]:
    """Return the document in version 3.0, the base path in ``servers``."""
    content = _converted(copy.deepcopy(document))
    paths = {
        path.removeprefix(base): _path(one)
        for path, one in content["paths"].items()
        if "/delta/" not in path
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": "Protime API Connector", "version": "v1"},
        "servers": [{"url": base}],
        "paths": paths,
        "components": content["components"],
    }


def _path(one: dict[str, Any]) -> dict[str, Any]:
    for verb in _KEYS:
        operation = one.get(verb)
        if operation is None:
            continue
        operation.pop("operationId", None)
        bodies = [operation.get("requestBody") or {}, *operation["responses"].values()]
        for body in bodies:
            # Swashbuckle offers each body in several kinds of JSON.
            for kind in [*body.get("content", {})]:
                found = body["content"].pop(kind)
                body["content"] = dict.fromkeys(_JSON, found)
    return one


def _converted(one: Any) -> Any:
    if isinstance(one, list):
        return [_converted(each) for each in one]
    if not isinstance(one, dict):
        return one
    made = {key: _value(key, each) for key, each in one.items()}
    kinds = made.get("type")
    if isinstance(kinds, list):
        made["type"] = next(each for each in kinds if each != "null")
        made["nullable"] = True
    if made.get("type") == "integer":
        made["format"] = "int32"
    if "$ref" in made and len(made) > 1:
        # In 3.0 nothing may stand beside a reference, so it is wrapped.
        return {"allOf": [{"$ref": made.pop("$ref")}], **made, "nullable": True}
    for name in ("examples", "readOnly"):
        made.pop(name, None)
    return made


def _value(key: Any, each: Any) -> Any:
    if key == "$ref" and "/schemas/" in each:
        return "/".join([*each.split("/")[:-1], _dto(each.rpartition("/")[2])])
    if key == "schemas":
        return {_dto(name): _converted(one) for name, one in each.items()}
    return each if key == "enum" else _converted(each)


def _dto(name: str) -> str:
    # Names of schemas are the service's own, so none may be relied on.
    return f"{name}Dto"
