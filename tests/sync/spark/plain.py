"""Collections read with HTTP alone, to compare with."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx

from protime_emulator import Emulator
from tests.sync.conftest import USER_AGENT
from tests.sync.copying import Rows, key

_BASE = "/connector/protimeapi/api/v1/"


def plain(emulator: Emulator, url: str, collection: str, filter: str = "") -> Rows:
    """Return versions by id, of all pages of a list."""
    with httpx.Client(base_url=url, headers={"User-Agent": USER_AGENT}) as http:
        token = http.post(
            f"/tenants/{emulator.tenant_name}/connect/token",
            data={
                "grant_type": "client_credentials",
                "client_id": emulator.client_id,
                "client_secret": emulator.client_secret,
            },
        ).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        rows: Rows = {}
        link = f"{_BASE}{collection}" + (f"?filter={filter}" if filter else "")
        while link:
            page: dict[str, Any] = http.get(link).json()
            rows |= {key(row): str(row["changeVersion"]) for row in page["value"]}
            link = page.get("nextLink") or ""
    return rows


def asked(emulator: Emulator) -> Counter[str]:
    """Return how many tokens and pages were asked for since the last time."""
    found = Counter(
        "tokens" if call.path.endswith("/token") else "pages"
        for call in emulator.requests
    )
    emulator.requests.clear()
    return found
