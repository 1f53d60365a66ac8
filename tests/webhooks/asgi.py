"""Asking an ASGI application in process, also with what no HTTP client would send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

HeaderPairs = Iterable[tuple[bytes, bytes]]


@frozen
class Answer:
    status: int
    headers: dict[bytes, bytes]
    body: bytes


def pairs(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as servers give them."""
    return [(name.lower().encode(), text.encode()) for name, text in headers.items()]


async def ask(
    app: Any,
    path: str,
    parts: Sequence[bytes | float | None] = (b"",),
    *,
    headers: HeaderPairs = (),
    method: str = "POST",
) -> Answer:
    """Send a request: a number among the body's parts is a pause, `None` hangs up."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": list(headers),
        "query_string": b"",
    }
    left = list(parts)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        while left and isinstance(left[0], int | float):
            await asyncio.sleep(float(left.pop(0) or 0))
        if not left or left[0] is None:
            return {"type": "http.disconnect"}
        part = left.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert [one["type"] for one in sent] == [
        "http.response.start",
        "http.response.body",
    ]
    return Answer(sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"])
