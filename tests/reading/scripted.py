"""A tenant that answers with the very bytes that a test gives it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import httpx

from protime import AsyncProtime, Protime

BASE = "/connector/protimeapi/api/v1"
DELTA_LINK = f"{BASE}/delta/clockings?deltaToken=abc"
AGENT = "ReadingTests/v1 (Acme Corp)"


class Scripted:
    """Answers lists and deltas page by page, each page being rows as JSON texts."""

    def __init__(
        self,
        listed: Sequence[Sequence[str]] = ((),),
        changed: Sequence[Sequence[str]] = ((),),
    ) -> None:
        self.listed = listed
        self.changed = changed
        self.delta_link = DELTA_LINK
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        self.asked.append(request.url.raw_path.decode())
        last = request.url.path.rpartition("/")[2]
        if last.isdecimal():
            return httpx.Response(200, content=self._item(last).encode())
        pages = self.changed if "/delta/" in request.url.path else self.listed
        query = parse_qs(request.url.query.decode(), keep_blank_values=True)
        at = int(query.get("continuationToken", ["0"])[0])
        path = request.url.path.removeprefix(BASE)
        is_last = at + 1 >= len(pages)
        link = (
            f'"deltaLink": "{self.delta_link}"'
            if is_last
            else f'"nextLink": "{BASE}{path}?continuationToken={at + 1}"'
        )
        body = f'{{"value": [{", ".join(pages[at])}], {link}}}'
        return httpx.Response(200, content=body.encode())

    def _item(self, id: str) -> str:
        rows = (row for page in self.listed for row in page)
        return next(row for row in rows if str(json.loads(row)["id"]) == id)

    def client_http(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self))

    def client(self, **more: Any) -> Protime:
        return Protime("acme", **_SETTINGS, http=self.client_http(), **more)

    def waiting_client(self, **more: Any) -> AsyncProtime:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return AsyncProtime("acme", **_SETTINGS, http=http, **more)


_SETTINGS: dict[str, Any] = {
    "client_id": "id",
    "client_secret": "a-secret",
    "user_agent": AGENT,
}
