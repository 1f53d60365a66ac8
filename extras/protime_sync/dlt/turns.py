"""The target during one run: the lease, and where each collection stands.

A position is written to the control table after its rows. Until then it travels in
dlt's own state, with the number of the package that has the rows: so a run that was
killed between the two is finished by the next one.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from attrs import asdict, define, evolve, field

from protime_runtime.errors import ProtimeError
from protime_sync.errors import LeaseHeld, LeaseLost, StateError
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.processes import this_process
from protime_sync.target.control import Control, control_of
from protime_sync.target.opening import Target, target_of
from protime_sync.target.standing import Standing, read

log = logging.getLogger("protime.sync")

_PART = 10
"""A lease is extended once the tenth part of it has passed."""

Document = MutableMapping[str, Any]
"""What dlt keeps of a resource, and commits with its package."""


_HOLDING: set[str] = set()
"""Owners of the leases that turns of this process hold."""


def _is_left(lease: Lease) -> bool:
    """Whether a turn of this process had it, and could not give it back."""
    return lease.process == this_process() and lease.owner not in _HOLDING


class Renewing(threading.Thread):
    """Extends a lease while a turn goes on, however long its load takes."""

    def __init__(self, renew: Callable[[], None], length: timedelta) -> None:
        """Take what extends the lease, and how long that lasts."""
        super().__init__(name="lease of a turn", daemon=True)
        self._renew = renew
        self._pause = length.total_seconds() / 5
        self._ended = threading.Event()

    def run(self) -> None:
        """Extend the lease until the end, or until somebody else has taken it."""
        while not self._ended.wait(self._pause):
            try:
                self._renew()
            except LeaseLost:
                return  # Whoever commits is told.
            except StateError as error:
                log.warning("%s", error)

    def end(self) -> None:
        """Extend the lease no longer."""
        self._ended.set()
        if self.ident is not None:
            self.join()


@define(kw_only=True)
class Turn:
    """A target that a tenant's collections go to, while one run has the lease."""

    tenant: str
    pipeline: Any
    target: Target
    control: Control = field(init=False)
    _renewing: Control = field(init=False)
    """The control table as the thread sees it that renews the lease."""
    owner: str
    now: Callable[[], datetime]
    lease: Lease = field(init=False)
    standings: dict[str, Standing] = field(init=False, factory=dict)
    others: tuple[Standing, ...] = field(init=False, default=())
    """Rows of other tenants in the same dataset."""
    _renewed: datetime | None = field(init=False, default=None)
    _lock: threading.Lock = field(init=False, factory=threading.Lock)
    _columns: dict[str, Sequence[str]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Take the control table of the target."""
        self.control = control_of(self.target)
        self._renewing = control_of(target_of(self.pipeline))

    @contextmanager
    def held(
        self, feeds: Mapping[str, str], kept: Lease | None = None, *, keep: bool = False
    ) -> Iterator[Mapping[str, LeaseHeld]]:
        """Hold the lease of collections; yield who holds those that could not be had.

        Args:
            feeds: Names of feeds, by collection.
            kept: A lease that an earlier turn has kept, for who has looked already.
            keep: Whether the lease is kept at the end, for a turn that follows.
        """
        refused = {} if self._goes_on(feeds, kept) else self._acquired(feeds)
        renewing = Renewing(self.renew, LENGTH)
        try:
            renewing.start()
            yield refused
        finally:
            renewing.end()
            if not keep:
                self._release()

    def _release(self) -> None:
        """Give the lease back; if that fails, the next turn here takes it."""
        _HOLDING.discard(self.lease.owner)
        for control in (self.control, self._renewing):
            try:
                control.release(self.tenant, self.lease)
            except Exception as error:
                log.warning("The lease was not given back: %s", error)
            else:
                return

    def _goes_on(self, feeds: Mapping[str, str], kept: Lease | None) -> bool:
        """Whether a lease that was kept is still the last one of all collections."""
        if kept is None or not kept.is_in_force(self.now()):
            return False
        self.lease = kept
        return all(self.standing(name).fence == kept.fence for name in feeds)

    def _acquired(self, feeds: Mapping[str, str]) -> Mapping[str, LeaseHeld]:
        now = self._renewed = self.now()
        wanted = Lease(owner=self.owner, until=now + LENGTH)
        self.lease, refused = self.control.acquire(
            self.tenant, feeds, wanted, now, _is_left
        )
        _HOLDING.add(self.owner)
        self.look()
        return refused

    def look(self) -> None:
        """Read where collections stand."""
        rows = self.control.standings()
        self.standings = {row.collection: row for row in rows if self._is_ours(row)}
        self.others = tuple(row for row in rows if not self._is_ours(row))

    def columns(self, table: str) -> Sequence[str]:
        """Return a table's columns, for which the target is asked once in a run."""
        if table not in self._columns:
            self._columns[table] = self.target.columns(table)
        return self._columns[table]

    def _is_ours(self, row: Standing) -> bool:
        return row.tenant == self.tenant

    def renew(self, lease: Lease | None = None) -> None:
        """Extend the lease, if a good part of it has passed.

        Raises:
            LeaseLost: Somebody else has taken it.
            StateError: The target could not be written.
        """
        now = self.now()
        lease = evolve(lease or self.lease, until=now + self.lease.length)
        with self._lock:
            if self._renewed is None or now - self._renewed > lease.length / _PART:
                try:
                    self._renewing.renew(self.tenant, lease)
                except ProtimeError:
                    raise
                except Exception as error:
                    raise StateError(f"The lease was not renewed: {error}") from error
                self._renewed = now

    def standing(self, collection: str) -> Standing:
        """Return where a collection stands; of one that never ran, an empty row."""
        found = self.standings.get(collection)
        return found or Standing(tenant=self.tenant, collection=collection)

    def commit(self, *rows: Standing) -> None:
        """Write where collections stand, and extend the lease.

        Raises:
            LeaseLost: Somebody else has taken it; nothing was written.
        """
        if rows:
            now = self.now()
            lease = evolve(self.lease, until=now + self.lease.length)
            self.control.commit(self.tenant, rows, lease)
            self.lease, self._renewed = lease, now
            self.standings.update((row.collection, row) for row in rows)

    def settled(self, collection: str, document: Document) -> Standing | None:
        """Return what a run reached whose rows are there, if it could not write it."""
        found = document.get("reached")
        if not isinstance(found, Mapping):
            return None
        reached = read(json.loads(found["standing"]))
        is_next = reached.revision == self.standing(collection).revision + 1
        is_ours = self._is_ours(reached) and reached.collection == collection
        if not (is_ours and is_next) or not self.target.loaded(str(found["load_id"])):
            return None
        return reached


def travelling(standing: Standing, load_id: str) -> Mapping[str, str]:
    """Return what dlt's state takes along until the rows of a package are there."""
    text = json.dumps(
        asdict(standing, recurse=False), default=lambda moment: moment.isoformat()
    )
    return {"standing": text, "load_id": load_id}


def turn_of(
    pipeline: Any,  # noqa: ANN401 - dlt's
    tenant: str,
    owner: str,
    now: Callable[[], datetime],
) -> Turn:
    """Return the target of a pipeline, for a run of a tenant's collections."""
    target = target_of(pipeline)
    return Turn(tenant=tenant, pipeline=pipeline, target=target, owner=owner, now=now)
