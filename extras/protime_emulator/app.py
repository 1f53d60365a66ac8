"""The ASGI application: token endpoint, discovery document and the API itself."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette import responses as http
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .api import Api
from .auth import Authority, Client
from .calls import shown
from .faults import Faults
from .gateway import Gateway, RawRequest
from .misbehaving import Misbehaving
from .pages.status import StatusPage
from .pages.swagger import swagger_routes
from .requestlog import Logged, RequestLog
from .responses import Problem, Response
from .wire import encoded

LARGEST_BODY = 1_000_000
"""Bytes; larger bodies are answered with 413."""


class Application:
    """Serves one tenant; every request is answered under a lock."""

    def __init__(self, api: Api, authority: Authority, client: Client) -> None:
        """Take what answers, and the client that pages for people ask as."""
        self.requests = RequestLog()
        self.faults = Faults()
        self.lock = api.tenant.lock
        self._gateway = Gateway(api, authority)
        self._authority = authority
        self._tenant = api.tenant.name
        self._clock = api.tenant.clock
        self._base_path = api.info.base_path
        self.app: ASGIApp = Misbehaving(
            self._starlette(api, client),
            self.faults,
            expire_tokens=authority.expire_all,
            note=self.note,
        )

    def _starlette(self, api: Api, client: Client) -> Starlette:
        of_tenant = "/tenants/{tenant}"
        discovery = f"{of_tenant}/.well-known/openid-configuration"
        app = Starlette(
            routes=[
                Route(f"{of_tenant}/connect/token", self._token, methods=["POST"]),
                Route(discovery, self._discovery, methods=["GET"]),
                Route("/", StatusPage(api, client, self.requests).show),
                *swagger_routes(client, self._tenant, api.info.base_path),
            ]
        )
        # Not a Mount: its pattern matches no path with a line break in it.
        app.router.default = self._elsewhere
        return app

    async def _token(self, request: Request) -> http.Response:
        content = await _content(request)
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
        content = await _content(request)
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

    def note(self, scope: Scope, status: int) -> None:
        """Put a request into the log."""
        self.requests.add(
            Logged(
                method=scope["method"],
                path=_path(scope),
                query=shown(scope["query_string"]),
                status=status,
                at=self._clock.now(),
            )
        )

    def _noted(self, scope: Scope, response: Response) -> http.Response:
        self.note(scope, response.status)
        return response_of(response)


_NOT_HERE = Problem(404, "No resource has this address.").response()


def response_of(response: Response) -> http.Response:
    """Return a response as Starlette sends it."""
    headers = dict(response.headers)
    if response.body is None:
        return http.Response(status_code=response.status, headers=headers)
    return http.Response(
        encoded(response.body),
        status_code=response.status,
        headers=headers,
        media_type="application/json",
    )


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


async def _content(request: Request) -> bytes | http.Response:
    """Return the body, or a 413 for one that is too large."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LARGEST_BODY:
                problem = Problem(413, f"The body is larger than {LARGEST_BODY} bytes.")
                return response_of(problem.response())
            parts.append(part)
    except ClientDisconnect:
        return http.Response(status_code=400)
    return b"".join(parts)
