"""One job of our client, timed by itself: ``python scenarios.py NAME ROUNDS``.

Run by path, on whichever revision the path of imports leads to, so it imports nothing
of ours but `protime` and `protime_sync`, and asks by what every revision has.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx

from protime import AsyncProtime, DateRange, Protime

ROWS, PAGES = 1000, 20
BASE = "/connector/protimeapi/api/v1"
JANUARY = {"date": DateRange(date(2026, 1, 1), date(2026, 1, 31))}
ROW = {
    "id": 1,
    "changeVersion": "AA",
    "person": {"id": 7, "externalReferences": {"@employee-number": "E1"}},
    "date": "2026-01-02",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
    "terminal": {"id": 3},
    "status": "Active",
}


def _page(number: int, *, delta: bool) -> bytes:
    rows: list[object] = [ROW | {"id": number * ROWS + row} for row in range(ROWS)]
    if delta:
        rows = [{"changeType": "InsertOrUpdate", "data": row} for row in rows]
    ends = {"deltaLink": f"{BASE}/delta/clockings?deltaToken=y"} if delta else {}
    more = {"nextLink": f"{BASE}/clockings?{'delta&' * delta}page={number + 1}"}
    return json.dumps({"value": rows} | (more if number < PAGES else ends)).encode()


LISTS = [_page(number, delta=False) for number in range(PAGES + 1)]
DELTAS = [_page(number, delta=True) for number in range(PAGES + 1)]
TOKEN = b'{"access_token":"t","token_type":"Bearer","expires_in":3600}'


def _answer(request: httpx.Request) -> httpx.Response:
    if "token" in request.url.path:
        return httpx.Response(200, content=TOKEN)
    if request.method == "POST":
        return httpx.Response(201, headers={"Location": f"{BASE}/clockings/1"})
    if request.url.path.endswith("/clockings/1"):
        return httpx.Response(200, json=ROW)
    query = request.url.query.decode()
    number = int(query.rpartition("page=")[2]) if "page=" in query else 1
    pages = DELTAS if "delta" in query else LISTS
    return httpx.Response(200, content=pages[number])


def _client(kind: Any = Protime, http: Any = httpx.Client) -> Any:
    transport = httpx.MockTransport(_answer)
    given = {"client_id": "a", "client_secret": "b", "user_agent": "Bench/v1 (Acme)"}
    return kind("acme", **given, http=http(transport=transport))


def _count(pages: Any) -> int:
    return sum(1 for _ in pages)


def _walked_async() -> int:
    async def walk() -> int:
        client = _client(AsyncProtime, httpx.AsyncClient)
        return sum([1 async for _ in client.clockings.list(**JANUARY)])

    return asyncio.run(walk())


def _followed() -> int:
    from protime_sync import MemoryState, Sync

    feed = Sync(_client(), MemoryState()).follow("clockings", **JANUARY)
    with feed.batch() as changes:
        return _count(changes)


CLIENT = _client()
JOBS: dict[str, Callable[[], object]] = {
    "fresh client, 20 pages": lambda: _count(_client().clockings.list(**JANUARY)),
    "walk of 20 pages": lambda: _count(CLIENT.clockings.list(**JANUARY)),
    "walk of 20 pages, awaited": _walked_async,
    "delta of 20 pages": lambda: _count(CLIENT.clockings.delta(**JANUARY)),
    "20 pages to Arrow": lambda: CLIENT.clockings.list(**JANUARY).to_arrow(),
    "200 gets": lambda: [CLIENT.clockings.get(1) for _ in range(200)],
    "first batch of a feed": _followed,
}


def main() -> None:
    """Print the seconds of the processor that each round took, as a list."""
    job, rounds = JOBS[sys.argv[1]], int(sys.argv[2])
    job()
    found = []
    for _ in range(rounds):
        begin = time.process_time()
        job()
        found.append(time.process_time() - begin)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
