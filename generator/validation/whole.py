"""Rules for what holds for the whole API: what its keys name exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator import names, spec
from generator.problems import Problem, unknown
from generator.validation import taken
from generator.validation.forms import KEBAB, attribute_fault, class_fault
from generator.validation.walking import collections, of


def package(root: spec.Spec) -> Iterator[Problem]:
    """Refuse a package and a client that Python could not name, or has already."""
    for place, api in of(root, spec.Api):
        package, client = api.package, api.client
        what = attribute_fault(package)
        if what or package != names.snake(package):
            yield place.problem(
                what or f"{package!r} is no name for a package", ".package"
            )
        elif package in taken.packages():
            yield place.problem(f"there is a package {package} already", ".package")
        if what := class_fault(client):
            yield place.problem(what, ".client")
        elif {client, f"Async{client}"} & taken.imported():
            yield place.problem(f"{client} is a class that there is already", ".client")
        if not KEBAB.fullmatch(api.scope_prefix.removesuffix("-")):
            what = f"{api.scope_prefix!r} begins no scope, as 'connector-api-' would"
            yield place.problem(what, ".scope_prefix")


def domains(root: spec.Spec) -> Iterator[Problem]:
    """Refuse domains that ``api.yaml`` does not list, and those of no collection."""
    known = root.api.domains
    for place, collection in collections(root):
        if collection.domain not in known:
            yield place.problem(unknown("domain", collection.domain, known), ".domain")
    used = {collection.domain for collection in root.collections.values()}
    for place, api in of(root, spec.Api):
        for index, domain in enumerate(api.domains):
            if not KEBAB.fullmatch(domain):
                what = f"{domain!r} is no name of a domain, such as 'cross-cutting'"
                yield place.problem(what, f".domains[{index}]")
            elif domain not in used:
                what = "no collection is of this domain"
                yield place.problem(what, f".domains[{index}]")


def example(root: spec.Spec) -> Iterator[Problem]:
    """Refuse an example that could not be listed as the docstring shows."""
    for place, api in of(root, spec.Api):
        name = api.example_collection
        shown = root.collections.get(name)
        if shown is None:
            what = unknown("collection", name, root.collections)
            yield place.problem(what, ".example_collection")
        elif "list" not in shown.operations:
            yield place.problem(f"{name} cannot be listed", ".example_collection")


RULES = (package, domains, example)
