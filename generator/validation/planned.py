"""Rules for what is planned: methods take each name once, and requests differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import names, spec
from generator.planning.package import CollectionModule, Method, Package
from generator.problems import Problem
from generator.validation.walking import file_of

_SEGMENT = re.compile(r"\{\w+\}")
_CALLED = re.compile(r"(\w+)\(")


def arguments(package: Package) -> Iterator[Problem]:
    """Refuse methods with two arguments of one name."""
    for module in package.collections:
        filters = {
            found.name: [property.python for property in found.properties]
            for found in module.filters
        }
        for method in module.methods:
            found = [*_own(method), *filters.get(method.filter or "", ())]
            for name in sorted({name for name in found if found.count(name) > 1}):
                yield Problem(
                    file_of(module.name),
                    _place(name, module),
                    f"{name!r} would be the name of two arguments of {method.name};"
                    " give python:",
                )


def _own(method: Method) -> Iterator[str]:
    """Yield the arguments, and what the body reads that an argument would hide."""
    yield "self"
    given = [argument.name for argument in (*method.parameters, *method.options)]
    yield from given
    if method.filter:
        # The command line takes an expression under this name, beside the filters.
        yield "where"
        yield from ("filter",) * ("filter" in given)
    calls = _CALLED.findall(" ".join(method.call.arguments))
    yield from (name for name in calls if name in given)


def _place(name: str, module: CollectionModule) -> str:
    """Return where the spec gives the name."""
    found = module.spec
    parts: list[tuple[str, str, spec.PathParameter | spec.Filter]]
    parts = [("path_parameters", *item) for item in found.path_parameters.items()]
    parts += [("filters", *item) for item in found.filters.items()]
    for key, wire, part in parts:
        if name == (part.python or names.snake(wire)):
            return f"$.{key}[{wire!r}]"
    return "$"


def routes(package: Package) -> Iterator[Problem]:
    """Refuse two operations of one method and path."""
    known: dict[tuple[str, str, bool], str] = {}
    for module in package.collections:
        for operation in module.operations:
            path = _SEGMENT.sub("{}", operation.path)
            # What a delta asks for is in the query.
            route = (operation.method, path, operation.name == "delta")
            own = f"{operation.name} of {module.name}"
            if route in known:
                what = f"{operation.method} {operation.path} is {known[route]} already"
                place = f"$.operations[{operation.name!r}]"
                yield Problem(file_of(module.name), place, what)
            known.setdefault(route, own)


RULES = (arguments, routes)
