"""HTTP clients that are functions, and clients of the generated package on them."""

from __future__ import annotations

import asyncio
import json
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

from attrs import evolve, field, frozen

from protime import AsyncProtime, Protime

SECRET = "s3cr3t-of-acme"
TOKEN = "t0k3n-of-acme"
AGENT = "TrustTests/v1 (Acme Corp)"
BASE = "/connector/protimeapi/api/v1"
SETTINGS: dict[str, Any] = {
    "tenant": "acme",
    "client_id": "client",
    "client_secret": SECRET,
    "user_agent": AGENT,
}


@frozen(kw_only=True)
class Served:
    """What a stub answers."""

    status_code: int = 200
    headers: Mapping[str, str] = field(factory=dict)
    content: bytes = b"{}"


@frozen(kw_only=True)
class Sent:
    """What a stub was asked."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None
    timeout: float | None = None

    @property
    def is_for_token(self) -> bool:
        return self.url.endswith("/connect/token")


Serve = Callable[[Sent], Served]


def said(body: object, status: int = 200, **headers: str) -> Served:
    """Return a response with a JSON body."""
    return Served(
        status_code=status, headers=headers, content=json.dumps(body).encode()
    )


def granted(sent: Sent, token: str = TOKEN, life: object = 1800) -> Served:
    """Return a token with the scopes that were asked for."""
    scope = parse_qs((sent.content or b"").decode()).get("scope", [""])[0]
    return said({"access_token": token, "expires_in": life, "scope": scope})


class Stub:
    """A blocking HTTP client that is a function and remembers what it was asked."""

    def __init__(self, serve: Serve) -> None:
        self.log: list[Sent] = []
        self.closed = 0
        self._serve = serve

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        timeout: float | None = None,
        **_: object,
    ) -> Served:
        assert not follow_redirects
        sent = Sent(
            method=method,
            url=url,
            headers=dict(headers or {}),
            content=content,
            timeout=timeout,
        )
        self.log.append(sent)
        return self._serve(sent)

    def close(self) -> None:
        self.closed += 1

    @property
    def tokens(self) -> int:
        """How many tokens were asked for."""
        return sum(one.is_for_token for one in self.log)


class AsyncStub:
    """The same, awaited; each request lets other tasks run."""

    def __init__(self, serve: Serve) -> None:
        self.inner = Stub(serve)

    async def request(self, method: str, url: str, **given: Any) -> Served:
        response = self.inner.request(method, url, **given)
        await asyncio.sleep(0)
        return response

    async def aclose(self) -> None:
        self.inner.close()

    @property
    def tokens(self) -> int:
        """How many tokens were asked for."""
        return self.inner.tokens


def answering(serve: Serve, **settings: Any) -> tuple[Protime, Stub]:
    """Return a client on a stub that gives tokens by itself, and never sleeps."""
    stub = Stub(lambda sent: granted(sent) if sent.is_for_token else serve(sent))
    client = Protime(**{**SETTINGS, **settings}, http=stub)
    client._sleep = lambda _: None
    return client, stub


def awaiting(serve: Serve, **settings: Any) -> tuple[AsyncProtime, AsyncStub]:
    """Return the same, to be awaited."""
    stub = AsyncStub(lambda sent: granted(sent) if sent.is_for_token else serve(sent))
    client = AsyncProtime(**{**SETTINGS, **settings}, http=stub)
    client._sleep = lambda _: asyncio.sleep(0)
    return client, stub


class Time:
    """A clock that is moved by waiting."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.now += seconds
            self.waits.append(seconds)

    def drives(self, client: Any) -> None:
        """Let a client live by this clock, with all jitter at its most."""
        client._sleep = self.sleep
        client._context = evolve(client._context, clock=self, random=lambda: 1.0)
        client._tokens._context = client._context


def our_frames(error: BaseException) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the locals of each of our frames of an error and of what caused it."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or one in seen:
            continue
        seen.append(one)
        waiting += [one.__cause__, one.__context__]
        yield from _frames(one.__traceback__)


def _frames(
    trace: TracebackType | None,
) -> Iterator[tuple[str, dict[str, object]]]:
    for frame, line in traceback.walk_tb(trace):
        if str(frame.f_globals.get("__name__", "")).startswith("protime_runtime"):
            yield f"{frame.f_code.co_qualname}:{line}", dict(frame.f_locals)
