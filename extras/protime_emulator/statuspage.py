"""A page that shows the tenant's state: no scripts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from .api import Api
from .requestlog import RequestLog
from .wire import Row

_LAST = 50
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem}"
    "table{border-collapse:collapse;margin:0 0 2rem}"
    "td,th{padding:.15rem 1rem .15rem 0;text-align:left;border-bottom:1px solid #ddd}"
)


class StatusPage:
    """Answers with the state of a tenant as HTML."""

    def __init__(self, api: Api, log: RequestLog) -> None:
        """Take what is shown."""
        self._api = api
        self._log = log

    async def show(self, request: Request) -> HTMLResponse:
        """Answer with the page."""
        with self._api.tenant.lock:
            return HTMLResponse(self.html())

    def html(self) -> str:
        """Return the page."""
        tenant = self._api.tenant
        now = tenant.clock.now().isoformat(sep=" ", timespec="seconds")
        parts = [
            f"<h1>Protime tenant {escape(tenant.name)}</h1>",
            f"<p>The clock says {escape(now)}. <a href='/swagger'>Swagger UI</a></p>",
            _table("Collections", ("Collection", "Rows"), self._collections()),
            _table("Active deltas", ("Collection", "Client", "Calls"), self._deltas()),
            _table("Webhooks", ("Collection", "Status", "Address"), self._webhooks()),
            _table("Last requests", ("Status", "Method", "Address"), self._requests()),
        ]
        head = f"<meta charset='utf-8'><title>{escape(tenant.name)}</title>"
        body = "".join(parts)
        return f"<!doctype html><html lang='en'>{head}<style>{_STYLE}</style>{body}"

    def _collections(self) -> Iterable[tuple[object, ...]]:
        for name in self._api.catalog:
            yield name, len(self._api.tenant.table(name))

    def _deltas(self) -> Iterable[tuple[object, ...]]:
        for delta in self._api.deltas.active():
            yield delta.collection, delta.client_id, delta.calls

    def _webhooks(self) -> Iterable[tuple[object, ...]]:
        rows: Iterable[Row] = self._api.tenant.table("webhooks").rows()
        for row in rows:
            yield row["collectionName"], row["status"], row["destinationUrl"]

    def _requests(self) -> Iterable[tuple[object, ...]]:
        for one in list(self._log)[: -_LAST - 1 : -1]:
            address = f"{one.path}?{one.query}" if one.query else one.path
            yield one.status, one.method, address


def _table(title: str, heads: Sequence[str], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["".join(f"<td>{escape(str(one))}</td>" for one in row) for row in rows]
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<h2>{escape(title)}</h2><table><tr>{head}</tr>{body}</table>"
