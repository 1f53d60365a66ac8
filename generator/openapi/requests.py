"""Operations: what is asked, by whom, and what is answered."""

from __future__ import annotations

from generator.openapi import parameters, responses
from generator.planning.package import (
    CollectionModule,
    Package,
    PlannedOperation,
    Schema,
)
from generator.planning.properties import reference


def operation(
    operation: PlannedOperation, collection: CollectionModule, package: Package
) -> Schema:
    """Return an operation, the start of a delta included in its list."""
    found: Schema = {
        "operationId": f"{collection.attribute}_{operation.name}",
        "tags": [collection.name],
        "summary": operation.summary,
    }
    if operation.description:
        found["description"] = "\n".join(operation.description)
    if operation.source:
        address = package.api.documentation + operation.source
        found["externalDocs"] = {"url": address}
    asked = parameters.of(operation, collection)
    if asked:
        found["parameters"] = asked
    if operation.body:
        found["requestBody"] = _body(operation)
    found["responses"] = responses.of(operation, collection, package)
    found["security"] = _security(operation.scopes, package)
    if operation.inferred:
        found["x-inferred"] = operation.inferred
    return found


def changes(collection: CollectionModule, package: Package) -> Schema:
    """Return the operation that a delta link leads to."""
    start = next(
        operation for operation in collection.operations if operation.name == "delta"
    )
    return {
        "operationId": f"{collection.attribute}_changes",
        "tags": [collection.name],
        "summary": "Iterate over what changed since the response that gave the link.",
        "parameters": [{"$ref": "#/components/parameters/changesToken"}],
        "responses": responses.changes(collection, package),
        "security": _security(start.scopes, package),
    }


def _body(operation: PlannedOperation) -> Schema:
    schema = reference(str(operation.body))
    if operation.body_is_list:
        schema = {"type": "array", "items": schema}
    return {
        "required": not operation.body_optional,
        "content": {"application/json": {"schema": schema}},
    }


def _security(scopes: tuple[str, ...], package: Package) -> list[Schema]:
    """Return one entry for each way in: any environment with any of the scopes."""
    return [
        {environment: [scope]}
        for environment in package.api.environments
        for scope in scopes
    ]
