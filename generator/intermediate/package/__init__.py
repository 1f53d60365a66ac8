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
    Alias,
    Enum,
    Import,
    Lines,
    Member,
    Model,
    ModelField,
    ModelModule,
    Moment,
)
from generator.intermediate.package.whole import (
    Constant,
    Package,
    PublicName,
    ReferenceClass,
    ScopeMember,
)

__all__ = [
    "Alias",
    "Call",
    "CatalogModule",
    "CollectionModule",
    "Constant",
    "EndpointConstant",
    "Enum",
    "FieldEntry",
    "FilterClass",
    "FilterEntry",
    "FilterProperty",
    "Import",
    "Lines",
    "Member",
    "Method",
    "Model",
    "ModelField",
    "ModelModule",
    "Moment",
    "Operation",
    "Package",
    "Parameter",
    "PathParameter",
    "Place",
    "PublicName",
    "ReferenceClass",
    "ReferencesAlias",
    "RuleEntry",
    "ScopeMember",
    "TypeEntry",
]
