"""Rules for addresses: of the API, of its environments and of each operation."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from generator import spec
from generator.problems import Problem, unknown
from generator.validation.forms import (
    KEBAB,
    address_fault,
    path_fault,
    placeholders,
)
from generator.validation.walking import Located, collections, nodes, of, operations

_KNOWN = ("tenant",)
_SEGMENTS_OF_PUT = 3


def api(root: spec.Spec) -> Iterator[Problem]:
    """Refuse paths of the API that cannot be, or name what nobody fills in."""
    for place, found in of(root, spec.Api):
        for key in ("base_path", "connect_path", "discovery_path"):
            path = getattr(found, key)
            known = () if key == "base_path" else _KNOWN
            yield from _placeholders(place, key, path, known)
            if what := path_fault(path):
                yield place.problem(what, f".{key}")


def amounts(root: spec.Spec) -> Iterator[Problem]:
    """Refuse limits and responses of the API that cannot be."""
    for place, found in of(root, spec.Api):
        for key in ("longest_uri", "delta_hours"):
            if getattr(found, key) < 1:
                yield place.problem("a number above 0 is expected", f".{key}")
        if not found.environments:
            yield place.problem("there is no environment", ".environments")
        for status in found.responses:
            if status not in [*HTTPStatus] or status < HTTPStatus.BAD_REQUEST:
                what = f"{status} is no status of a failure, such as 404"
                yield place.problem(what, f".responses[{status}]")


def hosts(root: spec.Spec) -> Iterator[Problem]:
    """Refuse addresses that are not on the internet, or hold what nobody fills in."""
    for place, environment in of(root, spec.Environment):
        if not KEBAB.fullmatch(place.key):
            yield place.problem(f"{place.key!r} is no name, such as 'sandbox'")
        for key in ("api", "authentication"):
            address = getattr(environment, key)
            yield from _placeholders(place, key, address, _KNOWN)
            if what := address_fault(address):
                yield place.problem(what, f".{key}")
            elif address.count("/") > len("//"):
                what = "a host is expected, without a path or a slash at its end"
                yield place.problem(what, f".{key}")


def documentation(root: spec.Spec) -> Iterator[Problem]:
    """Refuse an address of the documentation that sources cannot be relative to."""
    for place, found in of(root, spec.Api):
        if what := address_fault(found.documentation):
            yield place.problem(what, ".documentation")
        elif not found.documentation.endswith("/") or "{" in found.documentation:
            what = "an address that ends with a slash, as sources are relative to it"
            yield place.problem(what, ".documentation")


def _placeholders(
    place: Located, key: str, text: str, known: tuple[str, ...]
) -> Iterator[Problem]:
    for name in placeholders(text):
        if name not in known:
            what = unknown("placeholder", name, known)
            yield place.problem(what, f".{key}")


def paths(root: spec.Spec) -> Iterator[Problem]:
    """Refuse parameters of a path that are not declared, and unused ones."""
    for place, collection in collections(root):
        given = {".path": collection.path} if collection.path is not None else {}
        for name, operation in collection.operations.items():
            if operation.path is not None:
                given[f".operations[{name!r}].path"] = operation.path
        declared = set(collection.path_parameters) | ({"id"} & set(collection.fields))
        for below, path in given.items():
            for wire in set(placeholders(path)) - declared:
                yield place.problem(unknown("parameter", wire, declared), below)
            if what := path_fault(path):
                yield place.problem(what, below)
        used = set(placeholders("".join(given.values())))
        for wire in collection.path_parameters.keys() - used:
            yield place.problem("no path has it", f".path_parameters[{wire!r}]")


def places(root: spec.Spec) -> Iterator[Problem]:
    """Refuse operations that are neither at their collection nor one step below it."""
    for place, name, operation, collection in operations(root):
        base, path = collection.path or f"/{collection.collection}", operation.path
        if name == "list_for_person":
            if path is None or path.startswith(f"{base}/") or path == base:
                what = "a list elsewhere needs its path, which the collection's is not"
                yield place.problem(what, "" if path is None else ".path")
            elif path.endswith("}"):
                yield place.problem("the path of a list ends with a name", ".path")
        elif path is not None and not _is_below(path, base):
            what = f"the path is {base}, or that with one parameter below it"
            yield place.problem(what, ".path")
        elif name in ("list", "delta") and path not in (None, base):
            yield place.problem(f"the path of a {name} is {base}", ".path")
        if name == "put" and len(placeholders(path or base)) != _SEGMENTS_OF_PUT:
            what = (
                "a put names a collection, a reference type and a value: 3 parameters"
            )
            yield place.problem(what, "" if path is None else ".path")


def _is_below(path: str, base: str) -> bool:
    rest = path.removeprefix(base)
    one = rest.startswith("/{") and rest.count("/") == 1
    return path == base or (path.startswith(base) and one)


def present(root: spec.Spec) -> Iterator[Problem]:
    """Refuse a spec of no collections, whose client could ask for nothing."""
    if not any(isinstance(place.node, spec.Collection) for place in nodes(root)):
        what = "there is no collection; write one as collections/NAME.yaml"
        yield Problem("collections", "", what)


RULES = (api, amounts, hosts, documentation, paths, places, present)
