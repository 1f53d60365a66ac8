"""Modules of the models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import frozen

Schema: TypeAlias = dict[str, Any]
Lines = tuple[str, ...]


@frozen(kw_only=True)
class ModelModule:
    """A module of the models, in the order in which it is written."""

    name: str
    source: str
    summary: str
    schemas: Mapping[str, Schema]
    """JSON Schema of each class, which is all that the class is made from."""
