"""Rules for fields and types: what they name exists, and what they say fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator import spec
from generator.planning.types import SCALARS, reachable, references
from generator.problems import Problem, unknown
from generator.validation.forms import WIRE
from generator.validation.walking import Located, collections, of

_IDS = ("integer", "string")


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
        elif field.identifier == []:
            yield place.problem("no collection is named", ".identifier")


def holders(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields that nothing can be, or that nobody would see."""
    for place, field in of(root, spec.Field):
        if field.list and field.map:
            yield place.problem("nothing is both a list and a map")
        elif (field.list or field.map) and field.type == "references":
            yield place.problem("references are neither in a list nor in a map")
        elif field.map and field.type == "json":
            yield place.problem("a map of anything is json itself: leave map away")
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
            named = root.reference_types.get(parameter.identifier)
            if named and named.id not in (None, parameter.type):
                what = f"ids of {parameter.identifier} are of the type {named.id}"
                yield place.problem(what, ".type")


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
        own = visible(place, root)
        known, found = {**SCALARS, **own}, own.get(field.type or "")
        if field.type is not None and field.type not in known:
            yield place.problem(unknown("type", field.type, known), ".type")
        elif found and field.read != "never" and not _read(found):
            yield place.problem(f"{field.type} is never read", ".type")


def wires(root: spec.Spec) -> Iterator[Problem]:
    """Refuse other names of a field that are no names, or another field's."""
    for place, fields in _objects(root):
        known = dict.fromkeys(fields, "a field")
        for wire, field in fields.items():
            for index, name in enumerate(field.also):
                below = f"[{wire!r}].also[{index}]"
                if not WIRE.fullmatch(name):
                    what = f"{name!r} is no name of the API, such as 'firstDay'"
                    yield place.problem(what, below)
                elif name in known:
                    yield place.problem(f"{name!r} is {known[name]} already", below)
                known.setdefault(name, "another name of a field")


def shapes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that are neither an enum nor an object."""
    for place, kind in of(root, spec.Type):
        if (kind.values is None) == (kind.fields is None):
            yield place.problem("either values or fields are to be given")
        elif not (kind.values or kind.fields):
            below = ".fields" if kind.values is None else ".values"
            yield place.problem("a type holds at least one", below)
        elif kind.new and not written(kind.fields or {}):
            yield place.problem(f"{kind.new} has nothing to send", ".new")
        elif kind.new and not _read(kind):
            yield place.problem("what is never read is sent under its own name", ".new")


def cycles(root: spec.Spec) -> Iterator[Problem]:
    """Refuse types that are made of themselves, which have no end in a table."""
    for place, kind in of(root, spec.Type):
        for wire, field in (kind.fields or {}).items():
            found = {field.type or "": field}
            if place.key in (field.type, *reachable(found, visible(place, root))):
                what = f"{place.key} would be made of itself"
                yield place.problem(what, f".fields[{wire!r}].type")


def moments(root: spec.Spec) -> Iterator[Problem]:
    """Refuse moments that are not made of a date and minutes."""
    for place, collection in collections(root):
        item, fields = collection.item, collection.fields
        for name, parts in (item.moments if item else {}).items():
            below = f".item.moments[{name!r}]"
            for part in parts:
                if part not in fields:
                    yield place.problem(unknown("field", part, fields), below)
            found = [_single(fields[part]) for part in parts if part in fields]
            if found != ["date", "integer"] and set(parts) <= set(fields):
                what = "a moment names two fields, a date and a number of minutes"
                yield place.problem(what, below)


def _single(field: spec.Field) -> str | None:
    many = field.list or field.map or field.read == "never"
    return None if many else field.type


def versions(root: spec.Spec) -> Iterator[Problem]:
    """Refuse collections whose changes could not be put in order."""
    for place, collection in collections(root):
        follows = collection.webhooks or "delta" in collection.operations
        for wire, types in (("changeVersion", ("string",)), ("id", _IDS)):
            field = collection.fields.get(wire)
            if follows and field is None:
                yield place.problem(f"a delta or webhooks need the field {wire}")
            elif field and _single(field) not in types:
                what = f"the field {wire} is a single {' or '.join(types)} that is read"
                yield place.problem(what, f".fields[{wire!r}]")


def items(root: spec.Spec) -> Iterator[Problem]:
    """Refuse items that nothing can be said of, and fields of none."""
    for place, collection in collections(root):
        item, fields = collection.item, collection.fields
        new = item.new if item else None
        if fields and not item:
            yield place.problem("there is no item that the fields belong to", ".fields")
        if item and all(field.read == "never" for field in fields.values()):
            yield place.problem("none of its fields can be read", ".item")
        if new and not written(fields):
            yield place.problem("none of its fields can be written", ".item.new")
        if item and written(fields) and not new:
            yield place.problem("fields can be written, but item.new is missing")


def written(fields: Mapping[str, spec.Field]) -> bool:
    """Whether any of the fields can be sent."""
    return any(field.write != "never" for field in fields.values())


def _read(kind: spec.Type) -> bool:
    fields = kind.fields or {}
    return not fields or any(field.read != "never" for field in fields.values())


def _objects(root: spec.Spec) -> Iterator[tuple[Located, Mapping[str, spec.Field]]]:
    """Yield the fields of each object, and where they stand."""
    for place, collection in collections(root):
        yield Located(place.file, "$.fields", collection), collection.fields
    for place, kind in of(root, spec.Type):
        yield Located(place.file, f"{place.path}.fields", kind), kind.fields or {}


def visible(place: Located, root: spec.Spec) -> dict[str, spec.Type]:
    """Return the types that a file may name: its own, and the shared ones."""
    # Only these two, so that modules of models never import each other in a circle.
    path = PurePosixPath(place.file)
    own = root.collections.get(path.stem) if path.parent.name else None
    return root.types | (own.types if own else {})


RULES = (
    kinds,
    holders,
    identifiers,
    resolution,
    wires,
    shapes,
    cycles,
    moments,
    versions,
    items,
)
