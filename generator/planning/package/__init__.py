"""The generated package as attrs classes: what templates write, all decided."""

from __future__ import annotations

from generator.planning.package.collections import (
    Argument,
    Call,
    CollectionModule,
    EndpointConstant,
    EndpointPlace,
    FilterClass,
    FilterProperty,
    FilterRule,
    Method,
    PlannedOperation,
    PlannedSegment,
    ReferencesAlias,
    UnsaidOfOperation,
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
    Shown,
)

__all__ = [
    "Argument",
    "Call",
    "CollectionModule",
    "Constant",
    "EndpointConstant",
    "EndpointPlace",
    "FilterClass",
    "FilterProperty",
    "FilterRule",
    "Lines",
    "Method",
    "ModelModule",
    "Package",
    "PlannedOperation",
    "PlannedSegment",
    "PublicName",
    "ReferenceClass",
    "ReferencesAlias",
    "Schema",
    "ScopeMember",
    "Shown",
    "UnsaidOfOperation",
]
