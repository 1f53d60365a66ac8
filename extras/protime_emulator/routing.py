"""Which handler answers a path and a method: read from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from protime_runtime.catalog import CollectionInfo, OperationInfo

from . import activities, items, listing, managed, webhooks
from .api import Api
from .calls import Call, text_of
from .names import (
    ACTIVITY_RESTRICTIONS,
    ACTIVITY_USAGES,
    EXTERNAL_REFERENCES,
    WEBHOOKS,
)
from .responses import Problem, Response

Handler: TypeAlias = Callable[[Api, Call], Response]

_COMMON: Mapping[str, Handler] = {
    "list": listing.list_items,
    "list_for_person": listing.list_items,
    "get": items.get,
    "create": items.create,
    "update": items.update,
    "upsert": items.upsert,
    "delete": items.delete,
}

_SPECIAL: Mapping[tuple[str, str], Handler] = {
    (ACTIVITY_USAGES, "get"): activities.get,
    (ACTIVITY_USAGES, "create"): activities.create_usage,
    (ACTIVITY_USAGES, "update"): activities.update_usage,
    (ACTIVITY_USAGES, "delete"): activities.delete_usage,
    (ACTIVITY_RESTRICTIONS, "get"): activities.get,
    (ACTIVITY_RESTRICTIONS, "update"): activities.update_restrictions,
    (WEBHOOKS, "create"): webhooks.create,
    (WEBHOOKS, "get"): webhooks.get,
    (WEBHOOKS, "delete"): webhooks.delete,
    (EXTERNAL_REFERENCES, "put"): managed.put,
    (EXTERNAL_REFERENCES, "delete"): managed.delete,
}
"""Operations that the documentation gives rules of their own."""


@frozen(kw_only=True)
class Route:
    """An operation and what answers it."""

    collection: CollectionInfo
    operation: OperationInfo
    segments: tuple[str, ...]
    """Of the path; parameters in braces."""
    method: str
    handler: Handler

    def scopes(self) -> tuple[str, ...]:
        """Return the scopes of which any one is enough."""
        if self.method == "GET":
            return self.collection.read_scopes
        return self.collection.write_scopes


class Routes:
    """All operations of a catalog; a collection's are made when a path names it."""

    def __init__(self, catalog: Mapping[str, CollectionInfo]) -> None:
        """Take the catalog."""
        self._catalog = catalog
        self._made: dict[str, tuple[Route, ...]] = {}

    def find(self, path: str, method: str) -> tuple[Route, dict[str, str]]:
        """Return what answers a path below the base path, and its parameters.

        Raises:
            Problem: 404, nothing has the path; 405, it does not take the method.
        """
        segments = path.removeprefix("/").split("/")
        named = [name for name in self._catalog if name in segments]
        # Not every path names its collection: /people/{id}/job-history.
        matching = self._matching(segments, named) or self._matching(
            segments, self._catalog
        )
        if not matching or "" in segments:
            raise Problem(404, "No resource has this address.")
        for route in matching:
            if route.method == method:
                return route, _parameters(route, segments)
        allowed = ", ".join(sorted({route.method for route in matching}))
        raise Problem(405, f"The resource takes {allowed}.", headers={"Allow": allowed})

    def _matching(self, segments: list[str], names: Iterable[str]) -> list[Route]:
        return [
            route
            for name in names
            for route in self._of(name)
            if _fits(route, segments)
        ]

    def _of(self, name: str) -> tuple[Route, ...]:
        if name not in self._made:
            self._made[name] = tuple(_routes(self._catalog[name]))
        return self._made[name]


def _routes(collection: CollectionInfo) -> Iterator[Route]:
    for operation in collection.operations:
        handler = _SPECIAL.get((collection.name, operation.name)) or _COMMON.get(
            operation.name
        )
        if handler is not None:
            yield _route(collection, operation, operation.path, handler)
        if operation.name == "delta":
            yield _route(
                collection, operation, f"/delta/{collection.name}", listing.changes
            )


def _route(
    collection: CollectionInfo, operation: OperationInfo, path: str, handler: Handler
) -> Route:
    return Route(
        collection=collection,
        operation=operation,
        segments=tuple(path.removeprefix("/").split("/")),
        method=operation.method,
        handler=handler,
    )


def _fits(route: Route, segments: list[str]) -> bool:
    return len(route.segments) == len(segments) and all(
        own == given or own.startswith("{")
        for own, given in zip(route.segments, segments, strict=True)
    )


def _parameters(route: Route, segments: list[str]) -> dict[str, str]:
    return {
        own[1:-1]: text_of(given.encode())
        for own, given in zip(route.segments, segments, strict=True)
        if own.startswith("{")
    }
