"""Which collections name items of which others, from the fields of the spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from generator import spec


@frozen(order=True)
class Relation:
    """A field of one collection that names items of another."""

    source: str
    target: str
    field: str


def relations(root: spec.Spec) -> list[Relation]:
    """Return each relation once, those within types included."""
    found = {
        relation
        for name, collection in root.collections.items()
        for relation in _of(
            name, collection.fields, {**root.types, **collection.types}, ()
        )
    }
    return sorted(found)


def _of(
    name: str,
    fields: Mapping[str, spec.Field],
    types: Mapping[str, spec.Type],
    above: tuple[str, ...],
) -> Iterator[Relation]:
    for wire, field in fields.items():
        place = (*above, wire)
        for target in targets(field):
            if target != name:
                yield Relation(name, target, ".".join(place))
        kind = types.get(field.type or "")
        if kind is not None and kind.fields and field.type not in above:
            yield from _of(name, kind.fields, types, place)


def targets(field: spec.Field) -> tuple[str, ...]:
    """Return the collections whose items a field names."""
    if field.identifier is None:
        return ()
    named = field.identifier
    return (named,) if isinstance(named, str) else tuple(named)
