"""Tokens that outlive their client, in memory or in a file of their owner's."""

from __future__ import annotations

import json
import logging
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from protime_runtime.sending.token_cache import (
    FileTokenCache,
    MemoryTokenCache,
    Token,
    TokenCache,
)
from tests.trust.helpers import TOKEN, Time, answering, awaiting, granted, said

OK = said({"id": 1})
STORED = Token(value=TOKEN, scopes=["b", "a"], ends_at=1e12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


def test_one_token_serves_two_runs(path: Path) -> None:
    """The second client finds what the first one saved."""
    first, asked = answering(lambda _: OK, token_cache=FileTokenCache(path))
    first.people.get(1)
    second, other = answering(lambda _: OK, token_cache=FileTokenCache(path))
    second.people.get(1)
    assert (asked.tokens, other.tokens) == (1, 0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == [path.name]


async def test_both_modes_share_a_cache() -> None:
    """In memory, for clients of one process."""
    cache = MemoryTokenCache()
    first, asked = answering(lambda _: OK, token_cache=cache)
    first.people.get(1)
    second, other = awaiting(lambda _: OK, token_cache=cache)
    await second.people.get(1)
    assert (asked.tokens, other.tokens) == (1, 0)


@pytest.mark.parametrize(
    "settings", [{"client_id": "other"}, {"token_url": "https://other.eu/token"}]
)
def test_other_credentials_have_tokens_of_their_own(
    path: Path, settings: dict[str, str]
) -> None:
    """Whose key holds no secret; one does not push out the other."""
    cache = FileTokenCache(path)
    first, _ = answering(lambda _: OK, token_cache=cache)
    first.people.get(1)
    second, other = answering(lambda _: OK, token_cache=cache, **settings)
    assert second._tokens._key() != first._tokens._key()
    assert cache.load(second._tokens._key()) is None
    cache.save(second._tokens._key(), STORED)
    assert cache.load(first._tokens._key()) is not None
    assert other.tokens == 0


def test_a_saved_token_that_is_refused_is_replaced(path: Path) -> None:
    """Once on 401, also in the file."""
    cache = FileTokenCache(path)
    first, _ = answering(lambda _: OK, token_cache=cache)
    key = first._tokens._key()
    scope = "connector-protimeapi-people.read"
    cache.save(key, Token(value="old", scopes=[scope], ends_at=1e12))
    client, stub = answering(
        lambda sent: said({}, 401) if "old" in sent.headers["authorization"] else OK,
        token_cache=cache,
    )
    assert client.people.get(1).id == 1
    assert stub.tokens == 1
    kept = cache.load(key)
    assert kept is not None
    assert kept.value == TOKEN


def test_what_another_process_renewed_is_taken_after_a_401(path: Path) -> None:
    """Instead of asking for one token more."""
    cache = FileTokenCache(path)
    client, stub = answering(
        lambda sent: OK if "newer" in sent.headers["authorization"] else said({}, 401),
        token_cache=cache,
    )
    scope = "connector-protimeapi-people.read"
    key = client._tokens._key()
    cache.save(key, Token(value="old", scopes=[scope], ends_at=1e12))
    client._tokens._loaded((scope,), None)
    cache.save(key, Token(value="newer", scopes=[scope], ends_at=1e12))
    assert client.people.get(1).id == 1
    assert stub.tokens == 0


def test_a_token_that_is_over_or_too_narrow_or_too_wide_is_not_used() -> None:
    """Least scopes hold for kept tokens, too."""
    cache = MemoryTokenCache()
    scope = "connector-protimeapi-people.read"
    client, stub = answering(lambda _: OK, token_cache=cache, scopes=[scope])
    key = client._tokens._key()
    for stored in (
        Token(value="over", scopes=[scope], ends_at=0),
        Token(value="narrow", scopes=[], ends_at=1e12),
        Token(value="wide", scopes=[scope, "other"], ends_at=1e12),
    ):
        cache.save(key, stored)
        assert client._tokens._loaded((scope,), None) is None
    client.people.get(1)
    assert stub.tokens == 1


def test_a_token_of_unknown_life_is_not_saved() -> None:
    """Nobody could tell whether it is over."""
    cache = MemoryTokenCache()
    client, stub = answering(lambda _: OK, token_cache=cache)
    stub._serve = lambda sent: granted(sent, life=None) if sent.is_for_token else OK
    client.people.get(1)
    assert cache.load(client._tokens._key()) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"k": 1}',
        b'{"k": {"value": 1, "scopes": [], "ends_at": 1}}',
        b'{"k": {"value": "v", "scopes": "a", "ends_at": 1}}',
        b'{"k": {"value": "v", "scopes": [], "ends_at": true}}',
        b'{"k": {"value": "v", "scopes": [], "ends_at": NaN}}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_spoiled_file_holds_no_token(path: Path, content: bytes) -> None:
    """And is replaced by the next one."""
    path.write_bytes(content)
    path.chmod(0o600)
    cache = FileTokenCache(path)
    assert cache.load("k") is None
    cache.save("k", STORED)
    assert cache.load("k") == STORED
    assert TOKEN not in repr(cache.load("k"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602])
def test_a_file_that_others_can_reach_is_not_trusted(
    path: Path, mode: int, caplog: pytest.LogCaptureFixture
) -> None:
    """They could read the token, or put another one there."""
    cache = FileTokenCache(path)
    cache.save("k", STORED)
    path.chmod(mode)
    assert cache.load("k") is None
    assert "others can reach" in caplog.text
    cache.save("k", STORED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert cache.load("k") == STORED


def test_where_modes_say_nothing_the_folder_decides(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system without owners, such as Windows, has no modes to go by."""
    first, _ = answering(lambda _: OK, token_cache=FileTokenCache(path))
    first.people.get(1)
    path.chmod(0o644)
    monkeypatch.delattr(os, "getuid")
    second, asked = answering(lambda _: OK, token_cache=FileTokenCache(path))
    second.people.get(1)
    assert asked.tokens == 0


def test_a_link_is_not_followed(path: Path) -> None:
    """It is replaced by a file."""
    elsewhere = path.with_name("elsewhere")
    FileTokenCache(elsewhere).save("k", STORED)
    path.symlink_to(elsewhere)
    cache = FileTokenCache(path)
    assert cache.load("k") is None
    cache.save("k", STORED)
    assert not path.is_symlink()


def test_a_token_that_cannot_be_saved_is_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk does not end an integration."""
    cache = FileTokenCache(tmp_path / "missing" / "tokens.json")
    client, stub = answering(lambda _: OK, token_cache=cache)
    with caplog.at_level(logging.WARNING, "protime"):
        assert client.people.get(1).id == 1
    assert stub.tokens == 1
    assert "cannot be saved" in caplog.text
    assert TOKEN not in caplog.text


def test_readers_never_see_half_a_file(path: Path) -> None:
    """It is replaced as a whole."""
    caches: list[TokenCache] = [FileTokenCache(path) for _ in range(8)]
    caches[0].save("k", STORED)
    stop = threading.Event()

    def write(cache: TokenCache) -> None:
        while not stop.is_set():
            cache.save("k", STORED)

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, one) for one in caches[:4]]
        for _ in range(300):
            assert caches[5].load("k") == STORED
        stop.set()
        for one in writing:
            one.result(20)
    assert set(json.loads(path.read_bytes())) == {"k"}


def test_a_token_is_renewed_ahead_of_its_end_on_the_clients_clock() -> None:
    """A loaded one has what is left of its life."""
    cache = MemoryTokenCache()
    client, stub = answering(lambda _: OK, token_cache=cache)
    time = Time()
    time.drives(client)
    client.people.get(1)
    time.now += 1700
    client.people.get(1)
    assert stub.tokens == 1
    time.now += 99
    client._tokens._cache = None  # Whose token has the wall clock's life.
    client.people.get(1)
    assert stub.tokens == 2
