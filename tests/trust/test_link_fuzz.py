"""Thousands of links on real sockets: whatever they say, the token stays at home."""

from __future__ import annotations

import importlib
import sqlite3
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import trustme

from protime import AsyncProtime, Protime
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_runtime.client.settings import VARIABLES
from protime_runtime.errors import ForeignLink, ProtimeError
from protime_sync import Feed, SqliteState, Sync
from tests.depth import many
from tests.trust.helpers import BASE, SETTINGS
from tests.trust.hostile_links import HOME, HOST, Elsewhere, Tenant, links, two_places

PURPOSES = (ssl.Purpose.CLIENT_AUTH, ssl.Purpose.SERVER_AUTH)
COUNT = many(10_000, 3_000)
SEED = 16


async def read_list(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.key, tenant.link = "nextLink", link
    async for _ in client.people.list():
        pass


async def read_delta(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.key, tenant.link = "deltaLink", link
    delta = client.people.delta()
    async for _ in delta:
        pass
    async for _ in client.people.changes(delta.link):
        pass


async def poll(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.key, tenant.link = "Operation-Location", link
    await client.raw("POST", "clockings", body={})


async def resume(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.link = ""
    async for _ in client.people.resume(link):
        pass


async def changes(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.link = ""
    async for _ in client.people.changes(link):
        pass


async def raw(client: AsyncProtime, tenant: Tenant, link: str) -> None:
    tenant.link = ""
    await client.raw("GET", link)


Reader = Callable[[AsyncProtime, Tenant, str], Awaitable[None]]
READERS: tuple[Reader, ...] = (read_list, read_delta, poll, resume, changes, raw)


class Awaited:
    """A blocking client's collection or pager, awaited, so that one reader does."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return Awaited(found) if name == "people" else found
        if name == "raw":
            return partial(self._sent, found)
        return lambda *given: Awaited(found(*given))

    async def _sent(self, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return call(*given, **named)

    async def __aiter__(self) -> Any:
        for item in self._inner:
            yield item


def clients(
    blocks: Callable[..., Any], waits: Callable[..., Any], base_url: str = HOME
) -> Iterator[tuple[Any, Any]]:
    """Yield a client that blocks and one that is awaited, and what is to be closed."""
    blocking = blocks(trust_env=False, timeout=5.0)
    made = Protime(**SETTINGS, base_url=base_url, http=blocking)
    made._sleep = lambda _: None
    yield Awaited(made), blocking
    awaited = waits(trust_env=False, timeout=5.0)
    waiting = AsyncProtime(**SETTINGS, base_url=base_url, http=awaited)
    waiting._sleep = _at_once
    yield waiting, awaited


async def _at_once(_: float) -> None:
    pass


async def tried(client: Any, tenant: Tenant, reader: Reader, link: str) -> str:
    """Return whether a link was followed, or the error that refused it."""
    try:
        await reader(client, tenant, link)
    except ProtimeError as error:
        return type(error).__name__
    return "followed"


@pytest.mark.deep
@pytest.mark.parametrize("name", ["httpx", "httpx2"])
async def test_no_link_takes_the_token_elsewhere(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the token nor any connection, by whatever a link is read with."""
    library = pytest.importorskip(name)
    tenant, elsewhere = Tenant(), Elsewhere()
    found: Counter[str] = Counter()
    begin = time.monotonic()
    with two_places(monkeypatch, tenant, elsewhere):
        drawn = links(COUNT // 2, seed=SEED + len(name))
        for client, http in clients(library.Client, library.AsyncClient):
            for at in range(COUNT // 4):
                reader = READERS[at % len(READERS)]
                found[await tried(client, tenant, reader, next(drawn))] += 1
            await _closed(http)
    seconds = time.monotonic() - begin
    print(
        f"{name}: {found.total()} links in {seconds:.1f} s: {dict(found)};"
        f" {elsewhere.came} connections elsewhere"
    )
    assert (elsewhere.came, elsewhere.asked) == (0, [])
    assert found.total() == COUNT // 2
    assert min(found["followed"], found["ForeignLink"]) > COUNT // 20
    assert set(found) <= {"followed", "ForeignLink", "InvalidRequest", *MORE}
    assert all(f"\r\nhost: {HOST}\r\n" in _lower(head) for head in tenant.asked)


MORE = ("CreationUnconfirmed", "DecodingError", "RepeatedLink")
"""What refuses a link of a monitor, no link at all, and one that came before."""


def _lower(head: bytes) -> str:
    return head.decode("latin-1").lower() + "\r\n"


async def _closed(http: Any) -> None:
    if hasattr(http, "aclose"):
        await http.aclose()
    else:
        http.close()


async def test_the_second_place_would_have_seen_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The network of this test leads there, by any name but one, in both modes."""
    tenant, elsewhere = Tenant(), Elsewhere()
    library = importlib.import_module("httpx")
    evil = (f"{HOME}%23.evil.example/", "http://10.1.2.3/", f"{HOME}:81/")
    with two_places(monkeypatch, tenant, elsewhere):
        with library.Client(trust_env=False) as blocking:
            for url in evil:
                assert blocking.get(url).status_code == 200
            assert blocking.get(f"{HOME}{BASE}/people").status_code == 200
        async with library.AsyncClient(trust_env=False) as awaited:
            for url in evil:
                assert (await awaited.get(url)).status_code == 200
    assert len(elsewhere.asked) == elsewhere.came == 2 * len(evil)
    assert len(tenant.asked) == 1


@pytest.mark.parametrize("key", ["nextLink", "deltaLink", "Operation-Location"])
@pytest.mark.parametrize("port", ["", ":80"])
async def test_a_link_in_clear_is_followed_encrypted(
    port: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where TLS ends before the API, which then writes ``http`` for its own host."""
    authority = trustme.CA()
    server, trusting = (ssl.create_default_context(one) for one in PURPOSES)
    authority.issue_cert(HOST).configure_cert(server)
    authority.configure_trust(trusting)
    link = f"{HOME}{port}{BASE}/people?continuationToken=2"
    reader = {"nextLink": read_list, "deltaLink": read_delta}.get(key, poll)
    tenant, elsewhere = Tenant(), Elsewhere()
    library = importlib.import_module("httpx")
    with two_places(monkeypatch, tenant, elsewhere, tls=server):
        secure = partial(library.Client, verify=trusting, trust_env=False)
        awaited = partial(library.AsyncClient, verify=trusting, trust_env=False)
        for client, http in clients(secure, awaited, base_url=f"https://{HOST}"):
            assert await tried(client, tenant, reader, link) == "followed"
            await _closed(http)
    followed = [head for head in tenant.asked if b"continuationToken=2" in head]
    assert len(followed) == 2
    assert elsewhere.came == 0


@contextmanager
def refused(feed: Feed[Any]) -> Iterator[Iterable[object]]:
    """Enter a batch that a link to another place ends."""
    with pytest.raises(ForeignLink), feed.batch() as changes:
        yield changes


TAMPERED = "UPDATE protime_feeds SET position = json_set(position, '$.link', ?)"
STORED = (
    f"{HOME}#.evil.example{BASE}/people",
    "http://evil.example/people",
    f"{HOME}:81{BASE}/people",
)


@pytest.mark.parametrize("link", STORED)
def test_a_link_that_is_given_or_kept_is_refused(
    link: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By the command line, and by a sync, from an answer or from its state."""
    tenant, elsewhere = Tenant(key="deltaLink"), Elsewhere()
    environ = {VARIABLES[name]: str(value) for name, value in SETTINGS.items()}
    environ[VARIABLES["base_url"]] = HOME
    with two_places(monkeypatch, tenant, elsewhere):
        status = main(["people", "list", "--resume", link], Session(environ=environ))
        assert status != 0
        with Protime.from_env(environ) as client:
            state = SqliteState(tmp_path / "state.db")
            feed = Sync(client, state=state).follow(client.people)
            for kept in (True, False):
                tenant.link = "" if kept else link
                with feed.batch() if kept else refused(feed) as changes:
                    assert list(changes) == []
            with sqlite3.connect(tmp_path / "state.db") as tampered:
                tampered.execute(TAMPERED, (link,))
            tampered.close()
            with refused(feed) as changes:
                list(changes)
    assert elsewhere.came == 0
    assert len(tenant.asked) == 3
