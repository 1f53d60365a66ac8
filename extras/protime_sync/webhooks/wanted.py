"""Which webhooks are wanted, and what was done for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from protime import WebhookCollection
from protime_runtime.errors import InvalidRequest
from protime_runtime.given import several

log = logging.getLogger("protime.webhooks")


def _types(given: Iterable[str]) -> tuple[str, ...]:
    return several(given, "external_references")


@frozen(kw_only=True)
class Wanted:
    """A collection whose events are wanted."""

    collection: str
    external_references: tuple[str, ...] = field(default=(), converter=_types)
    """As for the feed of the collection, so that events hold what its rows hold."""


@frozen(kw_only=True)
class Action:
    """What was done to keep the wanted set true."""

    what: str
    """``created``, ``deleted``, ``confirmed`` or ``forgotten``."""
    collection: str
    webhook_id: str | None
    why: str


def checked(wanted: Iterable[Wanted | str]) -> Sequence[Wanted]:
    """Return what is wanted, collections' names included.

    Raises:
        InvalidRequest: A collection has no events, or is wanted twice.
    """
    found = tuple(
        Wanted(collection=collection) if isinstance(collection, str) else collection
        for collection in several(wanted, "collections")
    )
    names = [wanted.collection for wanted in found]
    for name in names:
        if not WebhookCollection(name).is_known:
            raise InvalidRequest(f"{name} has no events. Source: reference/webhooks/")
        if names.count(name) > 1:
            raise InvalidRequest(f"{name} is wanted twice.")
    return found


def action(what: str, collection: str, id: str | None, why: str) -> Action:
    """Log what was done, and return it."""
    log.info("%s: webhook %s, as %s", collection, what, why)
    return Action(what=what, collection=collection, webhook_id=id, why=why)
