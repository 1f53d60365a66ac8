"""Rules for names: each is unique, can be told from the API's, and is Python's."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator import names, spec
from generator.planning.public import RUNTIME
from generator.problems import Problem
from generator.validation.walking import Place, collections, of

_OPTIONS = ("where", "external_references", "self")
_CLIENT = (
    "api",
    "close",
    "deviations",
    "follow",
    "from_env",
    "paginate",
    "put_all",
    "send",
    "settings",
    "today",
    "url",
)
_PLAIN = re.compile(r"[0-9A-Za-z]+([ _-][0-9A-Za-z]+)*")
_MODULES = ("shared", "identifiers")
_SCOPES = "connector-protimeapi-"


def classes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse classes of one name."""
    found = [*_reference_classes(root), *_declared_classes(root)]
    taken = Counter(name for name, _ in found)
    taken.update(name for some in RUNTIME.values() for name in some)
    for name, place in found:
        if taken[name] > 1:
            yield place.problem(f"several classes would be called {name}")
        if name != names.pascal(name) and not name[:1].isupper():
            yield place.problem(f"{name} is no name for a class")


def _declared_classes(root: spec.Spec) -> Iterator[tuple[str, Place]]:
    for place, kind in of(root, spec.Type):
        yield place.path.rpartition("['")[2].removesuffix("']"), place
        if kind.new:
            yield kind.new, place
    for place, item in of(root, spec.Item):
        yield item.name, place
        if item.new:
            yield item.new, place


def _reference_classes(root: spec.Spec) -> Iterator[tuple[str, Place]]:
    for place, reference in of(root, spec.ReferenceType):
        yield f"{reference.item}Reference", place
        if reference.id:
            yield f"{reference.item}Identifier", place
            yield f"{reference.item}Like", place


def attributes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse fields of one class that would have the same name in Python."""
    for place, collection in collections(root):
        moments = list(collection.item.moments) if collection.item else []
        yield from _equal(place, ".fields", _fields(collection.fields) + moments)
        yield from _equal(place, ".filters", _filters(collection.filters))
        parameters = collection.path_parameters.items()
        taken = [
            parameter.python or names.snake(wire) for wire, parameter in parameters
        ]
        yield from _equal(place, ".path_parameters", taken)
    for place, kind in of(root, spec.Type):
        yield from _equal(place, ".fields", _fields(kind.fields or {}))
        members = [names.upper(value) for value in kind.values or ()]
        yield from _equal(place, ".values", members)


def members(root: spec.Spec) -> Iterator[Problem]:
    """Refuse values that datamodel-code-generator names otherwise than we do."""
    for place, kind in of(root, spec.Type):
        for value in kind.values or ():
            if not _PLAIN.fullmatch(value) or names.upper(value) == "MRO":
                what = f"{value!r} gives no name to a member of an enum"
                yield place.problem(what, ".values")


def _fields(found: Mapping[str, spec.Field]) -> list[str]:
    return [field.python or names.snake(wire) for wire, field in found.items()]


def _filters(found: Mapping[str, spec.Filter]) -> list[str]:
    taken = [filter.python or names.snake(wire) for wire, filter in found.items()]
    return [*taken, *_OPTIONS] if taken else []


def _equal(place: Place, below: str, found: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(found).items():
        if times > 1:
            yield place.problem(f"{name} would be the name of {times} things", below)


def wires(root: spec.Spec) -> Iterator[Problem]:
    """Refuse irregular names of the API until the spec gives Python's for them."""
    for place, collection in collections(root):
        yield from _irregular(place, ".fields", collection.fields)
        yield from _irregular(place, ".filters", collection.filters)
        yield from _irregular(place, ".path_parameters", collection.path_parameters)
    for place, kind in of(root, spec.Type):
        yield from _irregular(place, ".fields", kind.fields or {})


def _irregular(
    place: Place,
    below: str,
    found: Mapping[str, spec.Field]
    | Mapping[str, spec.Filter]
    | Mapping[str, spec.PathParameter],
) -> Iterator[Problem]:
    for wire, declared in found.items():
        python = declared.python or names.snake(wire)
        path = f"{below}[{wire!r}]"
        if not python.isidentifier() or keyword.iskeyword(python):
            yield place.problem(f"{python!r} is no name in Python", path)
        elif declared.python is None and not names.round_trips(wire, python):
            what = f"{wire!r} cannot be told from {python!r}; give python:"
            yield place.problem(what, path)


def collection_names(root: spec.Spec) -> Iterator[Problem]:
    """Refuse collections whose modules or attributes would hide something."""
    for place, collection in collections(root):
        if collection.collection != names.kebab(collection.collection):
            yield place.problem("a collection's name is kebab-case", ".collection")
        if names.snake(collection.collection) in (*_CLIENT, *_MODULES):
            yield place.problem("its name is one that is taken", ".collection")
        if collection.item and collection.item.name == names.pascal(
            collection.collection
        ):
            what = f"{collection.item.name} is the name of the collection's own class"
            yield place.problem(what, ".item.name")


def scopes(root: spec.Spec) -> Iterator[Problem]:
    """Refuse scopes that do not look like the API's."""
    for place, scopes in of(root, spec.Scopes):
        for scope in (*scopes.read, *scopes.write):
            if not scope.startswith(_SCOPES) or "." not in scope:
                yield place.problem(f"{scope!r} is no scope of the API")


RULES = (classes, attributes, members, wires, collection_names, scopes)
