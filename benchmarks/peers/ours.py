"""The client itself: sync, async, columns, deltas, overlapped and in parallel.

Each way is a function of an address that yields the rows of each page. It uses what
every revision has, and imports what a program imports that does nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from protime import DateRange, Protime

if TYPE_CHECKING:
    from protime import AsyncProtime

YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))


def client(url: str | None, *, http: Any = None) -> Protime:
    """Return a client of the server."""
    return Protime(**_settings(url), http=http)


def walk(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.list(date=YEAR).pages():
            yield page.value


def over_shared(url: str) -> Iterator[Any]:
    """Walk with an HTTP client of its own that has the roots that peers share."""
    import httpx

    from benchmarks.peers.by_hand import roots

    with httpx.Client(verify=roots()) as http, client(url, http=http) as protime:
        for page in protime.clockings.list(date=YEAR).pages():
            yield page.value


def sequential(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.list(date=YEAR).pages(overlap=False):
            yield page.value


def parallel(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.list(date=YEAR).parallel(12).pages():
            yield page.value


def delta(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.delta(date=YEAR).pages():
            yield page.value


def arrow(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for batch in protime.clockings.list(date=YEAR).iter_arrow():
            yield range(batch.num_rows)


def table(url: str) -> Iterator[Any]:
    with client(url) as protime:
        yield range(protime.clockings.list(date=YEAR).to_arrow().num_rows)


def kept(url: str) -> Iterator[Any]:
    with client(url) as protime:
        yield list(protime.clockings.list(date=YEAR))


def awaited(url: str) -> Iterator[Any]:
    """Walk with the async client, and tell at the end how many rows came."""
    yield range(asyncio.run(_awaited(url)))


async def _awaited(url: str) -> int:
    count = 0
    async with _async_client(url) as protime:
        async for page in protime.clockings.list(date=YEAR).pages():
            for _ in page.value:
                count += 1
    return count


def _async_client(url: str) -> AsyncProtime:
    from protime import AsyncProtime

    return AsyncProtime(**_settings(url))


def _settings(url: str | None) -> dict[str, Any]:
    return {
        "tenant": "acme",
        "client_id": "id",
        "client_secret": "secret",
        "user_agent": "Benchmark/v1 (Acme Corp)",
        "base_url": url,
    }
