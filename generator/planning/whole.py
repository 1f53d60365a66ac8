"""Plans the package: the parts, and where each finds the others."""

from __future__ import annotations

from generator import spec
from generator.planning import (
    catalog,
    collections,
    models,
    public,
    references,
    scopes,
)
from generator.planning.package import Package
from generator.planning.types import types


def plan(root: spec.Spec) -> Package:
    """Return the package that the spec becomes."""
    known = types(root)
    planned = models.modules(known)
    named = references.classes(known)
    homes = {
        name: f"protime.models.{module.name}"
        for module in planned
        for name in module.schemas
    }
    homes |= {one.name: "protime.references" for one in named}
    homes["Scope"] = "protime.scopes"
    found = tuple(
        collections.module(one, known, homes) for one in root.collections.values()
    )
    return Package(
        api=root.api,
        models=planned,
        references=named,
        references_imports=references.imports(named, homes),
        scopes=scopes.scopes(root),
        collections=found,
        catalog=catalog.modules(found, known),
        shared_types=catalog.shared(known),
        public=public.names(planned, named),
        reference_types=root.reference_types,
    )
