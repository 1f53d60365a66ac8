"""Plans the enum of OAuth scopes."""

from __future__ import annotations

from generator import names, spec
from generator.planning.package import ScopeMember

_PREFIX = "connector-protimeapi-"


def scopes(root: spec.Spec) -> tuple[ScopeMember, ...]:
    """Return every scope once, by name."""
    found = {
        scope
        for collection in root.collections.values()
        for scope in (*collection.scopes.read, *collection.scopes.write)
    }
    return tuple(
        ScopeMember(name=member(scope), value=scope) for scope in sorted(found)
    )


def member(scope: str) -> str:
    """Return the enum member's name."""
    return names.upper(scope.removeprefix(_PREFIX))
