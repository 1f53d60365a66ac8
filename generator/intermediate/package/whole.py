"""The package as a whole, with the modules that exist once."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from generator import spec
from generator.intermediate.package.catalog import CatalogModule, TypeEntry
from generator.intermediate.package.collections import CollectionModule
from generator.intermediate.package.models import (
    Alias,
    Enum,
    Import,
    Lines,
    Model,
    ModelModule,
)


@frozen(kw_only=True)
class Constant:
    """A predefined reference type."""

    name: str
    value: str
    docstring: Lines


@frozen(kw_only=True)
class ReferenceClass:
    """A class of reference types."""

    name: str
    collection: str
    base: str
    docstring: Lines
    constants: tuple[Constant, ...]


@frozen(kw_only=True)
class ScopeMember:
    """An OAuth scope."""

    name: str
    value: str


@frozen(kw_only=True)
class PublicName:
    """A name that ``protime`` itself offers."""

    name: str
    module: str


@frozen(kw_only=True)
class Package:
    """Everything that is generated."""

    api: spec.Api
    models: tuple[ModelModule, ...]
    references: tuple[ReferenceClass, ...]
    references_imports: tuple[Import, ...]
    scopes: tuple[ScopeMember, ...]
    collections: tuple[CollectionModule, ...]
    catalog: tuple[CatalogModule, ...]
    shared_types: tuple[TypeEntry, ...]
    public: tuple[PublicName, ...]
    reference_types: Mapping[str, spec.ReferenceType] = field(factory=dict)

    def model(self, name: str) -> Model | Enum | Alias:
        """Return the model of that name."""
        return next(
            one for module in self.models for one in module.classes if one.name == name
        )
