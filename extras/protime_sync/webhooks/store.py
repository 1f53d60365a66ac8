"""Which webhooks there are, each with its private key, in a file of mode 0600."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from os import PathLike, fspath

from attrs import asdict, evolve, field, frozen

from protime_sync.errors import StateError
from protime_sync.state.sqlite_file import SqliteFile

_APPLICATION = 0x50524F4B
"""Marks the file as one of ours: ``PROK``."""

_SCHEMA = """
CREATE TABLE subscriptions (name TEXT PRIMARY KEY, document TEXT NOT NULL)
    STRICT, WITHOUT ROWID
"""


class Stage(StrEnum):
    """Where a webhook of ours stands."""

    PENDING = "pending"
    """Asked for; its key is not stored yet, so it may or may not exist."""

    BUFFERING = "buffering"
    """Its events are kept; what came before it is to be read by the delta."""

    ACTIVE = "active"
    """Nothing is missing since it was created."""

    RETIRED = "retired"
    """Deleted; its key is kept for deliveries that were under way."""


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@frozen(kw_only=True)
class Subscription:
    """A webhook that was created here."""

    name: str
    """Last segment of its destination; nobody else can guess it."""

    collection: str
    destination_url: str
    references: tuple[str, ...] = field(default=(), converter=_texts)
    stage: Stage = Stage.PENDING
    webhook_id: str | None = None
    key: str | None = field(default=None, repr=False)
    created_at: datetime
    valid_until: datetime | None = None
    retired_at: datetime | None = None


class SubscriptionStore:
    """Keeps subscriptions; what `save` was given is on disk when it returns."""

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the file, or make it if there is none.

        Raises:
            StateError: It is something else, cannot be read, or others can read it.
        """
        self.path = fspath(path)
        self._file = SqliteFile(self.path, schema=_SCHEMA, application=_APPLICATION)

    def __repr__(self) -> str:
        """Return the file's name."""
        return f"<SubscriptionStore {self.path}>"

    def all(self) -> Sequence[Subscription]:
        """Return all subscriptions, in the order of their creation."""
        with self._file.reading() as database:
            rows = database.execute("SELECT document FROM subscriptions").fetchall()
        found = [_read(document) for (document,) in rows]
        return sorted(
            found, key=lambda subscription: (subscription.created_at, subscription.name)
        )

    def get(self, name: str) -> Subscription | None:
        """Return a subscription."""
        with self._file.reading() as database:
            row = database.execute(
                "SELECT document FROM subscriptions WHERE name = ?", (name,)
            ).fetchone()
        return None if row is None else _read(row[0])

    def save(self, subscription: Subscription) -> Subscription:
        """Store a subscription under its name, and return it."""
        with self._file.transaction() as database:
            database.execute(
                "INSERT OR REPLACE INTO subscriptions VALUES (?, ?)",
                (subscription.name, json.dumps(asdict(subscription), default=_plain)),
            )
        return subscription

    def remove(self, name: str) -> None:
        """Forget a subscription and its key."""
        with self._file.transaction() as database:
            database.execute("DELETE FROM subscriptions WHERE name = ?", (name,))

    def staged(self, collection: str, *stages: Stage) -> Iterator[Subscription]:
        """Iterate over the subscriptions of a collection that stand somewhere."""
        for subscription in self.all():
            if subscription.collection == collection and subscription.stage in stages:
                yield subscription

    def confirm(self, collection: str, before: datetime | None = None) -> int:
        """Note that the delta was read, so that webhooks created before it are whole.

        Args:
            collection: The collection of the delta.
            before: When the reading began, if webhooks are created at the same time.

        Returns:
            How many of them have waited for it.
        """
        waiting = [
            subscription
            for subscription in self.staged(collection, Stage.BUFFERING)
            if before is None or subscription.created_at < before
        ]
        for subscription in waiting:
            self.save(evolve(subscription, stage=Stage.ACTIVE))
        return len(waiting)

    def close(self) -> None:
        """Close the connection of the calling thread."""
        self._file.close()


def _read(document: str) -> Subscription:
    try:
        values = json.loads(document)
        values["stage"] = Stage(values["stage"])
        for name in ("created_at", "valid_until", "retired_at"):
            text = values[name]
            values[name] = None if text is None else datetime.fromisoformat(text)
        return Subscription(**values)
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"A subscription cannot be read: {type(error)}") from None


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
