"""The client's own HTTP, which leaves out most of httpx, does what httpx's client does.

Certificates, HTTP/2, timeouts and faults are tested where they matter, with clients
that make their HTTP clients themselves.
"""

from __future__ import annotations

import asyncio
import gc
import weakref
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, TypeAlias

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_runtime.client.direct import AsyncDirectClient, DirectClient
from protime_runtime.errors import ProtimeError, RequestFailed
from protime_runtime.messages import Response
from protime_runtime.sending.retries import RetryPolicy
from tests.runtime.helpers import Received, answer, granted, is_for_token, serving
from tests.trust.helpers import SETTINGS
from tests.trust.servers import Handler, tenant

PROXIES = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"]
BODY = b'{"id": 1, "name": "' + b"x" * 200_000 + b'"}'
ONCE = RetryPolicy(attempts=1)
Way: TypeAlias = Callable[[str, int], list[Response]]


def blocking(url: str, count: int) -> list[Response]:
    with Protime(**SETTINGS, base_url=url, retries=ONCE) as client:
        assert type(client._http) is DirectClient
        return [client.raw("GET", "people") for _ in range(count)]


def awaited(url: str, count: int) -> list[Response]:
    async def read() -> list[Response]:
        async with AsyncProtime(**SETTINGS, base_url=url, retries=ONCE) as client:
            assert type(client._http) is AsyncDirectClient
            return [await client.raw("GET", "people") for _ in range(count)]

    return asyncio.run(read())


ways = pytest.mark.parametrize("way", [blocking, awaited])


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what this machine says of proxies."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def granting(serve: Callable[[Received], Response | None]) -> Any:
    """Serve a tenant that grants tokens by itself."""
    return serving(
        lambda asked: granted(asked) if is_for_token(asked) else serve(asked)
    )


@pytest.mark.parametrize("name", [*PROXIES, *map(str.upper, PROXIES)])
@pytest.mark.parametrize("client", [Protime, AsyncProtime])
def test_proxies_are_httpxs_matter(
    client: type[Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the environment says anything of proxies, httpx's own client heeds it."""
    monkeypatch.setenv(name, "127.0.0.1:9")
    assert type(client(**SETTINGS)._http) in (httpx.Client, httpx.AsyncClient)


ENCODINGS: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    # The package that compresses, and how.
    "gzip": ("gzip", lambda package: package.compress(BODY)),
    "deflate": ("zlib", lambda package: package.compress(BODY)),
    "br": ("brotli", lambda package: package.compress(BODY)),
    "zstd": ("zstandard", lambda package: package.ZstdCompressor().compress(BODY)),
    "gzip, deflate": ("gzip", lambda package: zlib.compress(package.compress(BODY))),
    "identity": ("zlib", lambda _: BODY),
    "unheard-of": ("zlib", lambda _: BODY),
}


@ways
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_bodies_are_decompressed(way: Way, encoding: str) -> None:
    """In each way that is asked for, and that httpx can undo."""
    accepted = httpx.Client().headers["accept-encoding"]
    if encoding in ("br", "zstd") and encoding not in accepted:
        pytest.skip("the HTTP library cannot undo it here")
    package, compress = ENCODINGS[encoding]
    body = compress(import_module(package))
    with granting(lambda _: answer(body, content_encoding=encoding)) as (url, log):
        (found,) = way(url, 1)
    assert found.content == BODY
    assert log[-1].headers["accept-encoding"] == accepted


@ways
def test_what_is_not_compressed_as_it_says_is_a_failure(way: Way) -> None:
    """And no error of the HTTP library's."""
    with (
        granting(lambda _: answer(BODY, content_encoding="gzip")) as (url, _),
        pytest.raises(RequestFailed, match="DecodingError"),
    ):
        way(url, 1)


@ways
def test_a_redirect_is_an_error(way: Way) -> None:
    """Wherever it leads, nothing is sent there, and the token least of all."""
    elsewhere = "http://127.0.0.1:9/"
    with (
        granting(lambda _: answer({}, status=302, location=elsewhere)) as (url, log),
        pytest.raises(ProtimeError, match="302"),
    ):
        way(url, 1)
    assert len(log) == 2


@ways
def test_cookies_are_not_kept(way: Way) -> None:
    """The API knows nothing of them; a proxy's may tell who somebody is."""
    with granting(lambda _: answer({}, set_cookie="a=b")) as (url, log):
        way(url, 2)
    assert [asked.headers.get("cookie") for asked in log] == [None] * 3


@ways
def test_a_connection_is_used_again(way: Way) -> None:
    """Each body is read to its end, so that the next request needs no other one."""
    server = tenant()
    found = way(server.start(Handler), 3)
    server.__exit__()
    assert len({response.content for response in found}) == 1


@pytest.fixture
def collector() -> Iterator[None]:
    """Stop the garbage collector."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("collector")
def test_a_body_is_freed_with_its_response() -> None:
    """It is in no circle, in which it would wait for the garbage collector."""
    with granting(lambda _: answer(BODY)) as (url, _), Protime(**SETTINGS) as client:
        response: Any = client._http.request("GET", url)
        assert response.content == BODY
        last = weakref.ref(response)
        del response
        assert last() is None


async def test_a_closed_client_sends_nothing() -> None:
    """As httpx has it."""
    with Protime(**SETTINGS) as client:
        http: Any = client._http
    async with AsyncProtime(**SETTINGS) as other:
        awaited_http: Any = other._http
        await awaited_http.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        http.request("GET", "https://acme.myprotime.eu")
    with pytest.raises(RuntimeError, match="closed"):
        await awaited_http.request("GET", "https://acme.myprotime.eu")
