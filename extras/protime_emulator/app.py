"""The ASGI application: token endpoint, discovery document and the API itself."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette import responses as http
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .api import Api
from .auth import Authority, Client
from .calls import shown
from .deliveries import Deliveries
from .faults import Faults
from .gateway import Gateway, RawRequest
from .misbehaving import Misbehaving
from .pages.controls import Change, Controls
from .pages.guard import Guard
from .pages.status import StatusPage
from .pages.swagger import swagger_routes
from .receiving import content_of, response_of
from .requestlog import Logged, RequestLog
from .responses import Problem, Response


class Application:
    """Serves one tenant; every request is answered under a lock."""

    def __init__(
        self,
        api: Api,
        authority: Authority,
        client: Client,
        deliveries: Deliveries,
        change: Change,
    ) -> None:
        """Take what answers, and what the pages for people show and act on."""
        self.requests = RequestLog()
        self.faults = Faults()
        self.lock = api.tenant.lock
        self._gateway = Gateway(api, authority)
        self._authority = authority
        self._tenant = api.tenant.name
        self._clock = api.tenant.clock
        self._base_path = api.info.base_path
        self.app: ASGIApp = Misbehaving(
            self._starlette(api, client, deliveries, change),
            self.faults,
            concerns=self._concerns,
            expire_tokens=authority.expire_all,
            note=self.note,
        )

    def _concerns(self, path: str) -> bool:
        """Whether faults concern a path: the API's, and no pages for people."""
        return path.startswith((self._base_path, "/tenants/"))

    def _starlette(
        self, api: Api, client: Client, deliveries: Deliveries, change: Change
    ) -> Starlette:
        guard = Guard()
        controls = Controls(api, guard, self.faults, deliveries, change)
        status = StatusPage(api, client, self.requests, guard, controls, deliveries)
        of_tenant = "/tenants/{tenant}"
        discovery = f"{of_tenant}/.well-known/openid-configuration"
        app = Starlette(
            routes=[
                Route(f"{of_tenant}/connect/token", self._token, methods=["POST"]),
                Route(discovery, self._discovery, methods=["GET"]),
                Route("/", status.show),
                *controls.routes(),
                *swagger_routes(guard, client, self._tenant, api.info.base_path),
            ]
        )
        # Not a Mount: its pattern matches no path with a line break in it.
        app.router.default = self._elsewhere
        return app

    async def _token(self, request: Request) -> http.Response:
        content = await content_of(request)
        if isinstance(content, http.Response):
            return content
        form = dict(parse_qsl(content.decode("utf-8", "replace"), max_num_fields=None))
        with self.lock:
            response = (
                self._authority.token(form) if self._is_here(request) else _NOT_HERE
            )
        return self._noted(request.scope, response)

    async def _discovery(self, request: Request) -> http.Response:
        issuer = f"{request.url.scheme}://{request.url.netloc}/tenants/{self._tenant}"
        is_here = self._is_here(request)
        response = self._authority.discovery(issuer) if is_here else _NOT_HERE
        return self._noted(request.scope, response)

    def _is_here(self, request: Request) -> bool:
        return str(request.path_params["tenant"]) == self._tenant

    async def _api(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        content = await content_of(request)
        if isinstance(content, http.Response):
            response = content
        else:
            raw = raw_request(scope, request, content)
            with self.lock:
                answered = self._gateway.answer(raw)
            response = self._noted(scope, answered)
        await response(scope, receive, send)

    async def _elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith(self._base_path):
            await self._api(scope, receive, send)
        else:
            await self._noted(scope, _NOT_HERE)(scope, receive, send)

    def note(self, scope: Scope, status: int, body: object = None) -> None:
        """Put a request into the log."""
        path = _path(scope)
        rows = body.get("value") if isinstance(body, dict) else None
        self.requests.add(
            Logged(
                method=scope["method"],
                path=path,
                query=shown(scope["query_string"]),
                status=status,
                at=self._clock.now(),
                scopes=self._gateway.scopes(scope["method"], path),
                rows=len(rows) if isinstance(rows, list) else None,
            )
        )

    def _noted(self, scope: Scope, response: Response) -> http.Response:
        self.note(scope, response.status, response.body)
        return response_of(response)


_NOT_HERE = Problem(404, "No resource has this address.").response()


def raw_request(scope: Scope, request: Request, content: bytes) -> RawRequest:
    """Return a request with its path as it was sent: ``%2F`` stays in its segment."""
    path, query = _path(scope), scope["query_string"]
    host = request.headers.get("host", "")
    length = len(f"{scope['scheme']}://{host}{path}") + (len(query) + 1 if query else 0)
    return RawRequest(
        method=scope["method"],
        path=path,
        query=query,
        length=length,
        headers=dict(request.headers),
        content=content,
    )


def _path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("latin-1")
