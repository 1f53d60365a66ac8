"""The spec against the OpenAPI document that a tenant's Swagger page serves."""

from generator.compare.comparing import Comparison, compare, comparison
from generator.compare.differences import Difference, Uncompared
from generator.compare.view import View, view

__all__ = [
    "Comparison",
    "Difference",
    "Uncompared",
    "View",
    "compare",
    "comparison",
    "view",
]
