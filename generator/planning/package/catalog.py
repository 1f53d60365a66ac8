"""Entries of the catalog."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from generator import spec
from generator.planning.package.collections import CollectionModule


@frozen(kw_only=True)
class RuleEntry:
    """A rule in one kind of operation."""

    kind: str
    operation: str
    source: str
    inferred: str | None


@frozen(kw_only=True)
class FilterEntry:
    """A filter as the catalog tells it."""

    wire: str
    python: str
    rules: tuple[RuleEntry, ...]
    spec: spec.Filter


@frozen(kw_only=True)
class FieldEntry:
    """A property as the catalog tells it; texts are Python's."""

    arguments: Mapping[str, str]
    summary: str


@frozen(kw_only=True)
class TypeEntry:
    """A type as the catalog tells it."""

    name: str
    constant: str
    values: tuple[str, ...] = ()
    fields: tuple[FieldEntry, ...] = ()


@frozen(kw_only=True)
class CatalogModule:
    """A collection's entry in the catalog."""

    name: str
    attribute: str
    source: str
    summary: str
    path: str
    filters: tuple[FilterEntry, ...]
    types: tuple[TypeEntry, ...]
    shared: tuple[str, ...]
    """Constants of types that other entries name too."""
    fields: tuple[FieldEntry, ...]
    collection: CollectionModule
    id_type: str | None
