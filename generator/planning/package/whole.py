"""The package as a whole, with the modules that exist once."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from generator import spec
from generator.planning.package.collections import CollectionModule
from generator.planning.package.models import Lines, ModelModule, Schema


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
class Shown:
    """The collection that the client's docstring lists: its attribute, and an item."""

    attribute: str
    item: str


@frozen(kw_only=True)
class Package:
    """Everything that is generated."""

    api: spec.Api
    models: tuple[ModelModule, ...]
    references: tuple[ReferenceClass, ...]
    scopes: tuple[ScopeMember, ...]
    collections: tuple[CollectionModule, ...]
    domains: Mapping[str, tuple[str, ...]]
    """Names of the collections by domain."""
    public: tuple[PublicName, ...]
    shown: Shown

    @property
    def schemas(self) -> dict[str, Schema]:
        """The schemas of all models, by the names of their classes."""
        return {
            name: schema
            for module in self.models
            for name, schema in module.schemas.items()
        }
