"""Parts of a copy that are read by lists: what no delta follows, and what is read anew.

A list says all there is of a part, so what stands in the table besides is gone. The
delta's link stays as it is: what a list brings, a later change never undoes, as no
older version overwrites a newer one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from attrs import evolve

from protime_runtime.asking.days import DateRange
from protime_runtime.messages import Delete
from protime_runtime.paging.cursor import Cursor
from protime_runtime.paging.workers import Workers
from protime_runtime.tables.cells import holds
from protime_sync.arrow import pa
from protime_sync.dlt.run import CollectionRun
from protime_sync.dlt.table import Table
from protime_sync.dlt.turns import Turn
from protime_sync.dlt.verifying import (
    Comparison,
    add,
    by_id,
    differing,
    greatest,
    name_of_part,
)
from protime_sync.feeds.deletions import limit_of
from protime_sync.loads.fitting import fitting
from protime_sync.loads.parallel import side_by_side
from protime_sync.loads.windows import Part
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode
from protime_sync.source.entries import Entry, Key
from protime_sync.target.opening import name_of
from protime_sync.target.standing import Standing
from protime_sync.target.where import Where

After: TypeAlias = Callable[[Standing], Standing]
"""Gives where the copy stands once the parts are there."""

THREADS = 4
DAYS = 31
"""Days of a part at the most."""


class ListRun(CollectionRun):
    """One run of one collection that reads parts of it by lists."""

    def __init__(
        self,
        table: Table,
        turn: Turn,
        parts: Sequence[Part],
        after: After = lambda standing: standing,
    ) -> None:
        """Take the parts to read, and what is noted once they are there."""
        super().__init__(table, turn)
        self.parts = parts
        self._listed = after

    def tables(self) -> Iterator[pa.Table]:
        """Yield rows to write, part by part, and what is gone of each.

        Raises:
            TooManyDeletions: A part would delete most of what the table has of it.
            ProtimeError: A request failed.
        """
        with self.following.held() as holding:
            judge = self.following.judging(holding)
            judge.begin_load()
            for part, found in self.read():
                load = secrets.randbits(62)
                yield from self.written([judge(found, load)])
                gone = list(self.state.vanished_of(self.where(part), load))
                self._check(part, sum(map(len, gone)))
                yield from self.written(
                    Changes(deletes=[Delete(id) for id in ids]) for ids in gone
                )
        self.reached = self._after_lists()

    def read(self) -> Iterator[tuple[Part, Sequence[Entry]]]:
        """Iterate over parts with all of their rows, several being read at a time."""
        with Workers(THREADS, "protime-sync") as pool:
            yield from side_by_side(pool, self._entries, self.parts, THREADS)

    def _entries(self, part: Part) -> Sequence[Entry]:
        source = evolve(
            self.following.source,
            mode=Mode.COMPARISON,
            filter=part.filter,
            loading=None,
        )
        cursor, found = Cursor(source.start()), list[Entry]()
        for page in cursor.each(self.table.options.client._send):
            found += page.value
        return found

    def where(self, part: Part) -> Where:
        """Return the rows of the table that a part should bring."""
        days, people = part.filter.get("date"), part.filter.get("person", ())
        found = self.table.where
        if isinstance(days, DateRange):
            found = evolve(found, first=days.start, last=days.end)
        else:
            found = evolve(found, days=None)
        return evolve(
            found, people=tuple(people) if isinstance(people, Iterable) else ()
        )

    def _check(self, part: Part, gone: int) -> None:
        limit = limit_of(self.table.options.allow_deletions)
        if limit is not None and gone > limit.rows and self.stored:
            known = self.turn.target.count(self.table.name, self.where(part))
            limit.check(f"{self.table.feed} ({part.label})", gone, known)

    def _after_lists(self) -> Standing:
        standing = self._listed(self._standing)
        return evolve(
            standing,
            revision=standing.revision + 1,
            rows=None,
            checked_at=self.table.options.now(),
            error=None,
            failed_at=None,
        )


class VerifyRun(ListRun):
    """Compares parts of one collection with the table, and repairs it if wanted."""

    def __init__(
        self,
        table: Table,
        turn: Turn,
        parts: Sequence[Part],
        *,
        repair: bool,
    ) -> None:
        """Take the parts, and whether what differs is written."""
        super().__init__(table, turn, parts)
        self._repairs = repair
        self.comparisons: list[Comparison] = []

    def tables(self) -> Iterator[pa.Table]:
        """Yield rows that repair the table; none if it is only compared.

        Raises:
            ProtimeError: A request failed.
        """
        with self.following.held():
            for part, found in self.read():
                comparison, changes = self._compared(part, found)
                self.comparisons.append(comparison)
                if self._repairs and changes:
                    comparison.repaired = True
                    yield from self.written([changes])
        if self._repairs:
            self.reached = self._after_lists()

    def _compared(
        self, part: Part, found: Sequence[Entry]
    ) -> tuple[Comparison, Changes]:
        tenant = {entry.id: entry for entry in found if entry.row is not None}
        theirs, ours = self._of_tenant(tenant.values()), self._of_table(part)
        comparison = Comparison(
            tenant=self.turn.tenant,
            dataset=self.turn.pipeline.dataset_name,
            collection=self.table.info.name,
            part=name_of_part(part),
            rows=len(theirs),
            stored=len(ours),
            version=greatest(theirs),
            stored_version=greatest(ours),
        )
        last = self._standing.last_change or ""
        wrong = list[Entry]()
        for id, row in theirs.items():
            columns = differing(row, ours.get(id))
            if columns and (tenant[id].version or "") > last and self._follows:
                comparison.pending += 1
            elif columns:
                wrong.append(tenant[id])
                add(comparison, id, "changed" if id in ours else "missing", columns)
        extra = [id for id in ours if id not in theirs]
        for id in extra:
            add(comparison, id, "extra", ())
        return comparison, Changes(
            upserts=[entry.row for entry in wrong if entry.row is not None],
            deletes=[Delete(id) for id in extra],
        )

    @property
    def _follows(self) -> bool:
        return self.table.info.delta

    def _of_tenant(self, entries: Iterable[Entry]) -> dict[Key, Mapping[str, Any]]:
        rows = [entry.row for entry in entries if entry.row is not None]
        made = self.table.shape.table(rows, self.table.options.client._decoder)
        kept = holds(name_of(self.turn.pipeline))
        return by_id(fitting(made, kept, lambda name, why: None).to_pylist())

    def _of_table(self, part: Part) -> dict[Key, Mapping[str, Any]]:
        names = self.table.shape.schema.names
        there = [name for name in names if name in self.stored]
        if "id" not in there:
            return {}
        rows: list[Mapping[str, Any]] = []
        for found in self.turn.target.select(self.table.name, there, self.where(part)):
            rows += [self.plain(dict(zip(there, row, strict=True))) for row in found]
        return by_id(rows)


def backwards(standing: Standing, since: date) -> DateRange | None:
    """Return the days that are missing before a copy, `None` if there are none."""
    begin = standing.backfilled_since or standing.since
    if begin is None or since >= begin:
        return None
    return DateRange(since, begin - timedelta(days=1))
