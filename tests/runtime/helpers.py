"""Servers, drivers and clients for the tests of the runtime."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar
from urllib.parse import parse_qs

import httpx
from attrs import field, frozen

from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client
from protime_runtime.messages import Request, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read
from protime_runtime.sending.exchange import Context, Reply, Step
from protime_runtime.sending.retries import RetryPolicy
from tests.runtime.models import API

R = TypeVar("R")
T = TypeVar("T")

SECRET = "s3cr3t-of-acme"
AGENT = "PeopleSyncService/v1 (Acme Corp)"
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
QUICK = RetryPolicy(shortest=0.001, longest=0.01)


class SyncClient(Client):
    """A client of the API of the tests."""

    _api = API


class WaitingClient(AsyncClient):
    """The same, to be awaited."""

    _api = API


def answer(body: object = None, status: int = 200, **headers: str) -> Response:
    """Return an answer with a JSON body, or with the bytes that are given."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status=status, headers=named, content=content)


def page(*items: object, **links: str | None) -> Response:
    """Return a page of a list."""
    return answer({"value": list(items), **links})


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def context_of(clock: Callable[[], float], chance: float = 0.0) -> Context:
    """Return surroundings in which nothing is left to chance."""
    return Context(clock=clock, now=lambda: NOW, random=lambda: chance)


def run(
    flow: Generator[Step, Reply, R], replies: Sequence[Reply]
) -> tuple[list[Step], R | None]:
    """Drive a generator with replies: its steps, and its result if it came to one."""
    steps: list[Step] = []
    reply: Reply = None
    left = list(replies)
    while True:
        try:
            steps.append(flow.send(reply))
        except StopIteration as stop:
            return steps, stop.value
        if not left:
            return steps, None
        reply = left.pop(0)


@frozen(kw_only=True)
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str] = field(factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)


Serve = Callable[[Received], Response | None]


@contextmanager
def serving(serve: Serve) -> Iterator[tuple[str, list[Received]]]:
    """Serve on loopback; an answer of `None` closes the connection without one."""
    log: list[Received] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            received = Received(
                method=self.command,
                target=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(length),
            )
            log.append(received)
            given = serve(received)
            if given is None:
                self.close_connection = True
                return
            self.send_response(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            if "content-length" not in given.headers:
                self.send_header("content-length", str(len(given.content)))
            self.end_headers()
            self.wfile.write(given.content)

        do_GET = do_POST = do_PUT = do_DELETE = _respond  # noqa: N815 - http.server's

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", log
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def granted(received: Received, number: int = 1) -> Response:
    """Return a token with the scopes that were asked for."""
    scope = parse_qs(received.body.decode()).get("scope", [""])[0]
    return answer(
        {
            "access_token": f"token-{number}",
            "expires_in": 1800,
            "token_type": "Bearer",
            "scope": scope,
        }
    )


def is_for_token(received: Received) -> bool:
    """Whether a request asks for a token."""
    return received.path.endswith("/connect/token")


def transport(serve: Serve) -> tuple[httpx.MockTransport, list[Received]]:
    """Return a transport without sockets; an answer of `None` is a lost one."""
    log: list[Received] = []

    def handle(request: httpx.Request) -> httpx.Response:
        received = Received(
            method=request.method,
            target=request.url.raw_path.decode(),
            headers={"url": str(request.url), **request.headers},
            body=request.content,
        )
        log.append(received)
        given = granted(received) if is_for_token(received) else serve(received)
        if given is None:
            raise httpx.ReadError("lost")
        return httpx.Response(
            given.status, headers=dict(given.headers), content=given.content
        )

    return httpx.MockTransport(handle), log


def connected(
    serve: Serve, *, strict: bool = False, retries: RetryPolicy = QUICK
) -> tuple[SyncClient, list[Received]]:
    """Return a client whose requests are answered by a function."""
    made, log = transport(serve)
    http = httpx.Client(transport=made)
    client = SyncClient(
        "acme",
        client_id="client",
        client_secret=SECRET,
        user_agent=AGENT,
        retries=retries,
        strict=strict,
        http=http,
    )
    return client, log


class Sending:
    """A sender that is a function from requests to answers."""

    def __init__(self, serve: Callable[[str], Response]) -> None:
        self._serve = serve
        self._decoder = Decoder()
        self.targets: list[str] = []

    def _send(self, request: Request[T]) -> T:
        """Answer a request."""
        self.targets.append(request.target)
        return self._read(request, self._serve(request.target))

    def _read(self, request: Request[T], answer: Response) -> T:
        """Read an answer."""
        return read(request.expects, answer, self._decoder)

    def _url(self, request: Request[T]) -> str:
        """Return the address that the request has."""
        return f"https://acme.myprotime.eu{request.target}"


class AsyncSending(Sending):
    """The same, to be awaited."""

    async def _send(self, request: Request[T]) -> T:  # type: ignore[override]  # waits
        """Answer a request."""
        return super()._send(request)
