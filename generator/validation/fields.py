"""Rules for fields, types, filters and reference types: what they name exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import spec
from generator.planning.types import SCALARS, references
from generator.problems import Problem, unknown
from generator.validation.walking import Located, collections, of

_NO_FILTER = ("json", "references")


def kinds(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields that do not say what they hold, or say it twice."""
    for place, field in of(root, spec.Field):
        several = isinstance(field.identifier, list)
        if field.type is None and field.identifier is None:
            yield place.problem("neither a type nor an identifier is given")
        elif field.type is not None and field.identifier is not None and not several:
            yield place.problem("both a type and an identifier are given")
        elif field.type is None and several:
            yield place.problem("several identifiers need the type that is read")
        if field.list and field.map:
            yield place.problem("nothing is both a list and a map")
        if field.read == "never" and field.write == "never":
            yield place.problem("neither read nor written, so it does not exist")


def identifiers(root: spec.Spec) -> Iterator[Problem]:
    """Refuse identifiers of items that are not known or have no id."""
    for place, field in of(root, spec.Field):
        for name in references(field):
            yield from _identifier(name, place, root)
    for place, parameter in of(root, spec.PathParameter):
        if parameter.identifier:
            yield from _identifier(parameter.identifier, place, root)


def _identifier(name: str, place: Located, root: spec.Spec) -> Iterator[Problem]:
    known = root.reference_types.get(name)
    if known is None:
        what = unknown("reference type", name, root.reference_types)
        yield place.problem(what, ".identifier")
    elif known.id is None:
        yield place.problem(f"{name!r} have no id", ".identifier")


def resolution(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that neither this file nor ``types.yaml`` declares."""
    for place, field in of(root, spec.Field):
        known = {**SCALARS, **_visible(place, root)}
        if field.type is not None and field.type not in known:
            yield place.problem(unknown("type", field.type, known), ".type")


def filter_types(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters by what an expression cannot say."""
    for place, taken in of(root, spec.Filter):
        known = _visible(place, root).get(taken.type)
        plain = taken.type in SCALARS and taken.type not in _NO_FILTER
        if not plain and not (known and known.values):
            what = f"{taken.type!r} is neither a plain type nor an enum"
            yield place.problem(what, ".type")
        if not taken.operators:
            yield place.problem("a filter without operators takes nothing")


def shapes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that are neither an enum nor an object."""
    for place, kind in of(root, spec.Type):
        values, fields = kind.values, kind.fields
        if (values is None) == (fields is None):
            yield place.problem("either values or fields are to be given")
        elif values is not None and len(set(values)) != len(values):
            yield place.problem("a value is given twice", ".values")
        elif kind.new and not _written(fields or {}):
            yield place.problem(f"{kind.new} has nothing to send", ".new")


def moments(root: spec.Spec) -> Iterator[Problem]:
    """Refuse moments that are not made of a date and minutes."""
    for place, collection in collections(root):
        item, fields = collection.item, collection.fields
        for name, parts in (item.moments if item else {}).items():
            found = [fields[part].type for part in parts if part in fields]
            if found != ["date", "integer"]:
                what = "a moment names two fields, a date and a number of minutes"
                yield place.problem(what, f".item.moments[{name!r}]")


def versions(root: spec.Spec) -> Iterator[Problem]:
    """Refuse collections whose changes could not be put in order."""
    for place, collection in collections(root):
        follows = collection.webhooks or "delta" in collection.operations
        for wire in ("changeVersion", "id"):
            if follows and wire not in collection.fields:
                yield place.problem(f"a delta or webhooks need the field {wire}")


def new_items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse new items that nothing can be said of."""
    for place, collection in collections(root):
        written = _written(collection.fields)
        new = collection.item.new if collection.item else None
        if new and not written:
            yield place.problem("none of its fields can be written", ".item.new")
        if written and not new:
            yield place.problem("fields can be written, but item.new is missing")


def _written(fields: Mapping[str, spec.Field]) -> bool:
    return any(field.write != "never" for field in fields.values())


def _visible(place: Located, root: spec.Spec) -> dict[str, spec.Type]:
    # Only these two, so that modules of models never import each other in a circle.
    name = place.file.removeprefix("spec/collections/").removesuffix(".yaml")
    own = root.collections.get(name)
    return root.types | (own.types if own else {})


RULES = (
    kinds,
    identifiers,
    resolution,
    filter_types,
    shapes,
    moments,
    versions,
    new_items,
)
