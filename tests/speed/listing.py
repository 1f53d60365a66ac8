"""A list without a network, that notes what is asked for and when it is read."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from protime_runtime.errors import RequestInfo
from protime_runtime.messages import Request, Response, Whole
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.failures import response_error
from protime_runtime.reading.responses import read
from tests.runtime.models import document

_DAYS = re.compile(r"'(\d{4}-\d\d-\d\d)'")


class Listing:
    """Pages of clockings: one row for each day that is asked for, `size` on a page."""

    def __init__(self, *, size: int = 5, delay: float = 0.0, fails: str = "") -> None:
        self.size = size
        self.delay = delay
        self.fails = fails
        self.notes: list[str] = []
        self.busy = 0
        self.busiest = 0
        self._decoder = Decoder()
        self._lock = threading.Lock()

    def _url(self, request: Request[Any]) -> str:
        return request.target

    def _send(self, request: Request[Any]) -> Any:
        query = self._arrives(request)
        time.sleep(self.delay)
        return self._leaves(request, query)

    def _arrives(self, request: Request[Any]) -> Mapping[str, list[str]]:
        query = parse_qs(request.target.partition("?")[2])
        with self._lock:
            self.notes.append("ask")
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        return query

    def _leaves(self, request: Request[Any], query: Mapping[str, list[str]]) -> Any:
        filter = query["filter"][0]
        at = int(query.get("from", ["0"])[0])
        with self._lock:
            self.busy -= 1
        first, last = (date.fromisoformat(one) for one in _DAYS.findall(filter))
        days = range(first.toordinal(), last.toordinal() + 1)[at : at + self.size]
        if self.fails and date.fromordinal(days[0]).isoformat() >= self.fails:
            raise response_error(
                Response(status=500), RequestInfo(method="GET", url="/", attempts=1)
            )
        body: dict[str, object] = {"value": [document(one) for one in days]}
        if days and days[-1] < last.toordinal():
            path = request.target.partition("?")[0]
            body["nextLink"] = f"{path}?filter={filter}&from={at + self.size}"
        if not isinstance(request.expects, Whole):
            self.notes.append("read")
        content = json.dumps(body).encode()
        return self._read(request, Response(status=200, content=content))

    def _read(self, request: Request[Any], answer: Response) -> Any:
        return read(request.expects, answer, self._decoder)


class AsyncListing(Listing):
    """The same, awaited."""

    async def _send(self, request: Request[Any]) -> Any:
        query = self._arrives(request)
        await asyncio.sleep(self.delay)
        return self._leaves(request, query)
