"""Sending events to webhooks: signed, retried by the clock, given up in the end.

Sources: reference/webhooks/, concepts/webhook-lifecycle/. The form of the signature and
the intervals of retries are not published, so both are parameters.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from threading import RLock
from typing import Literal, TypeAlias

import httpx
from attrs import define, evolve, field, frozen

from protime_runtime.scalars import compared

from .names import WEBHOOKS
from .references import Asked
from .tables import Change
from .tenant import Tenant, version_text
from .wire import Row, encoded

RETRIES = (60, 300, 3600, 6 * 3600, 24 * 3600)
"""Seconds to wait before each further attempt."""

KEYS = "webhook-keys"
"""Table of the private keys, by the webhooks' ids; no response shows its rows."""

_TIMEOUT = 5.0
_KEPT = 50
"""Events that can be sent again."""


@frozen(kw_only=True)
class Signature:
    """How deliveries are signed: an HMAC of the raw body with the webhook's key."""

    header: str = "X-Signature"
    hash: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""

    def __str__(self) -> str:
        """Return it for people, who have to set up their consumer alike."""
        form = f"HMAC, {self.hash}, {self.encoding}"
        return f"{self.header} ({form}); the real form is not published"

    def of(self, body: bytes, key: str) -> str:
        """Return the header's value."""
        digest = hmac.new(key.encode(), body, getattr(hashlib, self.hash)).digest()
        is_hex = self.encoding == "hex"
        return self.prefix + (
            digest.hex() if is_hex else base64.b64encode(digest).decode()
        )


@frozen(kw_only=True)
class Delivery:
    """An attempt to deliver an event."""

    webhook_id: str
    collection: str
    attempt: int
    """Counted from 1."""
    status: int
    """HTTP status; 0 if no response came."""


@frozen(kw_only=True)
class Sent:
    """An event that was sent, which can be sent again."""

    number: int
    collection: str
    kind: str
    id: object
    event: _Event


@define(kw_only=True)
class _Event:
    webhook_id: str
    collection: str
    body: bytes
    due: datetime
    attempts: int = field(default=0)


Present: TypeAlias = Callable[[str, Asked, Row], Row]
"""Writes the references that a webhook asked for into a row."""


class Deliveries:
    """Events that wait to be sent, and the attempts that were made."""

    def __init__(
        self,
        tenant: Tenant,
        present: Present,
        *,
        signature: Signature,
        retries: tuple[int, ...] = RETRIES,
        client: httpx.Client | None = None,
    ) -> None:
        """Begin to follow a tenant's changes."""
        self.signature = signature
        self.attempts: list[Delivery] = []
        self.duplicate = False
        """Whether every event is sent twice, as can happen."""
        self.reorder = False
        """Whether the newest event is sent first, as can happen."""
        self._tenant = tenant
        self._present = present
        self._retries = retries
        self._client = client
        self._waiting: list[_Event] = []
        self.sent: deque[Sent] = deque(maxlen=_KEPT)
        """The last events that were sent, oldest first."""
        self._numbers = count(1)
        self._lock = RLock()
        tenant.begin(KEYS)
        tenant.listen(self._changed)

    def __len__(self) -> int:
        """Return how many events wait, for their first or for a further attempt."""
        return len(self._waiting)

    def _changed(self, collection: str, change: Change) -> None:
        for webhook in self._tenant.table(WEBHOOKS).rows():
            if webhook["collectionName"] == collection and self._is_active(webhook):
                event = _Event(
                    webhook_id=str(webhook["id"]),
                    collection=collection,
                    body=encoded(self._event(webhook, collection, change)),
                    due=self._tenant.clock.now(),
                )
                self._waiting.append(event)

    def _is_active(self, webhook: Row) -> bool:
        until = compared(webhook.get("validUntil"))
        valid = until is not None and until > self._tenant.clock.now()
        return valid and webhook["status"] == "Enabled"

    def _event(self, webhook: Row, collection: str, change: Change) -> Row:
        """Return an event, which has the form of a delta's item."""
        if change.after is None:
            version = version_text(change.version)
            return {
                "changeType": "Delete",
                "data": {"changeVersion": version, "id": change.key},
            }
        asked = webhook["externalReferences"]
        names = asked if isinstance(asked, Mapping) else {}
        data = self._present(collection, names, change.after)
        return {"changeType": "InsertOrUpdate", "data": data}

    def send_due(self) -> int:
        """Send what is due by the clock; return how many attempts were made."""
        with self._lock:
            now = self._tenant.clock.now()
            due = [event for event in self._waiting if event.due <= now]
            if self.reorder:
                due.reverse()
            before = len(self.attempts)
            for event in due:
                self._send(event)
            return len(self.attempts) - before

    def _send(self, event: _Event) -> None:
        webhook = self._tenant.table(WEBHOOKS).get(event.webhook_id)
        if webhook is None or not self._is_active(webhook):
            self._forget(event)
            return
        if not event.attempts:
            self._note(event)
        event.attempts += 1
        statuses = [self._post(event, webhook) for _ in range(1 + self.duplicate)]
        if any(200 <= status < 300 for status in statuses):
            self._forget(event)
        elif event.attempts > len(self._retries):
            self._give_up(webhook)
        else:
            wait = timedelta(seconds=self._retries[event.attempts - 1])
            event.due = self._tenant.clock.now() + wait

    def _forget(self, event: _Event) -> None:
        with self._tenant.lock:
            self._waiting = [
                waiting for waiting in self._waiting if waiting is not event
            ]

    def _note(self, event: _Event) -> None:
        content = json.loads(event.body)
        made = Sent(
            number=next(self._numbers),
            collection=event.collection,
            kind=str(content["changeType"]),
            id=content["data"].get("id"),
            event=event,
        )
        self.sent.append(made)

    def send_again(self, number: int) -> bool:
        """Let an event be due once more; return whether it is still known."""
        with self._lock:
            found = [sent.event for sent in self.sent if sent.number == number]
            now = self._tenant.clock.now()
            self._waiting += [evolve(event, due=now, attempts=0) for event in found]
            return bool(found)

    def _post(self, event: _Event, webhook: Row) -> int:
        key = self._tenant.row(KEYS, event.webhook_id)["privateKey"]
        headers = {
            "Content-Type": "application/json",
            self.signature.header: self.signature.of(event.body, str(key)),
        }
        url = str(webhook["destinationUrl"])
        try:
            status = (
                self._http().post(url, content=event.body, headers=headers).status_code
            )
        except (httpx.HTTPError, httpx.InvalidURL):
            status = 0
        made = Delivery(
            webhook_id=event.webhook_id,
            collection=event.collection,
            attempt=event.attempts,
            status=status,
        )
        self.attempts.append(made)
        return status

    def _http(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(timeout=_TIMEOUT, trust_env=False)
        return self._client

    def _give_up(self, webhook: Row) -> None:
        """Disable a webhook whose consumer was unreachable for too long."""
        with self._tenant.lock:
            self._waiting = [
                waiting
                for waiting in self._waiting
                if waiting.webhook_id != webhook["id"]
            ]
            self._tenant.save(WEBHOOKS, {**webhook, "status": "Disabled"})

    def close(self) -> None:
        """Close the HTTP client that events were sent with."""
        if self._client is not None:
            self._client.close()
