"""The page of a tenant's state, with forms: no scripts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..api import Api
from ..auth import Client
from ..deliveries import Deliveries
from ..names import WEBHOOKS
from ..requestlog import Logged, RequestLog
from ..sample import STRUCTURE_VERSION
from ..tables import Table
from .controls import Controls
from .guard import HEADERS, Guard
from .layout import page

_LAST = 50
"""Requests shown."""


class StatusPage:
    """Answers with the state of a tenant as HTML."""

    def __init__(
        self,
        api: Api,
        client: Client,
        log: RequestLog,
        guard: Guard,
        controls: Controls,
        deliveries: Deliveries,
    ) -> None:
        """Take what is shown."""
        self._api = api
        self._client = client
        self._log = log
        self._guard = guard
        self._controls = controls
        self._deliveries = deliveries

    async def show(self, request: Request) -> Response:
        """Answer with the page."""
        refused = self._guard.foreign_host(request)
        if refused is not None:
            return refused
        base_url = f"{request.url.scheme}://{request.url.netloc}"
        with self._api.tenant.lock:
            return HTMLResponse(self.html(base_url), headers=HEADERS)

    def html(self, base_url: str) -> str:
        """Return the page."""
        deltas = ("Collection", "Client", "Calls", "Lives for")
        webhooks = ("Collection", "Status", "Valid until", "Address")
        events = ("Collection", "Change", "Item", "")
        requests = ("Time", "Status", "Method", "Address")
        parts = [
            _facts(self._facts(base_url)),
            self._controls.html(),
            f"<h1>Collections</h1><ul>{''.join(self._collections())}</ul>",
            _table("Active deltas", deltas, self._deltas()),
            _table("Webhooks", webhooks, self._webhooks()),
            _table("Events sent", events, self._controls.events()),
            _table("Last requests", requests, self._requests()),
        ]
        body = f"<main>{''.join(parts)}</main>"
        return page(self._api.tenant.name, "/", body)

    def _facts(self, base_url: str) -> Iterator[tuple[str, str]]:
        now = self._api.tenant.clock.now()
        yield "Clock", f"{now:%A %d %B %Y, %H:%M:%S} UTC"
        yield "Base URL", _code(base_url)
        yield "Client", f"{_code(self._client.id)} with {_code(self._client.secret)}"
        yield "Structure", f"{_code(STRUCTURE_VERSION)}, where activities are created"
        yield "Events", f"signed in {_code(str(self._deliveries.signature))}"
        yield "Page size", f"{self._api.paging.size:,} rows"

    def _collections(self) -> Iterator[str]:
        for name in self._api.catalog:
            table = self._api.tenant.table(name)
            kind = "" if len(table) else ' class="empty"'
            link = f'<a href="/swagger#/{escape(name)}">{escape(name)}</a>'
            yield f"<li{kind}>{link}<span>{_count(table)}</span></li>"

    def _deltas(self) -> Iterator[Sequence[str]]:
        for delta in self._api.deltas.active():
            hours = self._api.deltas.left(delta).total_seconds() / 3600
            client, calls = escape(delta.client_id), f"{delta.calls:,}"
            yield escape(delta.collection), client, calls, f"{hours:.0f} h"

    def _webhooks(self) -> Iterator[Sequence[str]]:
        for row in self._api.tenant.table(WEBHOOKS).rows():
            until = escape(str(row["validUntil"]))[:10]
            kind = "good" if row["status"] == "Enabled" else "wrong"
            status = f'<span class="{kind}">{escape(str(row["status"]))}</span>'
            address = _code(str(row["destinationUrl"]))
            yield escape(str(row["collectionName"])), status, until, address

    def _requests(self) -> Iterator[Sequence[str]]:
        for logged in list(self._log)[: -_LAST - 1 : -1]:
            address = f"{logged.path}?{logged.query}" if logged.query else logged.path
            below = address.removeprefix(self._api.info.base_path)
            yield (
                f"{logged.at:%H:%M:%S}",
                _status(logged),
                escape(logged.method),
                _code(below),
            )


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    return f"<h1>Tenant</h1><dl>{rows}</dl>"


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already."""
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    if not lines:
        return f"<h1>{title}</h1><p>None yet.</p>"
    head = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<h1>{title}</h1><table><tr>{head}</tr>{body}</table>"


def _status(logged: Logged) -> str:
    if not logged.status:
        return '<span class="broken">dropped</span>'
    kind = ("good", "wrong", "broken")[max(0, logged.status // 100 - 3)]
    return f'<span class="{kind}">{logged.status}</span>'


def _count(table: Table) -> str:
    rows = len(table)
    if not table.is_estimated:
        return f"{rows:,}"
    return f"about {float(f'{rows:.2g}'):,.0f}"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"
