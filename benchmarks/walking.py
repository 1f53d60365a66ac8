"""How long it takes to walk a list: by CPU time, or by the wall where it waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks import by_hand, generated, ours
from benchmarks.measuring import Times, rounds
from benchmarks.server import serving

Walk = Callable[[str], Iterator[Any]]

PEERS: dict[str, Walk] = {
    "this client": ours.walk,
    "pydantic + httpx": by_hand.pydantic,
    "dicts + httpx": by_hand.dicts,
    "msgspec.Struct + httpx": by_hand.struct,
    "openapi-python-client": generated.openapi_python_client,
    "--generate-client, pydantic": partial(generated.generate_client, "gen_pydantic"),
    "--generate-client, msgspec": partial(generated.generate_client, "gen_msgspec"),
}


def through(walk: Walk, url: str, expected: int) -> None:
    """Use every row of a list."""
    count = 0
    for rows in walk(url):
        for _ in rows:
            count += 1
    if count != expected:
        raise AssertionError(f"{count} rows came, not {expected}")


async def through_async(url: str) -> None:
    async for rows in ours.walk_async(url):
        for _ in rows:
            pass


def without_delay(pages: int, count: int) -> dict[str, Times]:
    """Return the CPU times of all clients where nothing is waited for."""
    with serving(0, 1_000, pages) as url:
        ways: dict[str, Callable[[], object]] = {
            name: partial(through, walk, url, pages * 1_000)
            for name, walk in (*PEERS.items(), ("this client, Arrow", ours.arrow))
        }
        ways["this client, async"] = lambda: asyncio.run(through_async(url))
        return rounds(ways, count)


def overlapped(pages: int, count: int, delay: float) -> dict[str, Times]:
    """Return the times by the wall with and without asking ahead."""
    with serving(delay, 1_000, pages) as url:
        ways = {
            "one after the other": partial(
                through, ours.sequential, url, pages * 1_000
            ),
            "asking ahead": partial(through, ours.walk, url, pages * 1_000),
            "pydantic + httpx": partial(through, by_hand.pydantic, url, pages * 1_000),
        }
        return rounds(ways, count, time.perf_counter)


def in_parallel(pages: int, count: int, delay: float) -> dict[str, Times]:
    """Return the times by the wall of a year, in windows and as a whole."""
    with serving(delay, 1_000, pages) as url:
        ways = {
            "sequential": lambda: sum(len(one) for one in ours.sequential(url)),
            "12 in parallel": lambda: sum(len(one) for one in ours.parallel(url)),
        }
        return rounds(ways, count, time.perf_counter)
