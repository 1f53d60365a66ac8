"""The examples in docstrings: each runs as it stands there, on an emulated tenant."""

from __future__ import annotations

import ast
import asyncio
import doctest
import hashlib
import hmac
import importlib
import inspect
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

import protime
from docs.building.docstrings import Example, examples, sources
from protime_emulator import Emulator

DRAWINGS = {
    "protime_runtime.errors",
    "protime_sync.errors",
    "protime_emulator.filters.syntax",
}
"""Trees of errors, and a grammar."""

ELSEWHERE = {
    "protime_sync.spark": "needs Java: `nox -s spark` runs the same",
    "protime_sync.webhooks.listening": "waits for events for ever: tests/webhooks",
}
"""Not run here, and why."""

CODE = [one for one in examples() if str(one) not in DRAWINGS]
DOCTESTS = [name for name, source in sources() if "    >>> " in source]
KEY, BODY = "a-private-key", b'{"events": []}'


@pytest.mark.parametrize("name", DOCTESTS)
def test_each_session_prints_what_it_says(name: str) -> None:
    """What is typed in a docstring gives what stands below it."""
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


def test_examples_are_found() -> None:
    """The collector sees both forms, and drawings are told by name."""
    assert len(DOCTESTS) >= 3
    assert len(CODE) > 10
    assert {str(one) for one in examples()} >= DRAWINGS | set(ELSEWHERE)


@pytest.fixture
def client(served: Emulator) -> Iterator[protime.Protime]:
    with protime.Protime.from_env() as client:
        yield client


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("example", CODE, ids=str)
def test_each_example_runs(example: Example, client: protime.Protime) -> None:
    """Code of a docstring runs with the names that it leaves to its reader."""
    code = compile(example.text, str(example), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if str(example) in ELSEWHERE:
        pytest.skip(ELSEWHERE[str(example)])
    names = {**vars(importlib.import_module(example.module)), **given(client)}
    found = eval(code, names)  # noqa: S307 - the docstring's own example
    if inspect.iscoroutine(found):
        asyncio.run(found)


def given(client: protime.Protime) -> dict[str, object]:
    """Return what a reader has: a client, a state, an inbox, and what is imported."""
    dlt, sync = importlib.import_module("dlt"), importlib.import_module("protime_sync")
    webhooks = importlib.import_module("protime_sync.webhooks")
    since = protime.DateRange(date(2026, 2, 1))
    inbox = webhooks.SqliteInbox("given.db")
    routes = webhooks.StoredRoutes(
        webhooks.SubscriptionStore("given-keys.db"),
        partial(protime.WebhookVerifier, header="X-Signature"),
    )
    signature = hmac.new(KEY.encode(), BODY, hashlib.sha256).hexdigest()
    return {
        **{name: getattr(protime, name) for name in protime.__all__},
        **{name: getattr(sync, name) for name in sync.__all__},
        **{name: getattr(webhooks, name) for name in webhooks.__all__},
        "date": date,
        "timedelta": timedelta,
        "partial": partial,
        "dlt": dlt,
        "client": client,
        "january": protime.DateRange(date(2026, 1, 1), date(2026, 1, 31)),
        "since": since,
        "sync": sync.Sync(client, state=sync.SqliteState("given-state.db")),
        "inbox": inbox,
        "store": webhooks.SubscriptionStore("given-store.db"),
        "routes": routes,
        "receiver": webhooks.Receiver(inbox, routes),
        "get_asgi_application": lambda: None,
        "Mount": importlib.import_module("starlette.routing").Mount,
        "write": lambda change: None,
        "key": KEY,
        "raw_body": BODY,
        "request": SimpleNamespace(headers={"X-Signature": signature}),
    }
