"""Operations: what is asked, by whom, and what is answered."""

from __future__ import annotations

from generator.openapi import answers, parameters
from generator.planning.package import (
    CollectionModule,
    Operation,
    Package,
    Schema,
)
from generator.planning.properties import reference


def operation(one: Operation, collection: CollectionModule, package: Package) -> Schema:
    """Return an operation, the start of a delta included in its list."""
    found: Schema = {
        "operationId": f"{collection.attribute}_{one.name}",
        "tags": [collection.name],
        "summary": one.summary,
    }
    if one.description:
        found["description"] = "\n".join(one.description)
    if one.source:
        address = package.api.documentation + one.source
        found["externalDocs"] = {"url": address}
    asked = parameters.of(one, collection)
    if asked:
        found["parameters"] = asked
    if one.body:
        found["requestBody"] = _body(one)
    found["responses"] = answers.of(one, collection, package)
    found["security"] = _security(one.scopes, package)
    if one.inferred:
        found["x-inferred"] = one.inferred
    return found


def changes(collection: CollectionModule, package: Package) -> Schema:
    """Return the operation that a delta link leads to."""
    start = next(one for one in collection.operations if one.name == "delta")
    return {
        "operationId": f"{collection.attribute}_changes",
        "tags": [collection.name],
        "summary": "Iterate over what changed since the answer that gave the link.",
        "parameters": [{"$ref": "#/components/parameters/changesToken"}],
        "responses": answers.changes(collection, package),
        "security": _security(start.scopes, package),
    }


def _body(one: Operation) -> Schema:
    schema = reference(str(one.body))
    if one.body_is_list:
        schema = {"type": "array", "items": schema}
    return {
        "required": not one.body_optional,
        "content": {"application/json": {"schema": schema}},
    }


def _security(scopes: tuple[str, ...], package: Package) -> list[Schema]:
    """Return one entry for each way in: any environment with any of the scopes."""
    return [
        {environment: [scope]}
        for environment in package.api.environments
        for scope in scopes
    ]
