"""Rules for names: each is unique, can be told from the API's, and is Python's."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator import names, spec
from generator.planning.scopes import member
from generator.planning.types import IDENTIFIERS, SHARED
from generator.problems import Problem
from generator.validation import taken
from generator.validation.forms import KEBAB, WIRE, attribute_fault, class_fault
from generator.validation.walking import Located, collections, of

_VALUE = re.compile(r"[0-9A-Za-z]+([ _-][0-9A-Za-z]+)*")
# What the module of a collection calls its own, by what follows the class's name.
_OF_COLLECTION = ("", "Filter", "DeltaFilter", "Reference", "OtherReference")


def classes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse classes of one name, and those that generated code has already."""
    declared = [*_reference_classes(root), *_declared_classes(root)]
    made = [*_collection_classes(root)]
    times = Counter(name for name, _ in declared + made)
    known = taken.classes(root.api)
    for name, place in declared:
        if what := class_fault(name):
            yield place.problem(what)
        elif name in known:
            yield place.problem(f"{name} is a class that the package has already")
    for name, place in made:
        if name in known - taken.markers():
            yield place.problem(f"its class {name} is one that the package has already")
    for name, place in declared + made:
        if times[name] > 1:
            yield place.problem(f"several classes would be called {name}")


def _declared_classes(root: spec.Spec) -> Iterator[tuple[str, Located]]:
    for place, kind in of(root, spec.Type):
        yield place.key, place
        if kind.new is not None:
            yield kind.new, place.below(".new")
    for place, item in of(root, spec.Item):
        yield item.name, place.below(".name")
        if item.new is not None:
            yield item.new, place.below(".new")


def _reference_classes(root: spec.Spec) -> Iterator[tuple[str, Located]]:
    for place, reference in of(root, spec.ReferenceType):
        kinds = ("Reference", "Identifier", "Like") if reference.id else ("Reference",)
        for kind in kinds:
            yield f"{reference.item}{kind}", place.below(".item")


def _collection_classes(root: spec.Spec) -> Iterator[tuple[str, Located]]:
    for place, collection in collections(root):
        name = names.pascal(collection.collection)
        yield f"Async{name}", place
        yield from ((f"{name}{kind}", place) for kind in _OF_COLLECTION)


def attributes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields of one class that would have the same name in Python."""
    for place, below, named in _named(root):
        found = [_python(wire, part) for wire, part in named.items()]
        if below == ".fields" and isinstance(place.node, spec.Collection):
            found += place.node.item.moments if place.node.item else ()
        yield from _equal(place, below, found)
    for place, kind in of(root, spec.Type):
        members = [names.upper(value) for value in kind.values or ()]
        yield from _equal(place, ".values", members)
    for place, reference in of(root, spec.ReferenceType):
        yield from _equal(place, ".predefined", map(names.upper, reference.predefined))


def hidden(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields and moments that would hide what their class is made of."""
    naming = {
        field.type
        for _, field in of(root, spec.Field)
        if field.type and field.identifier
    }
    for place, below, named in _named(root):
        if below != ".fields":
            continue
        taken_names = taken.model("Identifier" if place.key in naming else "Model")
        for wire, part in named.items():
            if (python := _python(wire, part)) in taken_names:
                what = f"{python!r} would hide what its class needs; give python:"
                yield place.problem(what, f"{below}[{wire!r}]")
    for place, item in of(root, spec.Item):
        for name in item.moments:
            fault = attribute_fault(name)
            if fault or name in taken.model("Model"):
                what = fault or f"{name!r} would hide what its class needs"
                yield place.problem(what, f".moments[{name!r}]")


def members(root: spec.Spec) -> Iterator[Problem]:
    """Refuse values that datamodel-code-generator names otherwise than we do."""
    for place, kind in of(root, spec.Type):
        for index, value in enumerate(kind.values or ()):
            if not _VALUE.fullmatch(value) or names.upper(value) == "MRO":
                what = f"{value!r} gives no name to a member of an enum"
                yield place.problem(what, f".values[{index}]")
    for place, reference in of(root, spec.ReferenceType):
        for name in reference.predefined:
            if not _VALUE.fullmatch(name) or name != names.kebab(name):
                what = f"{name!r} is no name of a reference type, such as 'door-code'"
                yield place.problem(what, f".predefined[{name!r}]")


def _equal(place: Located, below: str, found: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(found).items():
        if times > 1:
            yield place.problem(f"{name} would be the name of {times} things", below)


def wires(root: spec.Spec) -> Iterator[Problem]:
    """Refuse irregular names of the API until the spec gives Python's for them."""
    for place, below, named in _named(root):
        for wire, part in named.items():
            python, path = _python(wire, part), f"{below}[{wire!r}]"
            if not WIRE.fullmatch(wire):
                what = f"{wire!r} is no name of the API, such as 'firstDay'"
                yield place.problem(what, path)
            elif what := attribute_fault(python) or "":
                yield place.problem(what, path)
            elif part.python is None and not names.round_trips(wire, python):
                what = f"{wire!r} cannot be told from {python!r}; give python:"
                yield place.problem(what, path)


_Part = spec.Field | spec.Filter | spec.PathParameter


def _python(wire: str, part: _Part) -> str:
    return names.snake(wire) if part.python is None else part.python


def _named(root: spec.Spec) -> Iterator[tuple[Located, str, Mapping[str, _Part]]]:
    """Yield what has names of the API: where it stands, and below what key."""
    for place, collection in collections(root):
        yield place, ".fields", {**collection.fields}
        yield place, ".filters", {**collection.filters}
        yield place, ".path_parameters", {**collection.path_parameters}
    for place, kind in of(root, spec.Type):
        yield place, ".fields", {**(kind.fields or {})}


def collection_names(root: spec.Spec) -> Iterator[Problem]:
    """Refuse collections whose modules or attributes would hide something."""
    for place, collection in collections(root):
        name, module = collection.collection, names.snake(collection.collection)
        if not KEBAB.fullmatch(name):
            what = f"{name!r} is no name of a collection, such as 'work-locations'"
            yield place.problem(what, ".collection")
        elif keyword.iskeyword(name):
            yield place.problem(f"{name!r} is a word of Python's", ".collection")
        elif module in taken.client():
            what = f"{module!r} is an attribute that the client has already"
            yield place.problem(what, ".collection")
        elif module in (SHARED, IDENTIFIERS):
            what = f"{module!r} is a module of the models already"
            yield place.problem(what, ".collection")
    for place, _ in of(root, spec.ReferenceType):
        if not KEBAB.fullmatch(place.key):
            what = f"{place.key!r} is no name of a collection, such as 'work-locations'"
            yield place.problem(what)


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse scopes that do not look like the API's, or would have one name."""
    places = [*of(root, spec.Scopes)]
    every = {scope for _, found in places for scope in (*found.read, *found.write)}
    times = Counter(member(scope, root.api) for scope in every)
    form = re.compile(rf"{re.escape(root.api.scope_prefix)}[0-9a-z-]+\.[0-9a-z-]+")
    for place, found in places:
        for scope in (*found.read, *found.write):
            name = member(scope, root.api)
            if not form.fullmatch(scope):
                example = f"{root.api.scope_prefix}rooms.read"
                what = f"{scope!r} is no scope of the API, such as {example!r}"
                yield place.problem(what)
            elif times[name] > 1:
                yield place.problem(f"{name} would be the name of several scopes")


RULES = (classes, attributes, hidden, members, wires, collection_names, scopes)
