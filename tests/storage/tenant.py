"""A tenant that answers with the very bytes that a test gives it, by collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
from attrs import define, field

from protime import Protime
from protime_cli.__main__ import main
from protime_cli.session.session import Session

AGENT = "StorageTests/v1 (Acme Corp)"
BASE = "/connector/protimeapi/api/v1"


@define
class Tenant:
    """Each list, item and delta of a collection is what stands here, as JSON texts."""

    listed: dict[str, Sequence[str]] = field(factory=dict)
    """Rows of a first load."""
    changed: dict[str, Sequence[str]] = field(factory=dict)
    """Entries of later answers."""
    asked: list[str] = field(factory=list)
    status: int = 200
    body: str | None = None
    """Any other body, instead."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        path = request.url.path
        if path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        self.asked.append(request.url.raw_path.decode())
        body = self._body(path) if self.body is None else self.body
        # Half a character stands for a raw byte.
        content = body.encode("utf-8", "surrogateescape")
        return httpx.Response(self.status, content=content)

    def _body(self, path: str) -> str:
        name = path.removeprefix(f"{BASE}/").removeprefix("delta/").split("/")[0]
        if not path.endswith(name):
            return self.listed[name][0]
        rows = self.changed if "/delta/" in path else self.listed
        link = f"{BASE}/delta/{name}?deltaToken={len(self.asked)}"
        return f'{{"value": [{", ".join(rows.get(name, ()))}], "deltaLink": "{link}"}}'

    def http(self) -> httpx.Client:
        """Return an HTTP client that only knows this tenant."""
        return httpx.Client(transport=httpx.MockTransport(self))

    def client(self, **more: Any) -> Protime:
        """Return a client of this tenant."""
        return Protime(
            "acme",
            client_id="id",
            client_secret="a-secret",
            user_agent=AGENT,
            http=self.http(),
            **more,
        )

    def run(self, *line: str, **environ: str) -> int:
        """Run the command on this tenant, and return its exit status."""
        environ = {
            **environ,
            "PROTIME_TENANT": "acme",
            "PROTIME_CLIENT_ID": "id",
            "PROTIME_CLIENT_SECRET": "a-secret",
            "PROTIME_USER_AGENT": AGENT,
        }
        return main(line, _Hurried(environ=environ, http=self.http()))


class _Hurried(Session):
    """A run whose client repeats what it would repeat, and never waits."""

    def client(self, **named: Any) -> Protime:
        made = super().client(**named)
        made._sleep = lambda _: None
        return made
