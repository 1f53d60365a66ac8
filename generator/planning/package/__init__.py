"""The generated package as attrs classes: what templates write, all decided."""

from __future__ import annotations

from generator.planning.package.catalog import (
    CatalogModule,
    FieldEntry,
    FilterEntry,
    RuleEntry,
    TypeEntry,
)
from generator.planning.package.collections import (
    Call,
    CollectionModule,
    EndpointConstant,
    FilterClass,
    FilterProperty,
    FilterRule,
    Method,
    Operation,
    Parameter,
    PathParameter,
    Place,
    ReferencesAlias,
)
from generator.planning.package.models import (
    Lines,
    ModelModule,
    Schema,
)
from generator.planning.package.whole import (
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
    "FilterRule",
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
