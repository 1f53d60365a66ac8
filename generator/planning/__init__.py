"""Spec to Package: every Python name, annotation, import and order settled."""

from __future__ import annotations

from generator.planning.whole import plan

__all__ = ["plan"]
