"""Which webhook a delivery came by, and with what its signature is verified."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from attrs import frozen

from protime_runtime.webhooks.verifier import WebhookVerifier
from protime_sync.webhooks.store import SubscriptionStore

MakeVerifier: TypeAlias = Callable[[Sequence[str]], WebhookVerifier]
"""Makes a verifier of keys: ``partial(WebhookVerifier, header="X-Signature")``."""


@frozen(kw_only=True)
class Route:
    """A webhook that deliveries are taken from."""

    collection: str
    """Collection that the webhook was made for; empty if its events say it."""

    verifier: WebhookVerifier


class Routes(Protocol):
    """Finds routes by the last segment of a destination."""

    def __call__(self, name: str) -> Route | None:
        """Return a route, or `None` for a name that is none.

        Raises:
            NotReady: The webhook is being created, and its key is not stored yet.
        """


class NotReady(Exception):
    """A webhook's key is not stored yet: Protime is asked to come again."""


@frozen
class FixedRoutes:
    """Routes that are known when the receiver is made."""

    routes: Mapping[str, Route]

    def __call__(self, name: str) -> Route | None:
        """Return a route, or `None` for a name that is none."""
        return self.routes.get(name)


class StoredRoutes:
    """Routes of the webhooks in a store; a key that was stored counts at once."""

    def __init__(
        self,
        store: SubscriptionStore,
        make_verifier: MakeVerifier,
        *,
        fresh: float = 60.0,
    ) -> None:
        """Take the store, what makes verifiers, and seconds until it is asked again."""
        self._store = store
        self._make = make_verifier
        self._fresh = fresh
        self._known: dict[str, tuple[float, Route]] = {}

    def __call__(self, name: str) -> Route | None:
        """Return a route, or `None` for a name that is none.

        Raises:
            NotReady: The webhook is being created, and its key is not stored yet.
        """
        since, route = self._known.get(name, (0.0, None))
        if route is not None and time.monotonic() - since < self._fresh:
            return route
        found = self._store.get(name)
        if found is None:
            self._known.pop(name, None)
            return None
        if found.key is None:
            raise NotReady(name)
        route = Route(collection=found.collection, verifier=self._make([found.key]))
        self._known[name] = time.monotonic(), route
        return route
