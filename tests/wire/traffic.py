"""What goes over the wire while a call is made, as text."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

import httpx
from attrs import field, frozen

from .doors import client

USUAL = {
    "accept": "application/json",
    "authorization": "Bearer ...",
    "content-type": "application/json",
}
"""Headers that are shown only where they are otherwise; a body alone has a type."""
UNSHOWN = {
    *("host", "connection", "user-agent", "accept-encoding", "content-length"),
    *USUAL,
}


@frozen
class Question:
    """A call: what is written above it, and how a client is asked."""

    title: str
    ask: Callable[[Any], Any] = field(repr=False)
    pages: int = 1
    """Pages of an answer."""


class Tenant:
    """Answers with empty pages, and keeps what it was asked."""

    def __init__(self) -> None:
        """Begin with a single page."""
        self.asked: list[httpx.Request] = []
        self.left = 1

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        if request.url.path.endswith("/connect/token"):
            token = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
            return httpx.Response(200, json=token)
        self.asked.append(request)
        if request.method != "GET" or not self.left:
            return httpx.Response(404, json={"title": "Not found"})
        self.left -= 1
        return httpx.Response(200, json={"value": [], **self._link(request)})

    def _link(self, request: httpx.Request) -> dict[str, str]:
        target = request.url.raw_path.decode()
        if self.left:
            before = re.sub(r"[&?]continuationToken=.*", "", target)
            mark = "&" if "?" in before else "?"
            return {"nextLink": f"{before}{mark}continuationToken=t%2B{self.left}%3D"}
        if "delta" in target:
            return {"deltaLink": f"{request.url.path}?deltaToken=d%2B1"}
        return {}


def told(questions: Iterable[Question]) -> str:
    """Return what both modes send and raise; what they do otherwise stands apart."""
    asked = list(questions)
    texts = [_sync(asked), asyncio.run(_async(asked))]
    return "\n".join(
        f"## {_short(question.title)}\n{one}"
        + ("" if one == other.replace("Async", "") else f"async:\n{other}")
        for question, one, other in zip(asked, *texts, strict=True)
    )


def _sync(questions: list[Question]) -> list[str]:
    tenant = Tenant()
    found = []
    with client("sync", tenant) as made:
        for question in questions:
            tenant.asked, tenant.left, failed = [], question.pages, None
            try:
                result = question.ask(made)
                if hasattr(result, "pages"):
                    list(result.pages())
            except Exception as error:
                failed = error
            found.append(_text(tenant.asked, failed))
    return found


async def _async(questions: list[Question]) -> list[str]:
    tenant = Tenant()
    found = []
    async with client("async", tenant) as made:
        for question in questions:
            tenant.asked, tenant.left, failed = [], question.pages, None
            try:
                result = question.ask(made)
                if hasattr(result, "pages"):
                    async for _ in result.pages():
                        pass
                elif inspect.isawaitable(result):
                    await result
            except Exception as error:
                failed = error
            found.append(_text(tenant.asked, failed))
    return found


def _text(asked: list[httpx.Request], failed: Exception | None) -> str:
    lines = [line for request in asked for line in request_lines(request)]
    if failed is not None and not (asked and type(failed).__name__ == "NotFound"):
        lines.append(f"{type(failed).__name__}: {failed}")
    return "\n".join(lines) + "\n"


def request_lines(request: httpx.Request) -> list[str]:
    """Return a request as lines: what is sent, and what it means if that is encoded."""
    target = request.url.raw_path.decode()
    lines = [f"{request.method} {_short(target)}"]
    if "%" in target.partition("?")[2]:
        query = unquote(target.partition("?")[2])
        lines.append(f"  = {_short(query)}".replace("\r\n", "\\r\\n"))
    for name, usual in USUAL.items():
        given = request.headers.get(name)
        if name == "authorization" and given:
            given = f"{given.split()[0]} ..."
        if given != usual and (name != "content-type" or request.content):
            lines.append(f"  {name}: {given}")
    lines += [
        f"  {name}: {value}"
        for name, value in sorted(request.headers.items())
        if name not in UNSHOWN
    ]
    if request.content:
        lines += [f"  {line}" for line in _body(request.content).splitlines()]
    return lines


def _short(text: str) -> str:
    """Return a text with its long lists cut: how many numbers stood between."""

    def cut(found: re.Match[str]) -> str:
        return f"{found[1]}...{found[2].count(',')} more...,{found[3]}"

    return re.sub(r"(\d+,)((?:\d+,){20,})(\d+)", cut, text)


def _body(content: bytes) -> str:
    try:
        return json.dumps(json.loads(content), ensure_ascii=False, indent=1)
    except ValueError:
        return content.decode()
