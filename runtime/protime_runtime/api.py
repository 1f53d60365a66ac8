"""What holds for the whole API, and how a page of its documentation is cited."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field

from protime_runtime.values import frozen


def citation(source: str, inferred: str | None = None) -> str:
    """Return the words that cite a page, and say what it does not say.

    >>> citation("reference/filtering/")
    'Source: reference/filtering/'
    >>> citation("reference/delta/", "from the lists")
    'Source: reference/delta/ (inferred: from the lists)'
    """
    mark = f" (inferred: {inferred})" if inferred else ""
    return f"Source: {source}{mark}"


def attribute(collection: str) -> str:
    """Return what a collection is called in Python: a client's attribute, a module.

    >>> attribute("work-locations")
    'work_locations'
    """
    return collection.replace("-", "_")


@frozen(kw_only=True)
class Environment:
    """Hosts of the API and of its tokens; ``{tenant}`` stands for the tenant's name."""

    api: str
    authentication: str


@frozen(kw_only=True)
class ApiInfo:
    """What holds for the whole API."""

    title: str
    version: str
    base_path: str
    documentation: str
    """Address that every source is relative to."""
    connect_path: str
    discovery_path: str
    longest_uri: int
    """Characters; a longer URI is answered with 414."""
    delta_hours: int
    """Hours after its last use until a delta link expires."""
    environments: Mapping[str, Environment]
    collections: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Names of the collections, by domain."""

    def domain(self, collection: str) -> str:
        """Return the domain that a collection belongs to."""
        return next(
            domain for domain, names in self.collections.items() if collection in names
        )
