"""The client itself: sync, async, Arrow, overlapped and in parallel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

from protime import AsyncProtime, DateRange, Protime

YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))


def client(url: str) -> Protime:
    """Return a client of the server."""
    return Protime(
        "acme",
        client_id="id",
        client_secret="secret",
        user_agent="Benchmark/v1 (Acme Corp)",
        base_url=url,
    )


def walk(url: str, *, overlap: bool | None = None) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.list(date=YEAR).pages(overlap=overlap):
            yield page.value


def sequential(url: str) -> Iterator[Any]:
    return walk(url, overlap=False)


def parallel(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for page in protime.clockings.list(date=YEAR).parallel(12).pages():
            yield page.value


def arrow(url: str) -> Iterator[Any]:
    with client(url) as protime:
        for batch in protime.clockings.list(date=YEAR).iter_arrow():
            yield range(batch.num_rows)


def table(url: str) -> Any:
    with client(url) as protime:
        return protime.clockings.list(date=YEAR).to_arrow()


def kept(url: str) -> list[Any]:
    with client(url) as protime:
        return list(protime.clockings.list(date=YEAR))


async def walk_async(url: str) -> AsyncIterator[Any]:
    async with AsyncProtime(
        "acme",
        client_id="id",
        client_secret="secret",
        user_agent="Benchmark/v1 (Acme Corp)",
        base_url=url,
    ) as protime:
        async for page in protime.clockings.list(date=YEAR).pages():
            yield page.value
