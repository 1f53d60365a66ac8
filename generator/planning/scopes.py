"""Plans the enum of OAuth scopes."""

from __future__ import annotations

from generator import names, spec
from generator.planning.package import ScopeMember


def scopes(root: spec.Spec) -> tuple[ScopeMember, ...]:
    """Return every scope once, by name."""
    found = {
        scope
        for collection in root.collections.values()
        for scope in (*collection.scopes.read, *collection.scopes.write)
    }
    return tuple(
        ScopeMember(name=member(scope, root.api), value=scope)
        for scope in sorted(found)
    )


def member(scope: str, api: spec.Api) -> str:
    """Return the enum member's name."""
    return names.upper(scope.removeprefix(api.scope_prefix))
