"""The control table: where each collection of each tenant stands, and who reads it.

One row for each, written in place: from it a run goes on, whichever machine it is on;
`protime status` and monitoring read it. A lease is part of it, so that two machines
never follow one collection at the same time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeAlias

from attrs import asdict, evolve

from protime_sync.arrow import pa
from protime_sync.errors import LeaseHeld, LeaseLost, StateError, need
from protime_sync.state.leases import OVER, Lease, granted
from protime_sync.target.lake import LakeTarget
from protime_sync.target.sql import SqlTarget
from protime_sync.target.standing import TABLE, TYPES, Standing, read
from protime_sync.target.where import Where

Standings: TypeAlias = Mapping[str, Standing]
"""By the collection's name."""

Change: TypeAlias = Callable[[Standings], Iterable[Standing]]
"""Gives the rows to write, of those that are there."""

_KEY = ("tenant", "collection")
_TRIES = 20


class Control(ABC):
    """The control table of a dataset."""

    @abstractmethod
    def standings(self, tenant: str | None = None) -> Sequence[Standing]:
        """Return the rows of a tenant, or of all.

        Raises:
            StateError: A row was changed by hand and cannot be read.
        """

    @abstractmethod
    def _write(self, rows: Sequence[Standing], before: Standings) -> bool:
        """Write rows; return whether nobody else has written them meanwhile."""

    def of(self, tenant: str) -> Standings:
        """Return the rows of a tenant by collection."""
        return {row.collection: row for row in self.standings(tenant)}

    def change(self, tenant: str, change: Change) -> None:
        """Write rows of a tenant that follow from those that are there.

        Raises:
            StateError: Others write there all the time.
            ProtimeError: What `change` raises; nothing was written.
        """
        for _ in range(_TRIES):
            before = self.of(tenant)
            rows = [row for row in change(before) if before.get(row.collection) != row]
            if not rows or self._write(rows, before):
                return
        raise StateError(f"{TABLE} is written by others all the time; try again.")

    def acquire(
        self,
        tenant: str,
        feeds: Mapping[str, str],
        wanted: Lease,
        now: datetime,
        is_over: Callable[[Lease], bool] = lambda lease: False,
    ) -> tuple[Lease, Mapping[str, LeaseHeld]]:
        """Take the lease of collections; return it, and who holds the others.

        Args:
            tenant: The tenant.
            feeds: Names of feeds, by collection.
            wanted: The lease.
            now: The time, in UTC.
            is_over: Whether a lease in force may be taken all the same.
        """
        lease, held = wanted, dict[str, LeaseHeld]()

        def taken(before: Standings) -> Iterable[Standing]:
            nonlocal lease
            held.clear()
            fence = max((row.fence for row in before.values()), default=0) + 1
            lease = evolve(wanted, fence=fence)
            for name, feed in feeds.items():
                row = before.get(name) or Standing(tenant=tenant, collection=name)
                try:
                    over = row.lease is not None and is_over(row.lease)
                    granted(feed, row.lease, wanted, now, force=over)
                except LeaseHeld as error:
                    held[name] = error
                else:
                    yield row.held(lease)

        self.change(tenant, taken)
        return lease, held

    def commit(self, tenant: str, rows: Collection[Standing], lease: Lease) -> None:
        """Write rows in the name of a lease, which is extended to the end it names.

        Raises:
            LeaseLost: Somebody else has taken it; nothing was written.
        """

        def written(before: Standings) -> Iterable[Standing]:
            for row in rows:
                _check(before, row.collection, lease)
                yield row.held(lease)

        self.change(tenant, written)

    def renew(self, tenant: str, lease: Lease) -> None:
        """Extend a lease, of all rows that have it, to the end that it names.

        Raises:
            LeaseLost: Somebody else has taken all of them.
        """

        def renewed(before: Standings) -> Iterable[Standing]:
            found = [row for row in before.values() if row.fence == lease.fence]
            if not found:
                raise LeaseLost(tenant, lease.owner)
            return [row.held(lease) for row in found]

        self.change(tenant, renewed)

    def release(self, tenant: str, lease: Lease) -> None:
        """Give a lease back, of all rows that have it."""
        over = evolve(lease, until=OVER, fence=lease.fence + 1)

        def released(before: Standings) -> Iterable[Standing]:
            found = (row for row in before.values() if row.fence == lease.fence)
            return [row.held(over) for row in found]

        self.change(tenant, released)


def _check(before: Standings, collection: str, lease: Lease) -> None:
    row = before.get(collection)
    if row is None or row.fence != lease.fence:
        raise LeaseLost(collection, lease.owner)


class SqlControl(Control):
    """The control table in a database."""

    def __init__(self, target: SqlTarget) -> None:
        """Take the database; the table is made when the first row is written."""
        self._target = target
        self._is_there = False

    def standings(self, tenant: str | None = None) -> Sequence[Standing]:
        """Return the rows of a tenant, or of all."""
        if not self._is_there and not self._target.columns(TABLE):
            return ()
        self._is_there = True
        parts = self._target.select(TABLE, list(TYPES), Where(tenant=tenant))
        return [
            read(dict(zip(TYPES, row, strict=True))) for part in parts for row in part
        ]

    def _write(self, rows: Sequence[Standing], before: Standings) -> bool:
        if not self._is_there:
            self._target.make(TABLE, TYPES, _KEY)
            self._is_there = True
        with self._target.opened():
            with self._target.transaction():
                for row in rows:
                    self._write_row(row, before.get(row.collection))
            after = self.of(rows[0].tenant)
        return all(after.get(row.collection) == row for row in rows)

    def _write_row(self, row: Standing, before: Standing | None) -> None:
        values = _values(row)
        if before is None:
            self._target.insert(TABLE, values, _KEY)
            return
        was = _values(before)
        key = {name: was[name] for name in (*_KEY, "fence", "revision")}
        news = {name: value for name, value in values.items() if value != was[name]}
        self._target.update(TABLE, news, key)


class LakeControl(Control):
    """The control table as a Delta table: each change of it is one commit."""

    def __init__(self, target: LakeTarget) -> None:
        """Take the lake; the table is made when the first row is written."""
        self._target = target
        self._table: Any = None
        """The version that was read last, which the next one follows on."""
        self._rows: Sequence[Standing] = ()
        """What it holds, of all tenants."""

    def standings(self, tenant: str | None = None) -> Sequence[Standing]:
        """Return the rows of a tenant, or of all."""
        self._table = self._target.table(TABLE)
        found = (
            () if self._table is None else self._table.to_pyarrow_table().to_pylist()
        )
        self._rows = [read(row) for row in found]
        return [row for row in self._rows if tenant in (None, row.tenant)]

    def _write(self, rows: Sequence[Standing], before: Standings) -> bool:
        package = need("deltalake", "lake")
        errors = need("deltalake.exceptions", "lake")
        table, place = self._table, self._target.place(TABLE)
        if table is None:
            self._target.make()
        written = {(row.tenant, row.collection): row for row in (*self._rows, *rows)}
        data = pa.Table.from_pylist([*map(_values, written.values())], schema=_SCHEMA)
        # Without repeats, which would write over what others wrote meanwhile.
        once = package.CommitProperties(max_commit_retries=0)
        try:
            package.write_deltalake(
                place[0] if table is None else table,
                data,
                mode="error" if table is None else "overwrite",
                configuration=None if table is not None else _SHORT,
                schema_mode="overwrite" if table is not None else None,
                storage_options=place[1],
                commit_properties=once,
            )
        except (errors.CommitFailedError, FileExistsError):
            return False
        except errors.DeltaError:
            if self._target.table(TABLE) is None or table is not None:
                raise
            return False  # Somebody else has made it.
        self._tidy()
        return True

    def _tidy(self) -> None:
        """Leave a bounded number of files, as each turn adds some."""
        table = self._target.table(TABLE)
        if table.version() % _EVERY == 0:
            errors = need("deltalake.exceptions", "lake")
            with suppress(errors.DeltaError, OSError):
                table.vacuum(0, dry_run=False, enforce_retention_duration=False)
                table.create_checkpoint()
                table.cleanup_metadata()


_EVERY = 10
_SHORT = {
    "delta.logRetentionDuration": "interval 1 seconds",
    "delta.deletedFileRetentionDuration": "interval 1 seconds",
    "delta.enableExpiredLogCleanup": "true",
}
_ARROW = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    datetime: pa.timestamp("us", "UTC"),
}
_SCHEMA = pa.schema(
    [(name, _ARROW.get(kind, pa.date32())) for name, kind in TYPES.items()]
)


def _values(row: Standing) -> dict[str, Any]:
    return asdict(row, recurse=False)


def control_of(target: SqlTarget | LakeTarget) -> Control:
    """Return the control table of a target."""
    if isinstance(target, LakeTarget):
        return LakeControl(target)
    return SqlControl(target)
