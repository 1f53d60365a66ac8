"""``protime webhooks apply``, ``listen`` and ``managed``, over `protime_sync`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from types import ModuleType
from typing import Any, Protocol

import click

from protime import Webhook
from protime.catalog import CATALOG
from protime_cli import values
from protime_cli.output.tables import pairs
from protime_cli.session.extras import extra
from protime_cli.session.session import Session, current
from protime_cli.terminal import echo, echo_json, heading
from protime_runtime.scalars import compared
from protime_runtime.webhooks.verifier import WebhookVerifier

_SHOWN = ("collection", "stage", "id", "status", "validUntil", "destinationUrl")


class Action(Protocol):
    """What is needed of an action of ``protime_sync.webhooks``."""

    what: str
    collection: str
    webhook_id: str | None
    why: str


class Subscription(Protocol):
    """What is needed of a subscription; its key is not."""

    collection: str
    destination_url: str
    stage: str
    webhook_id: str | None
    valid_until: datetime | None


class Store(Protocol):
    """What is needed of a store."""

    def all(self) -> Sequence[Subscription]:
        """Return all subscriptions."""


def apply(names: Sequence[str], url: str, store: str, refs: Sequence[str]) -> int:
    """Make the webhooks of the collections true, and print what was done."""
    module = _module()
    wanted = _wanted(module, names, refs)
    with current().client() as client, _opened(module, store) as opened:
        done = module.Subscriptions(client, opened, url, wanted).apply()
        _tell(done, "Nothing to do: all of them are there.")
    return 0


def show(store: str, output: str) -> int:
    """Print the webhooks of a store, without their keys."""
    module = _module()
    with current().client() as client, _opened(module, store) as opened:
        found = module.Subscriptions(client, opened, "", ()).list()
    rows = [_row(subscription, webhook) for subscription, webhook in found]
    if output == "json":
        named = [dict(zip(_SHOWN, row, strict=True)) for row in rows]
        echo_json(named, indent=2)
    else:
        echo(pairs(rows, _SHOWN), paint=heading)
    return 0


def delete(store: str) -> int:
    """Delete all webhooks of a store, and print what was done."""
    module = _module()
    with current().client() as client, _opened(module, store) as opened:
        urls = (subscription.destination_url for subscription in opened.all())
        # What a crash left behind is found by where it was to be sent.
        bases = dict.fromkeys(url.rpartition("/")[0] for url in urls)
        done: list[Action] = []
        for base in bases:
            done += module.Subscriptions(client, opened, base, ()).delete_all()
        _tell(done, "Nothing to do: none of them is there.")
    return 0


def listen(
    names: Sequence[str],
    refs: Sequence[str],
    public_url: str | None,
    host: str,
    port: int,
    inbox: str | None,
    output: str,
    **form: Any,  # noqa: ANN401 - of the command's options
) -> int:
    """Print events as they come, until Ctrl-C.

    Args:
        names: Collections.
        refs: Other systems' names that events hold.
        public_url: Where the port is reached from Protime.
        host: Where to listen.
        port: Where to listen; any free port if 0.
        inbox: Where events wait; a temporary file if `None`.
        output: ``text`` for a line each, or ``jsonl`` for all of each.
        **form: How events are signed, as for `WebhookVerifier`.
    """

    def verifier(keys: Iterable[str | bytes]) -> WebhookVerifier:
        return WebhookVerifier(keys, **form)

    module = _module()
    wanted = _wanted(module, names, refs)
    verifier(["any"])  # A wrong form is refused before anything is sent.
    session = current()
    with (
        session.client() as client,
        module.listening(
            client,
            verifier,
            collections=wanted,
            public_url=public_url,
            host=host,
            port=port,
            inbox=inbox,
        ) as events,
        _telling(session),
        suppress(KeyboardInterrupt),  # The way to end it, which is no error.
    ):
        session.say(f"Listening to {', '.join(names)}; Ctrl-C ends it.")
        _print(events, output)
    session.say("The webhooks are deleted.")
    return 0


def _print(events: Iterable[object], output: str) -> None:
    module = _listening()
    for event in events:
        if output == "jsonl":
            echo_json(module.document(event))
        else:
            echo(module.line(event))


@contextmanager
def _telling(session: Session) -> Iterator[None]:
    """Log why deliveries are refused or set aside, which nothing else shows."""
    log, handler = logging.getLogger("protime.webhooks"), logging.Handler()
    handler.emit = lambda record: session.say(record.getMessage())  # type: ignore[method-assign]  # of one handler
    level, propagates = log.level, log.propagate
    log.setLevel(logging.INFO)
    log.propagate = False  # With --verbose it would be logged twice.
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagates


def _module() -> ModuleType:
    return extra("protime_sync.webhooks", "webhooks", "keeping webhooks")


def _listening() -> ModuleType:
    return extra("protime_sync.webhooks.listening", "webhooks", "listening")


def _wanted(
    module: ModuleType, names: Sequence[str], refs: Sequence[str]
) -> Sequence[object]:
    asked = values.reference_types(refs)
    known = [name for name, info in CATALOG.items() if info.webhooks]
    for name in names:
        if name not in known:
            what = "collection with events"
            raise click.BadParameter(values.unknown(what, name, known))
    return [
        module.Wanted(
            collection=name,
            external_references=tuple(
                ref
                for ref in asked
                if ref.collection in CATALOG[name].external_references
            ),
        )
        for name in names
    ]


@contextmanager
def _opened(module: ModuleType, place: str) -> Iterator[Store]:
    store = module.SubscriptionStore(place)
    try:
        yield store
    finally:
        store.close()


def _row(subscription: Subscription, webhook: Webhook | None) -> list[str]:
    status = "gone" if webhook is None else str(webhook.status)
    until = compared(webhook and webhook.valid_until) or subscription.valid_until
    return [
        subscription.collection,
        str(subscription.stage),
        subscription.webhook_id or "",
        status,
        until.isoformat() if until else "",
        subscription.destination_url,
    ]


def _tell(done: Sequence[Action], nothing: str) -> None:
    for step in done:
        echo(f"{step.what} {step.collection} {step.webhook_id or '-'}: {step.why}")
    if not done:
        current().say(nothing)
