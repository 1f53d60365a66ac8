"""Plans the constants that a collection's requests are made of."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from generator.planning.naming import Naming, endpoint, filter_name, id_type
from generator.planning.package import EndpointConstant, PlannedOperation
from generator.planning.places import places
from generator.planning.scopes import member
from generator.planning.unsaid import unsaid


def endpoints(
    operations: tuple[PlannedOperation, ...], naming: Naming
) -> Iterator[EndpointConstant]:
    """Iterate over the collection's own constant and those of lists elsewhere."""
    found = {operation.name: operation for operation in operations}
    whole = evolve(
        _endpoint(naming.endpoint, naming.paths.base, operations, naming),
        write=_scope_members(naming.collection.scopes.write, naming),
        filter=_filter(found.get("list"), naming),
        delta_filter=_filter(found.get("delta"), naming),
        operations=tuple(unsaid(operations)),
        webhooks=naming.collection.webhooks,
    )
    yield whole
    for operation in operations:
        # A list below another collection, such as the history of one person.
        name = endpoint(operation, naming)
        if name != whole.name:
            yield _endpoint(name, operation.path, (operation,), naming)


def _endpoint(
    name: str, path: str, operations: tuple[PlannedOperation, ...], naming: Naming
) -> EndpointConstant:
    return EndpointConstant(
        name=name,
        model=naming.item or "object",
        id_type=id_type(naming.collection),
        path=_placeholders(naming.types.root.api.base_path + path),
        places=places(path, operations, naming.collection),
        read=_scope_members(naming.collection.scopes.read, naming),
    )


def _filter(operation: PlannedOperation | None, naming: Naming) -> str | None:
    if operation is None or not operation.filters:
        return None
    return filter_name(operation, naming.class_name)


def _scope_members(scopes: list[str], naming: Naming) -> tuple[str, ...]:
    api = naming.types.root.api
    return tuple(f"Scope.{member(scope, api)}" for scope in scopes)


def _placeholders(path: str) -> str:
    return "/".join(
        "{}" if segment.startswith("{") else segment for segment in path.split("/")
    )
