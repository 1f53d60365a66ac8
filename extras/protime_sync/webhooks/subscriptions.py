"""Keeping the wanted webhooks: created, watched, and replaced before they expire.

A webhook cannot be prolonged or revived, and what happens between two of them is sent
to neither. So the new one comes first and its events wait in the inbox; then the delta
is read, which brings what came before it; only then the old one is deleted.

Source: reference/webhooks/, concepts/webhook-lifecycle/
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from attrs import evolve

from protime import NewWebhook, Protime, Webhook, WebhookCollection, WebhookStatus
from protime.collections.webhooks import WebhooksReference
from protime_runtime.errors import NotFound
from protime_runtime.messages import CreatedWebhook
from protime_runtime.scalars import compared, identity
from protime_sync.webhooks.store import Stage, Subscription, SubscriptionStore
from protime_sync.webhooks.wanted import Action, Wanted, action, checked

log = logging.getLogger("protime.webhooks")


class Subscriptions:
    """Keeps webhooks true to a wanted set; run `apply` every hour or so.

    One process at a time: what another is just creating looks left behind by a crash.
    """

    def __init__(
        self,
        client: Protime,
        store: SubscriptionStore,
        base_url: str,
        wanted: Iterable[Wanted | str],
        *,
        ahead: timedelta = timedelta(days=2),
        grace: timedelta = timedelta(days=2),
        key_of: Callable[[CreatedWebhook], str] = lambda created: created.private_key,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take what is wanted and where it is sent.

        Args:
            client: Asks; with the scopes of webhooks and of each collection.
            store: Keeps the keys.
            base_url: Where the receiver is reached; each webhook has a name below it.
                Webhooks to below it that the store does not know are deleted.
            wanted: Collections, by name or with references.
            ahead: How long before its expiry a webhook is replaced.
            grace: How long a deleted webhook's deliveries are still taken.
            key_of: Takes the key out of the response, whose property is not published.
            now: The time, in UTC.

        Raises:
            InvalidRequest: A collection has no events, or is wanted twice.
        """
        self._client = client
        self._store = store
        self._base = base_url.rstrip("/")
        self.wanted = checked(wanted)
        self._ahead = ahead
        self._grace = grace
        self._key_of = key_of
        self._now = now

    def list(self) -> Sequence[tuple[Subscription, Webhook | None]]:
        """Return what the store knows, each with what Protime says of it."""
        remote = self._remote()
        return [
            (stored, remote.get(stored.webhook_id or ""))
            for stored in self._store.all()
        ]

    def apply(self, resync: Callable[[str], object] | None = None) -> Sequence[Action]:
        """Make the wanted set true; what is true already is left alone.

        Args:
            resync: Reads a collection's delta to its end, as ``Live.resync`` does; its
                changes are what happened before a new webhook was there. Without it,
                old webhooks stay until `SubscriptionStore.confirm` was called.

        Raises:
            ProtimeError: A request failed; what was done so far is stored, and another
                `apply` goes on there.
        """
        remote = self._remote()
        done = [*self._clean(remote)]
        for wanted in self.wanted:
            done += self._ensure(wanted, remote)
        for wanted in self.wanted:
            if resync and any(self._store.staged(wanted.collection, Stage.BUFFERING)):
                resync(wanted.collection)
                self._store.confirm(wanted.collection)
                done.append(
                    action("confirmed", wanted.collection, None, "delta was read")
                )
        return (*done, *self._retire())

    def delete_all(self) -> Sequence[Action]:
        """Delete all webhooks of the store."""
        self.wanted = ()
        return self.apply()

    def _remote(self) -> dict[str, Webhook]:
        listed = ((_id(webhook), webhook) for webhook in self._client.webhooks.list())
        return {id: webhook for id, webhook in listed if id is not None}

    def _clean(self, remote: dict[str, Webhook]) -> Iterable[Action]:
        """Delete what a crash left behind: webhooks whose key nobody has."""
        known = {
            stored.webhook_id for stored in self._store.all() if stored.key is not None
        }
        for id, webhook in remote.items():
            is_ours = str(webhook.destination_url).startswith(f"{self._base}/")
            if is_ours and id not in known and _sends(webhook):
                self._delete(id)
                name = str(webhook.collection_name)
                yield action("deleted", name, id, "its key is not known")
        for stored in self._store.all():
            if stored.stage is Stage.PENDING:
                self._store.remove(stored.name)

    def _ensure(self, wanted: Wanted, remote: dict[str, Webhook]) -> Iterable[Action]:
        why = "wanted"
        for stored in self._store.staged(
            wanted.collection, Stage.BUFFERING, Stage.ACTIVE
        ):
            reason = self._replaced_for(
                stored, wanted, remote.get(stored.webhook_id or "")
            )
            if reason is None:
                return
            why = reason
        created = self._create(wanted)
        yield action("created", wanted.collection, created.webhook_id, why)

    def _replaced_for(
        self, stored: Subscription, wanted: Wanted, webhook: Webhook | None
    ) -> str | None:
        """Return why a webhook does not do, `None` if it does."""
        if webhook is None:
            return "the one before is gone"
        if not _sends(webhook):
            return "the one before is disabled"
        until = compared(webhook.valid_until) or stored.valid_until
        if until is not None and until - self._now() <= self._ahead:
            return f"the one before is valid until {until.isoformat()}"
        if set(stored.references) != set(wanted.external_references):
            return "other references are wanted"
        if not stored.destination_url.startswith(f"{self._base}/"):
            return "another destination is wanted"
        return None

    def _create(self, wanted: Wanted) -> Subscription:
        # The name is stored first: events may come before the response, and a crash in
        # between leaves a webhook that is then known to be without a key.
        name = f"{wanted.collection}-{secrets.token_hex(12)}"
        pending = self._store.save(
            Subscription(
                name=name,
                collection=wanted.collection,
                destination_url=f"{self._base}/{name}",
                references=wanted.external_references,
                created_at=self._now(),
            )
        )
        created = self._client.webhooks.create(
            NewWebhook(
                destination_url=pending.destination_url,
                collection_name=WebhookCollection(wanted.collection),
            ),
            external_references=cast(
                "tuple[WebhooksReference, ...]", wanted.external_references
            ),
        )
        return self._keep(pending, created)

    def _keep(self, pending: Subscription, created: CreatedWebhook) -> Subscription:
        try:
            key = self._key_of(created)
        except Exception:
            self._delete(created.id)  # Its events could never be verified.
            self._store.remove(pending.name)
            raise
        return self._store.save(
            evolve(
                pending,
                stage=Stage.BUFFERING,
                webhook_id=created.id,
                key=key,
                created_at=self._now(),  # From now on nothing is missed.
                valid_until=compared(created.valid_until),
            )
        )

    def _retire(self) -> Iterable[Action]:
        wanted = {entry.collection for entry in self.wanted}
        newest = {  # As the store is in their order.
            stored.collection: stored
            for stored in self._store.all()
            if stored.stage is Stage.ACTIVE
        }
        for stored in self._store.all():
            if stored.stage is Stage.RETIRED:
                yield from self._forget(stored)
            elif stored.collection not in wanted:
                yield self._retired(stored, "not wanted any more")
            elif stored.stage is Stage.ACTIVE and stored != newest[stored.collection]:
                yield self._retired(stored, "a newer one is there and whole")

    def _retired(self, stored: Subscription, why: str) -> Action:
        if stored.webhook_id is not None:
            self._delete(stored.webhook_id)
        self._store.save(evolve(stored, stage=Stage.RETIRED, retired_at=self._now()))
        return action("deleted", stored.collection, stored.webhook_id, why)

    def _forget(self, stored: Subscription) -> Iterable[Action]:
        if stored.retired_at is None or self._now() - stored.retired_at >= self._grace:
            self._store.remove(stored.name)
            yield action(
                "forgotten", stored.collection, stored.webhook_id, "it was deleted"
            )

    def _delete(self, id: str) -> None:
        try:
            self._client.webhooks.delete(id)
        except NotFound:
            log.info("The webhook %s was gone already", id)


def _sends(webhook: Webhook) -> bool:
    return webhook.status is not WebhookStatus.DISABLED


def _id(webhook: Webhook) -> str | None:
    """Return a webhook's id as text, as the response to its creation has it."""
    found = identity(webhook.id)
    if found is None:
        log.warning("A webhook has no id, and is left alone")
        return None
    return str(found)
