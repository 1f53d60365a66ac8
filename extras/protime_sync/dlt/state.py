"""A feed's state inside the state that dlt commits with each load.

dlt's state is small, so it holds the position only. Which ids vanished is judged by
what stands in the target itself, and of two versions in one load dlt keeps the newer.

A lease lasts while rows are read, and what was read under one that was lost is not
given to dlt's load. The load itself is dlt's, and no destination makes it depend on a
lease: so of two processes that keep one copy, only one may run at a time, as
``protime sync`` sees to by a lock beside the pipeline.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from attrs import asdict

from protime_sync.arrow import pa
from protime_sync.dlt.target import Versions
from protime_sync.errors import StateError, TargetRefused, need
from protime_sync.loads.parallel import Journal
from protime_sync.source.entries import Key
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Phase, Position, State

Stored: TypeAlias = Callable[[Judged], Iterable[Sequence[Key]]]
"""Gives the ids that stand in the target, as far as they are judged."""

_PART = 5000


class DltState:
    """Keeps a position in a dictionary of dlt's, for one feed and one run."""

    def __init__(
        self,
        document: dict[str, Any],
        *,
        stored: Stored,
        versions: Versions = lambda _: {},
        tracks: bool,
        leases: State | None,
        columns: Sequence[str] = (),
    ) -> None:
        """Take what is kept where.

        Args:
            document: Dictionary that dlt commits with the load.
            stored: Gives the ids in the target.
            versions: Gives versions in the target, which no older one overwrites.
            tracks: Whether versions of one run are compared here, for destinations
                that take each id only once in a load.
            leases: Where the lease is held, if several processes can meet.
            columns: Columns that rows come with; if they change, all rows come again.
        """
        self._document = document
        self._stored = stored
        self._versions = versions
        self._tracks = tracks
        self._leases = leases
        self._columns = list(columns)
        self._known: dict[Key, Known] = {}
        self._seen: dict[int, list[pa.Array[Any]]] = {}

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands, or `None` if it never ran.

        Raises:
            TargetRefused: The table follows another tenant.
        """
        found = self._document.get("position")
        before = str(self._document.get("feed", feed))
        if before.partition("/")[0] != feed.partition("/")[0]:
            raise TargetRefused(
                f"The table follows {before}, so {feed} cannot go there as well; give"
                " each tenant a dataset and a pipeline of its own."
            )
        if found is None or before != feed or self._has_grown():
            return None
        try:
            return _position(found)
        except (KeyError, TypeError, ValueError) as error:
            raise StateError(f"dlt's state of {feed} cannot be read: {error}") from None

    def _has_grown(self) -> bool:
        # Rows that were loaded before would lack what is in the new columns.
        before = set(self._document.get("columns", self._columns))
        return bool(self._columns) and before != set(self._columns)

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Put the position where dlt stores it together with the rows."""
        if self._leases is not None:
            self._leases.renew(feed, lease)
        self._document["feed"] = feed
        self._document["columns"] = self._columns
        scopes = {*self._document.get("scopes", []), _scope(position)}
        self._document["scopes"] = sorted(scopes)
        self._document["position"] = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(position).items()
        }

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note ids, to know at the end of a full load which ones are missing."""
        by_load: dict[int, list[Key]] = {}
        for row in rows:
            if not row.deleted:
                by_load.setdefault(row.load, []).append(row.id)
            if self._tracks:
                self._known[row.id] = row
        for load, ids in by_load.items():
            self.note(pa.array(ids), load)

    def note(self, ids: pa.Array[Any], load: int) -> None:
        """Note ids that a load brought."""
        self._seen.setdefault(load, []).append(ids)

    def discard(self, feed: str, lease: Lease) -> None:
        """Forget what an earlier run noted."""
        self._known.clear()
        self._seen.clear()

    def known(self, feed: str, ids: Collection[Key]) -> Mapping[Key, Known]:
        """Return what stands in the target of ids, and what this run brought."""
        found = {
            id: Known(id, version, None, False, POSSIBLE, None, None, "")
            for id, version in self._versions(ids).items()
        }
        found.update((id, self._known[id]) for id in ids if id in self._known)
        return found

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that stand in the target's window."""
        stored = self._stored(judged) if self._tells(judged) else ()
        return sum(len(ids) for ids in stored)

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids of the target, and of loads that were broken off, that are gone."""
        compute = need("pyarrow.compute")
        chunks = self._seen.pop(judged.load, [])
        broken_off = [
            array.to_pylist() for arrays in self._seen.values() for array in arrays
        ]
        stored = self._stored(judged) if self._tells(judged) else ()
        gone: set[Key] = set()
        # Put together only where something stands to be judged: not in a first load.
        present: pa.Array[Any] | None = None
        for ids in (*stored, *broken_off):
            missing = pa.array(ids)
            if chunks and len(missing):
                present = pa.concat_arrays(chunks) if present is None else present
                missing = missing.cast(present.type)
                is_there = compute.is_in(missing, value_set=present)
                missing = missing.filter(compute.invert(is_there))
            gone.update(missing.to_pylist())
        found = list(gone)
        for start in range(0, len(found), _PART):
            yield found[start : start + _PART]

    def _tells(self, judged: Judged) -> bool:
        """Whether all that stands in the target was read with this scope, or none."""
        scopes: list[str] = self._document.get("scopes", [])
        return not judged.scope or scopes == [judged.scope]

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Do nothing: dlt's own package keeps what was extracted until it is loaded."""

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return nothing, as nothing is kept here."""
        return ()

    def rows(self, feed: str) -> int:
        """Return 0, as rows are counted in the target."""
        return 0

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Take a lease, if leases are held anywhere."""
        if self._leases is None:
            return wanted
        return self._leases.acquire(feed, wanted, now, force=force)

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend a lease to the end that it names."""
        if self._leases is not None:
            self._leases.renew(feed, lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Release the lease, unless somebody else has taken it."""
        if self._leases is not None:
            self._leases.release(feed, lease)

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        return None if self._leases is None else self._leases.lease(feed, now)


class DltJournal(Journal):
    """Names of the windows that dlt has loaded, beside the position."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Read them from the dictionary that dlt commits with the load."""
        super().__init__(None)
        self._document = document
        if "position" in document:
            self.labels.update(document.get("windows", ()))

    def add(self, collection: str, label: str) -> None:
        """Note a window."""
        self.labels.add(label)
        self._document["windows"] = sorted(self.labels)


def _position(found: Mapping[str, Any]) -> Position:
    moments = {"used_at": datetime.fromisoformat(found["used_at"])}
    if found["changed_at"] is not None:
        moments["changed_at"] = datetime.fromisoformat(found["changed_at"])
    return Position(**{**found, **moments, "phase": Phase(found["phase"])})


def _scope(position: Position) -> str:
    scope: str = json.loads(position.signature)[2]
    return scope
