"""Delta links: what changed since, by client and collection.

Source: reference/delta/ of the documentation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import define, field

from .clock import Clock
from .filters.evaluation import Predicate
from .paging import pack, unpack
from .references import Asked
from .responses import Problem, refused
from .tables import Change, Table
from .tenant import Tenant, version_text
from .wire import Key, Row


@define(kw_only=True)
class Delta:
    """An active delta: its filter and references stay in force until it ends."""

    id: int
    client_id: str
    collection: str
    cursor: int
    """Version up to which the first load gives everything."""
    matches: Predicate
    asked: Asked
    last_used: datetime
    calls: int = field(default=0)


class Deltas:
    """The active deltas of a tenant."""

    def __init__(self, tenant: Tenant, lifetime: timedelta) -> None:
        """Take how long a delta lives after its last use."""
        self._tenant = tenant
        self._lifetime = lifetime
        self._active: dict[tuple[str, str], Delta] = {}
        self._ids = itertools.count(931)

    def active(self) -> list[Delta]:
        """Return the deltas that have neither ended nor expired."""
        return [link for link in self._active.values() if not self._expired(link)]

    def start(
        self, client_id: str, collection: str, matches: Predicate, asked: Asked
    ) -> Delta:
        """Start a delta; one that the client has on the collection ends."""
        delta = Delta(
            id=next(self._ids),
            client_id=client_id,
            collection=collection,
            cursor=self._tenant.version,
            matches=matches,
            asked=asked,
            last_used=self._clock.now(),
        )
        self._active[client_id, collection] = delta
        return delta

    def resume(self, token: str, client_id: str, collection: str) -> tuple[Delta, int]:
        """Return a token's delta and the version from which it gives changes.

        Raises:
            Problem: 410, the delta has expired or ended; 400, it is no token.
        """
        inner = unpack(token) or {}
        id, cursor = inner.get("DeltaId"), inner.get("StartingCursor")
        if not isinstance(id, int) or not isinstance(cursor, int):
            raise refused("deltaToken is not a delta token.")
        delta = self._active.get((client_id, collection))
        if delta is None or delta.id != id or self._expired(delta):
            raise Problem(
                410,
                "The delta token has expired or a later delta ended it. Start again.",
            )
        delta.last_used = self._clock.now()
        delta.calls += 1
        return delta, cursor

    def token(self, delta: Delta, cursor: int) -> str:
        """Return a token with the documented members."""
        stamp = self._clock.now().isoformat().replace("+00:00", "Z")
        return pack(
            {
                "DeltaId": delta.id,
                "StartingCursor": cursor,
                "TimeStamp": stamp,
                "Pad": "~~~???",
            }
        )

    def left(self, delta: Delta) -> timedelta:
        """Return how long a delta still lives if nobody uses it."""
        return delta.last_used + self._lifetime - self._clock.now()

    def _expired(self, delta: Delta) -> bool:
        return self.left(delta) <= timedelta()

    @property
    def _clock(self) -> Clock:
        return self._tenant.clock


def events(table: Table, since: int, matches: Predicate) -> Iterator[tuple[str, Row]]:
    """Iterate over change types and data, one for each row that changed since.

    What was deleted, or changed so that it no longer matches, has only its id and
    version. Rows that never matched are left out.
    """
    latest: dict[Key, tuple[Change, bool]] = {}
    for change in table.changes_since(since):
        _, known = latest.pop(change.key, (change, False))
        known = known or (change.before is not None and matches(change.before))
        latest[change.key] = change, known
    for change, known in latest.values():
        if change.after is not None and matches(change.after):
            yield "InsertOrUpdate", change.after
        elif known:
            yield (
                "Delete",
                {"changeVersion": version_text(change.version), "id": change.key},
            )
