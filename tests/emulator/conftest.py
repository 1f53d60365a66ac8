"""A tenant of a known size, and a way to ask it over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from protime_emulator import Emulator

BASE = "/connector/protimeapi/api/v1"
USER_AGENT = "PeopleSyncService/v1 (Acme Corp)"
TODAY = date(2026, 3, 2)


class Asker:
    """Asks with a token and the headers that Protime demands."""

    def __init__(self, emulator: Emulator, http: httpx.Client) -> None:
        self.emulator = emulator
        self.http = http
        self.headers = {"User-Agent": USER_AGENT, "Authorization": self.authorization()}

    def authorization(self, **form: str) -> str:
        return "Bearer " + str(self.token(**form).json()["access_token"])

    def token(self, **form: str) -> httpx.Response:
        whole = {
            "grant_type": "client_credentials",
            "client_id": self.emulator.client_id,
            "client_secret": self.emulator.client_secret,
            **form,
        }
        path = f"/tenants/{self.emulator.tenant_name}/connect/token"
        return self.http.post(path, data=whole)

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        **query: Any,
    ) -> httpx.Response:
        """Ask a path below the base path; links that start with it are taken, too."""
        url = path if path.startswith(BASE) else BASE + path
        merged = {**self.headers, **(headers or {})}
        url = url.replace(" ", "%20")
        if query:
            url += ("&" if "?" in url else "?") + str(httpx.QueryParams(query))
        if json is None:
            return self.http.request(method, url, headers=merged)
        return self.http.request(method, url, headers=merged, json=json)

    def walk(
        self, path: str, **query: Any
    ) -> tuple[list[dict[str, Any]], list[int], str]:
        """Follow the pages: all items, the size of each page, the delta link if any."""
        response = self.ask(path, **query)
        items: list[dict[str, Any]] = []
        sizes: list[int] = []
        while True:
            assert response.status_code == 200, response.text
            body = response.json()
            items += body["value"]
            sizes.append(len(body["value"]))
            if "nextLink" not in body:
                return items, sizes, body.get("deltaLink", "")
            response = self.ask(body["nextLink"])


def asker(emulator: Emulator) -> Asker:
    return Asker(emulator, emulator.http())


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=10, days=60, seed=1, today=TODAY, page_size=50) as made:
        yield made


@pytest.fixture
def api(emulator: Emulator) -> Asker:
    return asker(emulator)


@pytest.fixture(scope="session")
def lasting() -> Iterator[Asker]:
    """Share a tenant between tests that only read."""
    with Emulator(people=10, days=60, seed=1, today=TODAY, page_size=50) as made:
        yield asker(made)
