"""A transport that lets the tenant answer, and answers in its place."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx

from protime import Protime
from protime_emulator import Emulator
from protime_runtime.sending.retries import RetryPolicy

from .conftest import USER_AGENT

Answering = Callable[[httpx.Request, httpx.Response], httpx.Response]


class Between(httpx.BaseTransport):
    """Lets the tenant answer, and then answers in its place."""

    def __init__(self, http: httpx.Client, answering: Answering) -> None:
        self._http = http
        self.answering = answering

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._http.send(request)
        if "people" not in request.url.path:
            return httpx.Response(answer.status_code, json=answer.json())
        return self.answering(request, answer)


def client_over(emulator: Emulator, transport: Between) -> Protime:
    return Protime(
        **emulator.settings(),
        user_agent=USER_AGENT,
        http=httpx.Client(transport=transport),
        retries=RetryPolicy(attempts=1),
    )


def real(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    return httpx.Response(answer.status_code, json=json.loads(answer.read()))
