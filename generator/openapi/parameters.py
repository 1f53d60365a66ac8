"""Parameters of the path, the query and the headers."""

from __future__ import annotations

from generator import spec
from generator.planning.package import (
    CollectionModule,
    PlannedOperation,
    PlannedSegment,
    Schema,
)

_GRAMMAR = (
    "A filter expression: conditions such as `date ge '2026-01-01'`,"
    " `person in (1,2)` or `person in circle(8)`, joined by `and`; by `or` where a"
    " property takes several values."
)
_REFERENCES = (
    "Other systems' names to tell: pairs of a collection and a reference type, without"
    " anything between them, such as `(people,@badge-number)(terminals,HRMID)`."
)
_READ_AS_VALUE = (
    "\n\nWith a type of {} the path's segment is read as a value of that type, also"
    " where an id was meant, so that another item is meant: ask for one only where"
    " the segment is such a value."
)
_BEGINNING = "Where the changes begin; only ever taken from a link."


def shared() -> dict[str, Schema]:
    """Return the parameters that several operations take."""
    return {
        "continuationToken": _query(
            "continuationToken",
            "Where the next page begins; only ever taken from a `nextLink`.",
            {"type": "string"},
        ),
        "delta": {
            **_query(
                "delta",
                "Given without a value: note where later changes begin.",
                {"type": "boolean"},
            ),
            "allowEmptyValue": True,
        },
        "deltaToken": _query("deltaToken", _BEGINNING, {"type": "string"}),
        "changesToken": {
            **_query("deltaToken", _BEGINNING, {"type": "string"}),
            "required": True,
        },
        "ifMatch": _header("If-Match", "Change only what still has this `ETag`."),
        "ifNoneMatch": _header("If-None-Match", "Fetch only what has another `ETag`."),
    }


def of(operation: PlannedOperation, collection: CollectionModule) -> list[Schema]:
    """Return the parameters that the operation takes."""
    found = [_path(path) for path in operation.path_parameters]
    if operation.name == "list" or operation.name == "list_for_person":
        found += _listing(operation, collection)
    if operation.external_references:
        found.append(_references(operation))
    if operation.expand:
        found.append(_expand(operation))
    if operation.name == "get":
        found.append(_shared("ifNoneMatch"))
    if takes_match(operation, collection):
        found.append(_shared("ifMatch"))
    return found


def takes_match(operation: PlannedOperation, collection: CollectionModule) -> bool:
    """Return whether a change can be tied to the version that was read."""
    is_change = operation.name in ("update", "upsert", "delete")
    return is_change and collection.item is not None


def _listing(operation: PlannedOperation, collection: CollectionModule) -> list[Schema]:
    found = []
    if operation.filters or operation.where:
        found.append(_filter(operation, collection))
    if operation.name == "list" and "delta" in collection.spec.operations:
        found += [_shared("delta"), _shared("deltaToken")]
    return [*found, _shared("continuationToken")]


def _filter(operation: PlannedOperation, collection: CollectionModule) -> Schema:
    known = {wire: collection.spec.filters[wire] for wire in operation.filters}
    lines = [_property(wire, filter) for wire, filter in known.items()]
    text = "\n".join([_GRAMMAR, *([""] if lines else []), *lines])
    schema = _query("filter", text, {"type": "string"})
    if any(filter.required for filter in known.values()):
        schema["required"] = True
        schema["examples"] = {"days": {"value": _example(operation)}}
    return schema


def _property(wire: str, filter: spec.Filter) -> str:
    """Return the line that says what is known of a property."""
    facts = [", ".join(filter.operators)]
    facts += [f"sets {', '.join(filter.sets)}"] if filter.sets else []
    facts += ["several"] if filter.multiple else []
    facts += ["required"] if filter.required else []
    facts += [_rule(rule) for rule in filter.rules]
    inferred = f" Inferred: {filter.inferred}." if filter.inferred else ""
    return f"- `{wire}` ({'; '.join(facts)}): {filter.summary}{inferred}"


def _rule(rule: spec.Rule) -> str:
    inferred = f", inferred: {rule.inferred}" if rule.inferred else ""
    words = rule.kind.replace("-", " ")
    return f"{words} in {' and '.join(rule.operations)}{inferred}"


def _example(operation: PlannedOperation) -> str:
    wire = operation.filters[0]
    return f"{wire} ge '2026-01-01' and {wire} le '2026-01-31'"


def _references(operation: PlannedOperation) -> Schema:
    named = ", ".join(f"`{name}`" for name in operation.external_references)
    text = f"{_REFERENCES}\n\nCollections: {named}."
    left = [
        name for name in operation.external_references if name not in operation.askable
    ]
    if left:
        text += _READ_AS_VALUE.format(", ".join(f"`{name}`" for name in left))
    return _query("externalReferences", text, {"type": "string"})


def _expand(operation: PlannedOperation) -> Schema:
    values: Schema = {"type": "string", "enum": list(operation.expand)}
    return {
        **_query(
            "expand", "Parts to tell besides.", {"type": "array", "items": values}
        ),
        "explode": False,
    }


def _path(path: PlannedSegment) -> Schema:
    parameter = path.spec
    schema: Schema = {"type": parameter.type}
    text = parameter.summary
    if parameter.identifier:
        # Another system's name for the item can be any text.
        schema = {
            "type": ["integer", "string"] if parameter.type == "integer" else "string"
        }
        text += " With a reference, `externalReferences` must name its type."
    found: Schema = {"name": path.wire, "in": "path", "description": text}
    return found | {"required": True, "schema": schema}


def _query(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _header(name: str, text: str) -> Schema:
    schema = {"type": "string"}
    return {"name": name, "in": "header", "description": text, "schema": schema}


def _shared(name: str) -> Schema:
    return {"$ref": f"#/components/parameters/{name}"}
