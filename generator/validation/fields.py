"""Rules for fields, types, filters and reference types: what they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator import spec
from generator.planning.types import SCALARS, references
from generator.problems import Problem, unknown
from generator.validation.walking import Place, collections, of

_NO_FILTER = ("json", "references")


def kinds(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields that do not say what they hold, or say it twice."""
    for place, one in of(root, spec.Field):
        several = isinstance(one.identifier, list)
        if one.type is None and one.identifier is None:
            yield place.problem("neither a type nor an identifier is given")
        elif one.type is not None and one.identifier is not None and not several:
            yield place.problem("both a type and an identifier are given")
        elif one.type is None and several:
            yield place.problem("several identifiers need the type that is read")
        if one.list and one.map:
            yield place.problem("nothing is both a list and a map")
        if one.read == "never" and one.write == "never":
            yield place.problem("neither read nor written, so it does not exist")


def identifiers(root: spec.Spec) -> Iterator[Problem]:
    """Refuse identifiers of items that are not known or have no id."""
    for place, one in of(root, spec.Field):
        for name in references(one):
            yield from _identifier(name, place, root)
    for place, parameter in of(root, spec.PathParameter):
        if parameter.identifier:
            yield from _identifier(parameter.identifier, place, root)


def _identifier(name: str, place: Place, root: spec.Spec) -> Iterator[Problem]:
    known = root.reference_types.get(name)
    if known is None:
        what = unknown("reference type", name, root.reference_types)
        yield place.problem(what, ".identifier")
    elif known.id is None:
        yield place.problem(f"{name!r} have no id", ".identifier")


def resolution(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that neither this file nor ``types.yaml`` declares."""
    for place, one in of(root, spec.Field):
        known = {**SCALARS, **_visible(place, root)}
        if one.type is not None and one.type not in known:
            # In this file or in types.yaml; others are not looked at.
            yield place.problem(unknown("type", one.type, known), ".type")


def filter_types(root: spec.Spec) -> Iterator[Problem]:
    """Refuse filters by what an expression cannot say."""
    for place, one in of(root, spec.Filter):
        known = _visible(place, root).get(one.type)
        plain = one.type in SCALARS and one.type not in _NO_FILTER
        if not plain and not (known and known.values):
            what = f"{one.type!r} is neither a plain type nor an enum"
            yield place.problem(what, ".type")
        if not one.operators:
            yield place.problem("a filter without operators takes nothing")


def shapes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that are neither an enum nor an object."""
    for place, one in of(root, spec.Type):
        if (one.values is None) == (one.fields is None):
            yield place.problem("either values or fields are to be given")
        elif one.values is not None and len(set(one.values)) != len(one.values):
            yield place.problem("a value is given twice", ".values")
        elif one.new and all(each.write == "never" for each in _fields(one)):
            yield place.problem(f"{one.new} has nothing to send", ".new")


def moments(root: spec.Spec) -> Iterator[Problem]:
    """Refuse moments that are not made of a date and minutes."""
    for place, one in collections(root):
        for name, parts in (one.item.moments if one.item else {}).items():
            found = [one.fields[part].type for part in parts if part in one.fields]
            if found != ["date", "integer"]:
                what = "a moment names two fields, a date and a number of minutes"
                yield place.problem(what, f".item.moments[{name!r}]")


def versions(root: spec.Spec) -> Iterator[Problem]:
    """Refuse collections whose changes could not be put in order."""
    for place, one in collections(root):
        follows = one.webhooks or "delta" in one.operations
        if follows and "changeVersion" not in one.fields:
            yield place.problem("a delta or webhooks need the field changeVersion")
        if follows and "id" not in one.fields:
            yield place.problem("a delta or webhooks need the field id")


def new_items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse new items that nothing can be said of."""
    for place, one in collections(root):
        sent = [each for each in one.fields.values() if each.write != "never"]
        if one.item and one.item.new and not sent:
            yield place.problem("none of its fields can be written", ".item.new")
        if sent and not (one.item and one.item.new):
            yield place.problem("fields can be written, but item.new is missing")


def _fields(one: spec.Type) -> list[spec.Field]:
    return list((one.fields or {}).values())


def _visible(place: Place, root: spec.Spec) -> dict[str, spec.Type]:
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
