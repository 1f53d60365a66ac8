"""Parameters of the path, the query and the headers."""

from __future__ import annotations

from generator import spec
from generator.planning.package import (
    CollectionModule,
    Operation,
    PathParameter,
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


def of(one: Operation, collection: CollectionModule) -> list[Schema]:
    """Return the parameters that the operation takes."""
    found = [_path(path) for path in one.path_parameters]
    if one.name == "list" or one.name == "list_for_person":
        found += _listing(one, collection)
    if one.external_references:
        found.append(_references(one))
    if one.expand:
        found.append(_expand(one))
    if one.name == "get":
        found.append(_shared("ifNoneMatch"))
    if takes_match(one, collection):
        found.append(_shared("ifMatch"))
    return found


def takes_match(one: Operation, collection: CollectionModule) -> bool:
    """Return whether a change can be tied to the version that was read."""
    is_change = one.name in ("update", "upsert", "delete")
    return is_change and collection.item is not None


def _listing(one: Operation, collection: CollectionModule) -> list[Schema]:
    found = []
    if one.filters or one.where:
        found.append(_filter(one, collection))
    if one.name == "list" and "delta" in collection.spec.operations:
        found += [_shared("delta"), _shared("deltaToken")]
    return [*found, _shared("continuationToken")]


def _filter(one: Operation, collection: CollectionModule) -> Schema:
    known = {wire: collection.spec.filters[wire] for wire in one.filters}
    lines = [_property(wire, each) for wire, each in known.items()]
    text = "\n".join([_GRAMMAR, *([""] if lines else []), *lines])
    schema = _query("filter", text, {"type": "string"})
    if any(each.required for each in known.values()):
        schema["required"] = True
        schema["examples"] = {"days": {"value": _example(one)}}
    return schema


def _property(wire: str, one: spec.Filter) -> str:
    """Return the line that says what is known of a property."""
    facts = [", ".join(one.operators)]
    facts += [f"sets {', '.join(one.sets)}"] if one.sets else []
    facts += ["several"] if one.multiple else []
    facts += ["required"] if one.required else []
    facts += [_rule(rule) for rule in one.rules]
    inferred = f" Inferred: {one.inferred}." if one.inferred else ""
    return f"- `{wire}` ({'; '.join(facts)}): {one.summary}{inferred}"


def _rule(rule: spec.Rule) -> str:
    inferred = f", inferred: {rule.inferred}" if rule.inferred else ""
    words = rule.kind.replace("-", " ")
    return f"{words} in {' and '.join(rule.operations)}{inferred}"


def _example(one: Operation) -> str:
    wire = one.filters[0]
    return f"{wire} ge '2026-01-01' and {wire} le '2026-01-31'"


def _references(one: Operation) -> Schema:
    named = ", ".join(f"`{name}`" for name in one.external_references)
    text = f"{_REFERENCES}\n\nCollections: {named}."
    left = [name for name in one.external_references if name not in one.askable]
    if left:
        text += _READ_AS_VALUE.format(", ".join(f"`{name}`" for name in left))
    return _query("externalReferences", text, {"type": "string"})


def _expand(one: Operation) -> Schema:
    values: Schema = {"type": "string", "enum": list(one.expand)}
    return {
        **_query(
            "expand", "Parts to tell besides.", {"type": "array", "items": values}
        ),
        "explode": False,
    }


def _path(path: PathParameter) -> Schema:
    one = path.spec
    schema: Schema = {"type": one.type}
    text = one.summary
    if one.identifier:
        # Another system's name for the item can be any text.
        schema = {"type": ["integer", "string"] if one.type == "integer" else "string"}
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
