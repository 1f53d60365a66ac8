"""What a type's name stands for: where it lives, which twin is sent, what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from generator import names, spec

SCALARS: Mapping[str, str] = {
    "integer": "int",
    "number": "float",
    "string": "str",
    "boolean": "bool",
    "date": "Date",
    "datetime": "DateTime",
    "json": "object",
    "references": "Mapping[str, str]",
}
SHARED = "shared"
IDENTIFIERS = "identifiers"


@frozen
class Types:
    """The spec's types by name, whichever file declares them."""

    root: spec.Spec
    homes: Mapping[str, str]
    """Module of each type."""
    types: Mapping[str, spec.Type]
    written: frozenset[str]
    """Types and items that are sent, so that their read-only fields must be known."""
    kept: frozenset[str]
    """Types and items that are read, changed and sent back."""
    naming: frozenset[str]
    """Types that name an item, as an identifier does."""

    def identifier(self, collection: str) -> str:
        """Return the class that names an item of the collection."""
        return f"{self.root.reference_types[collection].item}Identifier"

    def like(self, collection: str) -> str:
        """Return the alias of what may be sent in the identifier's place."""
        return f"{self.root.reference_types[collection].item}Like"

    def twins(self) -> Mapping[str, str]:
        """Return the types by the names of what is sent in their place."""
        return {kind.new: name for name, kind in self.types.items() if kind.new}


def types(root: spec.Spec) -> Types:
    """Return the spec's types, with what is sent and what is kept."""
    found = dict(root.types)
    homes = dict.fromkeys(root.types, SHARED)
    for collection in root.collections.values():
        found |= collection.types
        homes |= dict.fromkeys(collection.types, names.snake(collection.collection))
    reached = _reached(root, found)
    items = [collection for collection in root.collections.values() if collection.item]
    new = {
        collection.item.name
        for collection in items
        if collection.item and collection.item.new
    }
    read = {
        collection.item.name
        for collection in items
        if collection.item and "get" in collection.operations
    }
    return Types(
        root,
        homes,
        found,
        frozenset(reached | new | {name for name, kind in found.items() if kind.new}),
        frozenset(reached | read),
        frozenset(_named_like_identifiers(root, found)),
    )


def references(field: spec.Field) -> tuple[str, ...]:
    """Return the collections whose items the field names."""
    if field.identifier is None:
        return ()
    named = field.identifier
    return (named,) if isinstance(named, str) else tuple(named)


def reachable(
    fields: Mapping[str, spec.Field], known: Mapping[str, spec.Type]
) -> Iterator[str]:
    """Iterate over the types that the fields reach, each once."""
    seen: set[str] = set()
    waiting = [field.type for field in fields.values()]
    while waiting:
        name = waiting.pop(0)
        if name is None or name in seen or name not in known:
            continue
        seen.add(name)
        yield name
        waiting += [field.type for field in (known[name].fields or {}).values()]


def _reached(root: spec.Spec, known: Mapping[str, spec.Type]) -> set[str]:
    """Return what an update may send back as it was read."""
    found: set[str] = set()
    for collection in root.collections.values():
        for name, operation in collection.operations.items():
            if name not in ("update", "upsert"):
                continue
            twin = _read_twin(collection, operation, known)
            if twin is not None:
                found |= {
                    twin,
                    *reachable(sent(_fields(collection, twin, known)), known),
                }
    enums = {name for name, kind in known.items() if kind.values is not None}
    return found - enums - _named_like_identifiers(root, known)


def _read_twin(
    collection: spec.Collection,
    operation: spec.Operation,
    known: Mapping[str, spec.Type],
) -> str | None:
    item = collection.item
    if item and item.new and operation.body in (None, item.new):
        return item.name
    twins = {kind.new: name for name, kind in known.items() if kind.new}
    return twins.get(operation.body or "")


def _fields(
    collection: spec.Collection, name: str, known: Mapping[str, spec.Type]
) -> Mapping[str, spec.Field]:
    if collection.item and collection.item.name == name:
        return collection.fields
    return known[name].fields or {}


def sent(fields: Mapping[str, spec.Field]) -> Mapping[str, spec.Field]:
    """Return the fields that may be sent."""
    return {wire: field for wire, field in fields.items() if field.write != "never"}


def _named_like_identifiers(
    root: spec.Spec, known: Mapping[str, spec.Type]
) -> set[str]:
    # What stands beside a list of identifiers names an item, like an identifier does.
    of_types = [kind.fields or {} for kind in known.values()]
    of_items = [collection.fields for collection in root.collections.values()]
    return {
        field.type
        for fields in (*of_types, *of_items)
        for field in fields.values()
        if field.identifier is not None and field.type is not None
    }
