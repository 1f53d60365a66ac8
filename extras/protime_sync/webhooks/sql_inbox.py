"""An inbox in SQL, alike in SQLite and PostgreSQL; locks and lists are what differs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from attrs import asdict

from protime_runtime.given import several
from protime_sync.state.database import Database, Values
from protime_sync.webhooks.inbox import Counts, Received, SetAside, Settled, Waiting
from protime_sync.webhooks.retention import Retention

_COLUMNS = "source, collection, body, received_at"


class SqlInbox(ABC):
    """Keeps deliveries in tables; each `put` is durable when it returns."""

    _prefix: ClassVar[str] = ""
    """What the names of all tables begin with."""
    _among: ClassVar[str]
    """What stands behind a column that is to be among ``:values``."""
    _received: ClassVar[str]
    """Query for the number of deliveries that were ever stored."""

    def __init__(self, keep: timedelta | None) -> None:
        """Take for how long what was consumed or set aside is remembered."""
        self._retention = Retention(keep, self.forget)

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Database]:
        """Yield a connection in a transaction: all is stored, or nothing."""

    def _reading(self) -> AbstractContextManager[Database]:
        """Yield a connection for a query."""
        return self._transaction()

    @abstractmethod
    def _list(self, values: Iterable[object]) -> object:
        """Return a list as a value of a query."""

    @abstractmethod
    def _forget(self, table: str, keys: Sequence[str], at: str, moment: str) -> int:
        """Delete rows from before a moment, and return how many there were."""

    def waiting(self, collection: str, most: int) -> Sequence[Waiting]:
        """Return the oldest deliveries that wait; empty for a collection not known."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS} FROM {self._prefix}deliveries"  # noqa: S608 - names of ours
            " WHERE collection = :collection ORDER BY number LIMIT :most",
            {"collection": collection, "most": most},
        )
        return [Waiting(*row) for row in rows]

    def settle(self, settled: Settled) -> None:
        """Store what became of deliveries; now and then, forget what is too old."""
        numbers = self._list(settled.numbers)
        with self._transaction() as database:
            database.executemany(
                f"INSERT INTO {self._prefix}aside({_COLUMNS}, reason)"  # noqa: S608 - names of ours
                " VALUES (:source, :collection, :body, :received_at, :reason)",
                [
                    {**delivery._asdict(), "reason": reason}
                    for delivery, reason in settled.aside
                ],
            )
            self._insert(database, settled.moved)
            self._remember(database, settled)
            database.execute(
                f"DELETE FROM {self._prefix}deliveries WHERE number {self._among}",  # noqa: S608
                {"values": numbers},
            )
        self._retention.apply()

    def _remember(self, database: Database, settled: Settled) -> None:
        now = text_of(datetime.now(UTC))
        database.executemany(
            f"INSERT INTO {self._prefix}versions AS known"  # noqa: S608 - names of ours
            " VALUES (:collection, :key, :version, :now)"
            " ON CONFLICT (collection, key) DO UPDATE"
            " SET version = excluded.version, at = excluded.at"
            " WHERE excluded.version > known.version",
            # In one order, so that two processes never wait for each other.
            [{**version._asdict(), "now": now} for version in sorted(settled.versions)],
        )

    def versions(self, collection: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the newest version that was consumed of each item, by its key."""
        rows = self._rows(
            f"SELECT key, version FROM {self._prefix}versions"  # noqa: S608 - names of ours
            f" WHERE collection = :collection AND key {self._among}",
            {"collection": collection, "values": self._list(keys)},
        )
        return {str(key): str(version) for key, version in rows}

    def set_aside(self, most: int = 100) -> Sequence[SetAside]:
        """Return what was set aside, oldest first."""
        rows = self._rows(
            f"SELECT number, {_COLUMNS}, reason FROM {self._prefix}aside"  # noqa: S608 - names of ours
            " ORDER BY number LIMIT :most",
            {"most": most},
        )
        return [SetAside(*row) for row in rows]

    def retry(self, numbers: Iterable[int]) -> int:
        """Requeue what was set aside; return how many there were."""
        wanted = self._list(several(numbers, "numbers"))
        with self._transaction() as database:
            rows = database.execute(
                f"DELETE FROM {self._prefix}aside WHERE number {self._among}"  # noqa: S608 - names of ours
                f" RETURNING number, {_COLUMNS}",
                {"values": wanted},
            ).fetchall()
            self._deliver(database, [Waiting(*row)._asdict() for row in sorted(rows)])
        return len(rows)

    def forget(self, before: datetime) -> int:
        """Forget digests, versions and what was set aside from before a moment.

        Returns:
            How many of those that were set aside are deleted.
        """
        moment = text_of(before)
        self._forget(f"{self._prefix}digests", ("digest",), "at", moment)
        self._forget(f"{self._prefix}versions", ("collection", "key"), "at", moment)
        return self._forget(f"{self._prefix}aside", ("number",), "received_at", moment)

    def counts(self) -> Counts:
        """Return how many deliveries there are."""
        ((received, waiting, aside),) = self._rows(
            f"SELECT ({self._received}),"  # noqa: S608 - names of ours
            f" (SELECT count(*) FROM {self._prefix}deliveries),"
            f" (SELECT count(*) FROM {self._prefix}aside)",
            {},
        )
        return Counts(received=received or 0, waiting=waiting, aside=aside)

    def _rows(self, query: str, values: Values) -> list[Any]:
        with self._reading() as database:
            return database.execute(query, values).fetchall()

    def _insert(self, database: Database, deliveries: Iterable[Received]) -> None:
        rows = [
            asdict(delivery) | {"received_at": text_of(delivery.received_at)}
            for delivery in deliveries
        ]
        self._deliver(database, rows)

    def _deliver(self, database: Database, rows: Iterable[Values]) -> None:
        database.executemany(
            f"INSERT INTO {self._prefix}deliveries({_COLUMNS})"  # noqa: S608 - names of ours
            " VALUES (:source, :collection, :body, :received_at)",
            rows,
        )


def text_of(moment: datetime) -> str:
    """Return a moment in one form for all, so that texts compare as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
