"""Plans the operations as the API has them: paths, parameters, statuses, scopes."""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

from generator import names, spec
from generator.planning.package import PlannedOperation, PlannedSegment
from generator.planning.texts import article
from generator.planning.types import SCALARS, Types

Verb = Literal["GET", "POST", "PUT", "DELETE"]
_VERBS: dict[spec.OperationName, Verb] = {
    "create": "POST",
    "update": "PUT",
    "upsert": "PUT",
    "put": "PUT",
    "delete": "DELETE",
}
STATUSES: dict[spec.OperationName, tuple[int, ...]] = {
    "create": (201,),
    "upsert": (200, 201),
}
"""Statuses of success that are usual for a kind of operation, where 200 is not."""
_ANSWERS: dict[spec.OperationName, spec.Answer] = {
    "list": "page",
    "list_for_person": "page",
    "delta": "page",
    "get": "item",
    "create": "created",
    "upsert": "upserted",
}
_OF_ONE_ITEM = ("get", "update", "upsert", "delete")
_READ = ("list", "list_for_person", "delta", "get")
_PARAMETER = re.compile(r"\{(\w+)\}")


@frozen
class Paths:
    """Where a collection's operations are."""

    base: str
    parameters: dict[str, PlannedSegment]

    def of(self, name: spec.OperationName, collection: spec.Collection) -> str:
        """Return the operation's path, which follows from its kind if none is given."""
        given = collection.operations[name].path
        if given:
            return given
        # Without an id, as with the usages of a definition, the path names it all.
        if name in _OF_ONE_ITEM and "id" in collection.fields:
            return f"{self.base}/{{id}}"
        return self.base

    def named(self, path: str) -> tuple[PlannedSegment, ...]:
        """Return the parameters in a path."""
        return tuple(self.parameters[wire] for wire in _PARAMETER.findall(path))


def paths(collection: spec.Collection, types: Types) -> Paths:
    """Return where the collection's operations are."""
    given = dict(collection.path_parameters)
    if "id" in collection.fields and "id" not in given:
        id = collection.fields["id"]
        kind: Literal["integer", "string"] = "integer"
        if id.type == "string":
            kind = "string"
        given["id"] = spec.PathParameter(summary=id.summary, type=kind)
    parameters = {
        wire: _parameter(wire, parameter, types) for wire, parameter in given.items()
    }
    return Paths(collection.path or f"/{collection.collection}", parameters)


def _parameter(
    wire: str, parameter: spec.PathParameter, types: Types
) -> PlannedSegment:
    annotation = SCALARS[parameter.type]
    if parameter.identifier:
        annotation += f" | ReferenceValue[{types.identifier(parameter.identifier)}]"
    return PlannedSegment(
        wire=wire,
        python=parameter.python or names.snake(wire),
        annotation=annotation,
        spec=parameter,
    )


def operation(
    name: spec.OperationName, collection: spec.Collection, at: Paths
) -> PlannedOperation:
    """Return one operation of the collection."""
    known = collection.operations[name]
    path = at.of(name, collection)
    reads = name in _READ
    return PlannedOperation(
        name=name,
        summary=summary(name, collection),
        description=tuple(known.notes),
        inferred=known.inferred,
        method=_VERBS.get(name, "GET"),
        path=path,
        path_parameters=at.named(path),
        filters=tuple(known.filters),
        where=known.where,
        expand=tuple(known.expand),
        external_references=references(name, known, collection),
        body=body(name, collection),
        body_is_list=known.body_is_list,
        body_optional=known.body_optional,
        statuses=tuple(known.statuses) or STATUSES.get(name, (200,)),
        answer=known.answer or _ANSWERS.get(name, "nothing"),
        scopes=tuple(collection.scopes.read if reads else collection.scopes.write),
        source=known.source,
    )


def references(
    name: str, operation: spec.Operation, collection: spec.Collection
) -> tuple[str, ...]:
    """Return the collections whose references the operation can be asked for."""
    if operation.external_references is not None:
        return tuple(operation.external_references)
    takes = name in _READ or operation.answer == "webhook"
    return tuple(collection.external_references) if takes else ()


def body(name: spec.OperationName, collection: spec.Collection) -> str | None:
    """Return the type of what the operation sends."""
    given = collection.operations[name].body
    sends = name in ("create", "update", "upsert") and collection.item is not None
    if given or not sends:
        return given
    return collection.item.new if collection.item else None


def summary(name: spec.OperationName, collection: spec.Collection) -> str:
    """Return what the operation does, in one sentence."""
    plural = names.prose(collection.collection)
    alone = "id" not in collection.fields
    body_name = body(name, collection) or ""
    sent = names.prose(body_name.removeprefix("New"))
    item = names.prose(collection.item.name) if collection.item else ""
    filtered = bool(collection.operations[name].filters)
    narrowed = " that match the filter" if filtered else ""
    return {
        "list": f"Iterate over the {plural}{narrowed}.",
        "list_for_person": f"Iterate over the {plural} of one person.",
        "delta": f"Iterate over the {plural} and note where later changes begin.",
        "get": f"Fetch the {item}." if alone else f"Fetch one {item}.",
        "create": f"Create {article(sent or 'item')}.",
        "update": f"Update the {plural}." if alone else f"Update one {item}.",
        "upsert": f"Update one {item}, or create it where there is none.",
        "delete": _deletion(item, sent, alone=alone),
        "put": "Let an external reference name an item, by Protime's id of it.",
    }[name]


def _deletion(item: str, sent: str, *, alone: bool) -> str:
    if sent:
        return f"Delete {article(sent)}."
    return "Delete an external reference." if alone else f"Delete one {item}."
