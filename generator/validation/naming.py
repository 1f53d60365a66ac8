"""Rules for names: each is unique, can be told from the API's, and is Python's."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator import names, spec
from generator.planning.public import RUNTIME
from generator.problems import Problem
from generator.validation.walking import Located, collections, of

_OPTIONS = ("where", "external_references", "self")
_CLIENT = (
    "close",
    "deviations",
    "from_env",
    "from_profile",
    "settings",
)
_PLAIN = re.compile(r"[0-9A-Za-z]+([ _-][0-9A-Za-z]+)*")
_MODULES = ("shared", "identifiers")
_SCOPES = "connector-protimeapi-"


def classes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse classes of one name."""
    found = [*_reference_classes(root), *_declared_classes(root)]
    taken = Counter(name for name, _ in found)
    taken.update(name for names_ in RUNTIME.values() for name in names_)
    for name, place in found:
        if taken[name] > 1:
            yield place.problem(f"several classes would be called {name}")
        if name != names.pascal(name) and not name[:1].isupper():
            yield place.problem(f"{name} is no name for a class")


def _declared_classes(root: spec.Spec) -> Iterator[tuple[str, Located]]:
    for place, kind in of(root, spec.Type):
        yield from ((name, place) for name in (place.key, kind.new) if name)
    for place, item in of(root, spec.Item):
        yield from ((name, place) for name in (item.name, item.new) if name)


def _reference_classes(root: spec.Spec) -> Iterator[tuple[str, Located]]:
    for place, reference in of(root, spec.ReferenceType):
        yield f"{reference.item}Reference", place
        if reference.id:
            yield f"{reference.item}Identifier", place
            yield f"{reference.item}Like", place


def attributes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields of one class that would have the same name in Python."""
    for place, below, named in _named(root):
        taken = [part.python or names.snake(wire) for wire, part in named.items()]
        if below == ".filters" and taken:
            taken += _OPTIONS
        if below == ".fields" and isinstance(place.node, spec.Collection):
            taken += place.node.item.moments if place.node.item else ()
        yield from _equal(place, below, taken)
    for place, kind in of(root, spec.Type):
        members = [names.upper(value) for value in kind.values or ()]
        yield from _equal(place, ".values", members)


def members(root: spec.Spec) -> Iterator[Problem]:
    """Refuse values that datamodel-code-generator names otherwise than we do."""
    for place, kind in of(root, spec.Type):
        for value in kind.values or ():
            if not _PLAIN.fullmatch(value) or names.upper(value) == "MRO":
                what = f"{value!r} gives no name to a member of an enum"
                yield place.problem(what, ".values")


def _equal(place: Located, below: str, found: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(found).items():
        if times > 1:
            yield place.problem(f"{name} would be the name of {times} things", below)


def wires(root: spec.Spec) -> Iterator[Problem]:
    """Refuse irregular names of the API until the spec gives Python's for them."""
    for place, below, named in _named(root):
        for wire, part in named.items():
            python = part.python or names.snake(wire)
            path = f"{below}[{wire!r}]"
            if not python.isidentifier() or keyword.iskeyword(python):
                yield place.problem(f"{python!r} is no name in Python", path)
            elif part.python is None and not names.round_trips(wire, python):
                what = f"{wire!r} cannot be told from {python!r}; give python:"
                yield place.problem(what, path)


_Named = Mapping[str, spec.Field | spec.Filter | spec.PathParameter]


def _named(root: spec.Spec) -> Iterator[tuple[Located, str, _Named]]:
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
        name, item = collection.collection, collection.item
        if name != names.kebab(name):
            yield place.problem("a collection's name is kebab-case", ".collection")
        if names.snake(name) in (*_CLIENT, *_MODULES):
            yield place.problem("its name is one that is taken", ".collection")
        if item and item.name == names.pascal(name):
            what = f"{item.name} is the name of the collection's own class"
            yield place.problem(what, ".item.name")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse scopes that do not look like the API's."""
    for place, allowed in of(root, spec.Scopes):
        for scope in (*allowed.read, *allowed.write):
            if not scope.startswith(_SCOPES) or "." not in scope:
                yield place.problem(f"{scope!r} is no scope of the API")


RULES = (classes, attributes, members, wires, collection_names, scopes)
