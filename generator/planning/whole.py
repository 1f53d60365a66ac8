"""Plans the package: the parts, and where each finds the others."""

from __future__ import annotations

from generator import names, spec
from generator.planning import (
    collections,
    models,
    public,
    references,
    scopes,
)
from generator.planning.package import Package, Shown
from generator.planning.types import types


def plan(root: spec.Spec) -> Package:
    """Return the package that the spec becomes."""
    known = types(root)
    planned = models.modules(known)
    named = references.classes(known)
    found = tuple(
        collections.module(collection, known)
        for collection in root.collections.values()
    )
    return Package(
        api=root.api,
        models=planned,
        references=named,
        scopes=scopes.scopes(root),
        collections=found,
        domains=_domains(root),
        public=public.names(planned, named, root.api),
        shown=_shown(root),
    )


def _shown(root: spec.Spec) -> Shown:
    collection = root.collections[root.api.example_collection]
    item = names.snake(collection.item.name) if collection.item else "item"
    return Shown(attribute=names.snake(root.api.example_collection), item=item)


def _domains(root: spec.Spec) -> dict[str, tuple[str, ...]]:
    """Return the names of collections by domain."""
    domains = dict.fromkeys(
        collection.domain for collection in root.collections.values()
    )
    return {
        domain: tuple(
            name
            for name, collection in root.collections.items()
            if collection.domain == domain
        )
        for domain in domains
    }
