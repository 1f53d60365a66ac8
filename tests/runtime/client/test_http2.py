"""HTTP/2 is spoken where it is asked for and the server does, on a real connection."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest

from protime import AsyncProtime, Protime
from protime_runtime.errors import ConfigurationError

Event = MutableMapping[str, Any]
SETTINGS: dict[str, Any] = {
    "tenant": "acme",
    "client_id": "a",
    "client_secret": "b",
    "user_agent": "Svc/v1 (Acme)",
}


class Server:
    """A tenant without people, that notes which HTTP its callers speak."""

    def __init__(self, port: int) -> None:
        self.url = f"https://localhost:{port}"
        self.spoken: list[str] = []

    async def __call__(
        self,
        scope: Event,
        receive: Callable[[], Awaitable[Event]],
        send: Callable[[Event], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        self.spoken.append(scope["http_version"])
        token = {"access_token": "t", "token_type": "Bearer", "expires_in": 3600}
        is_token = scope["path"].endswith("/token")
        body = json.dumps(token if is_token else {"value": []}).encode()
        headers = [(b"content-type", b"application/json")]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Serve on loopback, with a certificate of an authority made for the test."""
    serve = pytest.importorskip("hypercorn.asyncio").serve
    config = pytest.importorskip("hypercorn.config").Config()
    authority = pytest.importorskip("trustme").CA()
    issued = authority.issue_cert("localhost")
    issued.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    given = socket.create_server(("127.0.0.1", 0))
    made, stop = Server(given.getsockname()[1]), threading.Event()
    config.bind = [f"fd://{given.detach()}"]  # Its server closes it.
    config.certfile = config.keyfile = str(tmp_path / "server.pem")

    async def stopped() -> None:
        while not stop.is_set():
            await asyncio.sleep(0.01)

    run = serve(made, config, shutdown_trigger=stopped)
    thread = threading.Thread(target=asyncio.run, args=(run,))
    thread.start()
    yield made
    stop.set()
    thread.join()


@pytest.mark.parametrize(("http2", "spoken"), [(False, "1.1"), (True, "2")])
def test_the_version_is_chosen(server: Server, http2: bool, spoken: str) -> None:
    """The token and the list come by the same version of HTTP."""
    pytest.importorskip("h2")
    with Protime(**SETTINGS, base_url=server.url, http2=http2) as client:
        assert list(client.people.list()) == []
    assert server.spoken == [spoken, spoken]


async def test_the_version_is_chosen_when_awaited(server: Server) -> None:
    """The same for the async client."""
    pytest.importorskip("h2")
    async with AsyncProtime(**SETTINGS, base_url=server.url, http2=True) as client:
        assert [one async for one in client.people.list()] == []
    assert server.spoken == ["2", "2"]


@pytest.mark.parametrize("client", [Protime, AsyncProtime])
def test_what_is_missing_is_named(
    client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lacks h2 is told in one line what to install."""
    monkeypatch.setitem(sys.modules, "h2", None)
    with pytest.raises(ConfigurationError, match=r"protime-client\[http2\]"):
        client(**SETTINGS, http2=True)
