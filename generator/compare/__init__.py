"""The spec against the OpenAPI document that a tenant's Swagger page serves."""

from generator.compare.differences import Difference, compare
from generator.compare.view import View, view

__all__ = ["Difference", "View", "compare", "view"]
