"""The generated package as attrs classes: what templates write, all decided."""

from __future__ import annotations

from generator.intermediate.package.catalog import (
    CatalogModule,
    FieldEntry,
    FilterEntry,
    RuleEntry,
    TypeEntry,
)
from generator.intermediate.package.collections import (
    Call,
    CollectionModule,
    EndpointConstant,
    FilterClass,
    FilterProperty,
    Method,
    Operation,
    Parameter,
    PathParameter,
    Place,
    ReferencesAlias,
)
from generator.intermediate.package.models import (
    Import,
    Lines,
    ModelModule,
    Schema,
)
from generator.intermediate.package.whole import (
    Constant,
    Package,
    PublicName,
    ReferenceClass,
    ScopeMember,
)

__all__ = [
    "Call",
    "CatalogModule",
    "CollectionModule",
    "Constant",
    "EndpointConstant",
    "FieldEntry",
    "FilterClass",
    "FilterEntry",
    "FilterProperty",
    "Import",
    "Lines",
    "Method",
    "ModelModule",
    "Operation",
    "Package",
    "Parameter",
    "PathParameter",
    "Place",
    "PublicName",
    "ReferenceClass",
    "ReferencesAlias",
    "RuleEntry",
    "Schema",
    "ScopeMember",
    "TypeEntry",
]
