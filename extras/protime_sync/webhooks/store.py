"""Which webhooks there are, each with its private key, for all receivers of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from os import PathLike

from attrs import asdict, evolve, field, frozen
from sqlalchemy import select

from protime_sync.database.database import replacing
from protime_sync.database.layouts import STORE
from protime_sync.database.opening import open_at
from protime_sync.database.tables import SUBSCRIPTIONS
from protime_sync.errors import StateError
from protime_sync.webhooks.sealing import VARIABLE, Seal, is_sealed, seal_of

_OF = SUBSCRIPTIONS.c


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
    """Keeps subscriptions; what `save` was given is stored when it returns.

    A file has mode 0600. In a database, whoever reads it reads the keys, unless they
    are sealed.
    """

    def __init__(
        self, address: str | PathLike[str], *, sealing_key: str | None = None
    ) -> None:
        """Open the store, or make it if there is none.

        Args:
            address: The path of a file, ``postgresql://user:password@host/database`` or
                ``mysql://user:password@host/database``, which several hosts can share.
            sealing_key: Key of Fernet's that seals the webhooks' keys; by default that
                of ``PROTIME_STORE_KEY``, or of the file that ``PROTIME_STORE_KEY_FILE``
                names. Keys that are stored unsealed are sealed now. To change it, give
                the new one and the old one, with a comma between them.

        Raises:
            StateError: It is something else, cannot be used, others can read the file,
                or the key is none or another one.
            ConfigurationError: The file with the key cannot be read.
            MissingExtra: A package is not installed that connects, or seals.
        """
        self._database = open_at(address, STORE)
        self._seal = seal_of(sealing_key)
        if self._seal is not None:
            self._seal_all(self._seal)

    def __repr__(self) -> str:
        """Return where it is, without the address and its password."""
        return f"<SubscriptionStore {self._database.name}>"

    def all(self) -> Sequence[Subscription]:
        """Return all subscriptions, in the order of their creation.

        Raises:
            StateError: The store cannot be read, or a key is sealed with another one.
        """
        with self._database.reading() as connection:
            rows = connection.execute(select(_OF.document)).all()
        found = [self._read(document) for (document,) in rows]
        return sorted(
            found, key=lambda subscription: (subscription.created_at, subscription.name)
        )

    def get(self, name: str) -> Subscription | None:
        """Return a subscription.

        Raises:
            StateError: The store cannot be read, or the key is sealed with another one.
        """
        query = select(_OF.document).where(_OF.name == name)
        with self._database.reading() as connection:
            document = connection.execute(query).scalar()
        return None if document is None else self._read(document)

    def save(self, subscription: Subscription) -> Subscription:
        """Store a subscription under its name, and return it."""
        values = asdict(subscription)
        if self._seal is not None and subscription.key is not None:
            values["key"] = self._seal.seal(subscription.key)
        row = {"name": subscription.name, "document": _document(values)}
        with self._database.transaction() as connection:
            connection.execute(replacing(connection.dialect.name, SUBSCRIPTIONS), row)
        return subscription

    def remove(self, name: str) -> None:
        """Forget a subscription and its key."""
        with self._database.transaction() as connection:
            connection.execute(SUBSCRIPTIONS.delete().where(_OF.name == name))

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
        """Close what is open: of a file, this thread's connection."""
        self._database.close()

    def _read(self, document: str) -> Subscription:
        found = _subscription(document)
        if found.key is None or not is_sealed(found.key):
            return found
        if self._seal is None:
            raise StateError(
                f"The keys in {self._database.name} are sealed: {VARIABLE} should hold"
                " the key that sealed them."
            )
        return evolve(found, key=self._seal.open(found.key))

    def _seal_all(self, seal: Seal) -> None:
        with self._database.transaction() as connection:
            rows = connection.execute(select(SUBSCRIPTIONS).with_for_update()).all()
            for name, document in rows:
                found = _subscription(document)
                if found.key is None or not seal.is_due(found.key):
                    continue
                key = seal.seal(str(self._read(document).key))
                sealed = _document({**asdict(found), "key": key})
                written = SUBSCRIPTIONS.update().where(_OF.name == name)
                connection.execute(written.values(document=sealed))


def _subscription(document: str) -> Subscription:
    try:
        values = json.loads(document)
        values["stage"] = Stage(values["stage"])
        for name in ("created_at", "valid_until", "retired_at"):
            text = values[name]
            values[name] = None if text is None else datetime.fromisoformat(text)
        return Subscription(**values)
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"A subscription cannot be read: {type(error)}") from None


def _document(values: Mapping[str, object]) -> str:
    return json.dumps(values, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
