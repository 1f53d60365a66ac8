"""Beside another application: each request is answered by one of the two, whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from protime_sync.webhooks import Receiver, SqliteInbox, beside

from .asgi import ask, pairs
from .conftest import event
from .signing import signed

BODY = event(1, "A")
GENUINE = pairs(signed(BODY))


class Shop:
    """An application that answers all it is asked, and notes that it was."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append((scope["type"], scope.get("path", "")))
        message = await receive()
        body = json.dumps({"shop": scope.get("path"), "got": len(message["body"])})
        start = {"status": 218, "headers": [(b"x-shop", b"open")]}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": body.encode()})


@pytest.mark.parametrize("prefix", ["/protime", "/protime/", "/a/b"])
async def test_each_answers_its_own(
    receiver: Receiver, inbox: SqliteInbox, prefix: str
) -> None:
    """What is below the prefix is the receiver's, its refusals too; nothing else is."""
    shop = Shop()
    app = beside(receiver, prefix, shop)
    below = prefix.rstrip("/")
    table = {
        f"{below}/hook": 204,
        f"{below}/other": 404,
        f"{below}/": 404,
        below: 218,
        f"{below}x/hook": 218,
        f"/x{below}/hook": 218,
        "/hook": 218,
        "/": 218,
        "": 218,
    }
    for path, status in table.items():
        answer = await ask(app, path, [BODY], headers=GENUINE)
        assert answer.status == status, path
        if status == 218:
            assert answer.headers == {b"x-shop": b"open"}
            assert json.loads(answer.body) == {"shop": path, "got": len(BODY)}
    others = [path for path, status in table.items() if status == 218]
    assert shop.asked == [("http", path) for path in others]
    assert (receiver.tally.stored, receiver.tally.refused) == (1, 2)
    assert [one.body for one in inbox.waiting("clockings", 9)] == [BODY]


async def test_health_is_the_receivers_below_its_prefix_only(
    receiver: Receiver,
) -> None:
    shop = Shop()
    app = beside(receiver, "/protime", shop)
    told = await ask(app, "/protime/health", method="GET")
    assert json.loads(told.body)["ok"] is True
    assert (await ask(app, "/health", method="GET")).status == 218


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
async def test_what_is_no_request_is_the_other_applications(
    receiver: Receiver, kind: str
) -> None:
    """Its startup must run, and its sockets may lie anywhere."""
    asked: list[str] = []

    async def other(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["type"])

    async def nothing(*_: object) -> None:
        raise AssertionError("the receiver was asked")

    app = beside(receiver, "/protime", other)
    await app({"type": kind, "path": "/protime/hook"}, nothing, nothing)
    assert asked == [kind]


SEGMENTS = st.lists(st.sampled_from(["protime", "hook", "health", "", "x"]), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEGMENTS, st.sampled_from(["GET", "HEAD", "POST", "PUT"]))
@example(["protime", "hook"], "POST")
@example(["protime", "protime", "hook"], "POST")
async def test_any_path_has_one_that_answers(
    receiver: Receiver, segments: Iterable[str], method: str
) -> None:
    """And the receiver's answers are those that it gives by itself."""
    shop = Shop()
    app = beside(receiver, "/protime", shop)
    path = "/" + "/".join(segments)
    answer = await ask(app, path, [BODY], headers=GENUINE, method=method)
    if path.startswith("/protime/"):
        alone = await ask(receiver, path, [BODY], headers=GENUINE, method=method)
        assert not shop.asked
        assert (answer.status, answer.headers) == (alone.status, alone.headers)
    else:
        assert shop.asked == [("http", path)]
        assert answer.status == 218
