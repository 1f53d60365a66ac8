"""A feed's state in the target: its position in the control table, its ids in rows.

Which ids vanished is judged by what stands in the table itself, and of two versions in
one load dlt keeps the newer. A position counts once the rows before it are there: it is
handed over by `reached`, and whoever loads them writes it (`protime_sync.dlt.turns`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import evolve

from protime_sync.arrow import pa
from protime_sync.dlt.turns import Turn
from protime_sync.errors import need
from protime_sync.source.entries import Key
from protime_sync.state.leases import Lease
from protime_sync.state.protocol import POSSIBLE, Judged, Known, Position
from protime_sync.target.standing import Standing, named
from protime_sync.target.where import Where

_PART = 5000
_MOST = 100_000
"""Ids that are held to count rows; beyond it, the table is counted."""


class TargetState:
    """Keeps a position and judges ids by a table, for one feed and one run."""

    def __init__(
        self,
        turn: Turn | None,
        standing: Standing,
        *,
        table: str,
        stored: Sequence[str] = (),
        where: Where,
        columns: str,
        tracks: bool,
        anew: bool = False,
    ) -> None:
        """Take where it stands.

        Args:
            turn: The target; without one, what was given is only judged.
            standing: What the control table has of it.
            table: The table.
            stored: The table's columns in the target; none if there is no table.
            where: Rows that are the feed's: of its tenant, and its columns of days.
            columns: Columns that rows come with; if they change, all rows come again.
            tracks: Whether versions of one run are compared here, for destinations
                that take each id only once in a load.
            anew: Whether everything is to be loaded, wherever it stands.
        """
        self._turn = turn
        self._standing = standing
        self._table = table
        self._stored = stored
        self._where = where
        self._columns = columns
        self._tracks = tracks
        self._anew = anew
        self._known: dict[Key, Known] = {}
        self._there: dict[Key, bool] = {}
        self._seen: dict[int, list[pa.Array[Any]]] = {}
        self.added = 0
        """Rows that changes added, less those that they removed."""
        self.added_is_known = True
        self.reached: Position | None = None

    def load(self, feed: str) -> Position | None:
        """Return where the feed stands; `None` if all rows have to come."""
        if self._standing.feed != feed or self._writes_all:
            return None
        return self._standing.position

    @property
    def _writes_all(self) -> bool:
        """Whether each row has to be written, even if it is as it was."""
        before = self._standing
        has_other_columns = before.columns not in ("", self._columns)
        # Or somebody has dropped the table, or columns of it.
        is_damaged = bool(before.rows) and self._has_lost_columns()
        return self._anew or has_other_columns or is_damaged

    def _has_lost_columns(self) -> bool:
        return not named(self._columns) <= {*self._stored}

    def commit(self, feed: str, position: Position, lease: Lease) -> None:
        """Take the position that the run has reached, if the lease is still held."""
        self.renew(feed, lease)
        self.reached = position

    def stage(self, feed: str, rows: Iterable[Known], lease: Lease) -> None:
        """Note ids, to know at the end of a full load which ones are missing."""
        by_load: dict[int, list[Key]] = {}
        for row in rows:
            if not row.deleted:
                by_load.setdefault(row.load, []).append(row.id)
            if self._tracks:
                self._known[row.id] = row
            self.added += (not row.deleted) - self._there.get(row.id, False)
            self._is_there(row.id, not row.deleted)
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
        found = {known.id: known for known in self._asked(ids)}
        for id, row in found.items():
            self._is_there(id, not row.deleted)
        found.update((id, self._known[id]) for id in ids if id in self._known)
        return found

    def _is_there(self, id: Key, is_so: bool) -> None:
        self._there[id] = is_so
        if len(self._there) > _MOST:
            self._there.clear()
            self.added_is_known = False

    def _asked(self, ids: Collection[Key]) -> Iterator[Known]:
        if self._turn is None or not self._stored or not ids:
            return
        names = ("change_version", "_digest", "deleted")
        columns = ["id", *(name for name in names if name in self._stored)]
        where = evolve(self._where, ids=tuple(ids))
        for part in self._turn.target.select(self._table, columns, where):
            for row in part:
                known = _known(dict(zip(columns, row, strict=True)))
                yield known._replace(digest=None) if self._writes_all else known

    def count(self, feed: str, judged: Judged) -> int:
        """Return the number of rows that stand in the target's window."""
        if self._turn is None or not self._stored or not self._tells(judged):
            return 0
        return self._turn.target.count(self._table, self._within(judged))

    def vanished(self, feed: str, judged: Judged) -> Iterator[Sequence[Key]]:
        """Yield ids of the target, and of loads that were broken off, that are gone."""
        seen = self._seen.pop(judged.load, [])
        broken_off = [
            array.to_pylist() for arrays in self._seen.values() for array in arrays
        ]
        stored = self._ids(self._within(judged)) if self._tells(judged) else ()
        yield from self._noted(missing((*stored, *broken_off), seen))

    def _ids(self, where: Where) -> Iterator[Sequence[Key]]:
        if self._turn is None or not self._stored:
            return
        for part in self._turn.target.select(self._table, ["id"], where):
            yield [row[0] for row in part]

    def vanished_of(self, where: Where, load: int) -> Iterator[Sequence[Key]]:
        """Yield ids of some rows that a list did not bring."""
        yield from self._noted(missing(self._ids(where), self._seen.pop(load, [])))

    def _noted(self, gone: Iterator[Sequence[Key]]) -> Iterator[Sequence[Key]]:
        """Note that ids stood in the table, before they are taken out of it."""
        for ids in gone:
            for id in ids:
                self._is_there(id, True)
            yield ids

    def _within(self, judged: Judged) -> Where:
        if self._where.days is None:
            return self._where
        return evolve(self._where, first=_day(judged.first), last=_day(judged.last))

    def _tells(self, judged: Judged) -> bool:
        """Whether all that stands in the target was read with this scope, or none."""
        return not judged.scope or self._standing.filter in ("", judged.scope)

    def keep(self, feed: str, body: bytes, position: Position, lease: Lease) -> None:
        """Do nothing: dlt's package keeps what was extracted until it is loaded."""

    def kept(self, feed: str) -> Sequence[bytes]:
        """Return nothing, as nothing is kept here."""
        return ()

    def rows(self, feed: str) -> int:
        """Return the rows that the control table counts."""
        return self._standing.rows or 0

    def acquire(self, feed: str, wanted: Lease, now: datetime, *, force: bool) -> Lease:
        """Return the lease that the run holds already."""
        return wanted if self._turn is None else self._turn.lease

    def renew(self, feed: str, lease: Lease) -> None:
        """Extend the lease of the whole run."""
        if self._turn is not None:
            self._turn.renew(lease)

    def release(self, feed: str, lease: Lease) -> None:
        """Do nothing: the run gives the lease back."""

    def lease(self, feed: str, now: datetime) -> Lease | None:
        """Return the lease that is in force."""
        lease = self._standing.lease
        return lease if lease is not None and lease.is_in_force(now) else None


def missing(
    stored: Iterable[Sequence[Key]], seen: Sequence[pa.Array[Any]]
) -> Iterator[Sequence[Key]]:
    """Yield, in parts, the ids of a table that are not among those that were seen."""
    compute = need("pyarrow.compute")
    gone: set[Key] = set()
    # Put together only where something stands to be judged: not in a first load.
    present: pa.Array[Any] | None = None
    for ids in stored:
        asked = pa.array(ids)
        if seen and len(asked):
            present = pa.concat_arrays(list(seen)) if present is None else present
            asked = asked.cast(present.type)
            is_there = compute.is_in(asked, value_set=present)
            asked = asked.filter(compute.invert(is_there))
        gone.update(asked.to_pylist())
    found = list(gone)
    for start in range(0, len(found), _PART):
        yield found[start : start + _PART]


def _known(row: Mapping[str, Any]) -> Known:
    digest = row.get("_digest")
    return Known(
        id=row["id"],
        version=row.get("change_version"),
        digest=None if digest is None else bytes.fromhex(digest),
        deleted=bool(row.get("deleted")),
        load=POSSIBLE,
        first=None,
        last=None,
        scope="",
    )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
