"""Collections and reference types, described from their classes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, cast, get_args, get_type_hints

from protime_runtime import scalars
from protime_runtime.api import ApiInfo, attribute
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.references import ExternalReference, Predefined
from protime_runtime.catalog import docstrings
from protime_runtime.catalog.infos import (
    CollectionInfo,
    FieldInfo,
    IdType,
    OperationInfo,
    ReferenceInfo,
)
from protime_runtime.catalog.models import Models, types
from protime_runtime.catalog.operations import (
    Asking,
    asking,
    filter_values,
    filters,
    path_of,
)
from protime_runtime.types import Identifier

_DESCRIBED: dict[type, CollectionInfo] = {}


def described(collection: type, api: ApiInfo) -> CollectionInfo:
    """Return what a collection's class says of itself; each is read once."""
    # Of the two classes of a module, the one that is not awaited says it all.
    first = declared(sys.modules[collection.__module__])
    if first not in _DESCRIBED:
        _DESCRIBED[first] = _describe(first, api)
    return _DESCRIBED[first]


def declared(module: ModuleType) -> type:
    """Return the first class of a collection that a module declares."""
    classes = (kind for kind in vars(module).values() if isinstance(kind, type))
    return next(kind for kind in classes if hasattr(kind, "_endpoint"))


def _describe(collection: type[Any], api: ApiInfo) -> CollectionInfo:
    endpoint: Endpoint[Any, Any] = collection._endpoint
    methods = list(asking(collection))
    operations = tuple(method.info(api.base_path) for method in methods)
    item = _item(endpoint, methods)
    fields = item.fields()
    bodies = [method.body for method in methods if method.body]
    return CollectionInfo(
        name=endpoint.name,
        attribute=attribute(endpoint.name),
        domain=api.domain(endpoint.name),
        summary=docstrings.summary(collection.__doc__),
        path=path_of(endpoint, api.base_path),
        item=item.read.__name__ if item.read else None,
        new_item=item.sent.__name__ if item.sent else None,
        read_scopes=tuple(map(str, endpoint.read)),
        write_scopes=tuple(map(str, endpoint.write)),
        operations=operations,
        filters=tuple(filters(endpoint)),
        fields=fields,
        types=tuple(types(item, bodies, filter_values(endpoint))),
        external_references=_references(operations),
        delta=any(operation.name == "delta" for operation in operations),
        webhooks=endpoint.webhooks,
        id_type=_id_type(fields),
        model=endpoint.item,
        endpoint=endpoint,
    )


def _item(endpoint: Endpoint[Any, Any], methods: Iterable[Asking]) -> Models:
    """Return what an item is read as, and what is sent to make or to replace one."""
    sent = [
        method.body.models[0]
        for method in methods
        if method.body
        and (
            method.response in ("created", "webhook")
            # What takes an item as it was read takes the item's own properties.
            or endpoint.item in method.body.models[1:]
        )
    ]
    read = None if endpoint.item is object else endpoint.item
    return Models(read, sent[0] if sent else None)


def _references(operations: Iterable[OperationInfo]) -> tuple[str, ...]:
    """Return all that is taken, in the order of the operation that takes most."""
    taken = [operation.external_references for operation in operations]
    taken.sort(key=len, reverse=True)
    return tuple(dict.fromkeys(name for names in taken for name in names))


def _id_type(fields: Iterable[FieldInfo]) -> IdType | None:
    found = [cast("IdType", field.type) for field in fields if field.wire == "id"]
    return found[0] if found else None


def references(module: ModuleType) -> Iterator[ReferenceInfo]:
    """Iterate over what the reference types say that a module declares."""
    for kind in vars(module).values():
        if isinstance(kind, type) and kind.__module__ == module.__name__:
            yield _reference(kind)


def _reference(kind: type[ExternalReference[Identifier]]) -> ReferenceInfo:
    (base,) = vars(kind)["__orig_bases__"]
    (identifier,) = get_args(base)
    id = get_type_hints(identifier).get("id")
    return ReferenceInfo(
        collection=kind.collection,
        item=kind.__name__.removesuffix("Reference"),
        predefined=tuple(
            getattr(kind, name).removeprefix("@")
            for name, value in vars(kind).items()
            if isinstance(value, Predefined)
        ),
        id_type=cast("IdType", scalars.NAMES[id]) if id else None,
    )
