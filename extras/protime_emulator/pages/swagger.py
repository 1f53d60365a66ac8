"""Swagger UI with the generated OpenAPI document; its assets come from a package."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ..auth import Client
from .guard import HEADERS, Guard
from .layout import FILES, page

_PATH = "/swagger"
_DOCUMENT = "/swagger/openapi.yaml"
_ASSETS = "/swagger/assets"
_SCRIPT = "/swagger/page.js"

_SERVERS = re.compile(r"^servers:\n(?:[ -].*\n)+", re.MULTILINE)
_TOKEN_URL = re.compile(r"(tokenUrl: ).*")


def document_path() -> Path | None:
    """Return where the generated OpenAPI document is, if it came along."""
    found = find_spec("protime")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    places = (package / "openapi.yaml", package.parent / "openapi.yaml")
    return next((place for place in places if place.is_file()), None)


def assets_path() -> Path | None:
    """Return where Swagger UI's files are, if a package with them is installed."""
    # Only looked for, not imported: the package's own server is not needed.
    found = find_spec("swagger_ui")
    if found is None or found.origin is None:
        return None
    assets = Path(found.origin).parent / "static"
    return assets if assets.is_dir() else None


def localized(document: str, tenant: str) -> str:
    """Return the document of the real API with this host in place of Protime's."""
    server = f"servers:\n- url: /\n  description: The emulated tenant {tenant}.\n"
    here = _SERVERS.sub(lambda _: server, document, count=1)
    return _TOKEN_URL.sub(lambda found: f"{found[1]}{_token_path(tenant)}", here)


def swagger_routes(
    guard: Guard, client: Client, tenant: str, base_path: str
) -> list[BaseRoute]:
    """Return the routes of the page, its script, the document and the assets."""
    document, assets = document_path(), assets_path()
    if document is None or assets is None:
        return [Route(_PATH, _absent)]

    async def shown(request: Request) -> Response:
        refused = guard.foreign_host(request)
        return refused or HTMLResponse(
            _html(client, tenant, base_path), headers=HEADERS
        )

    async def described(request: Request) -> Response:
        text = localized(document.read_text(encoding="utf-8"), tenant)
        return Response(text, media_type="application/yaml")

    return [
        Route(_PATH, shown),
        Route(_SCRIPT, _script),
        Route(_DOCUMENT, described),
        Mount(_ASSETS, StaticFiles(directory=assets)),
    ]


def _html(client: Client, tenant: str, base_path: str) -> str:
    credentials = {"client_id": client.id, "client_secret": client.secret}
    settings = {
        "base": base_path,
        "token": _token_path(tenant),
        "document": _DOCUMENT,
        "form": {"grant_type": "client_credentials", **credentials},
    }
    # "<" could end the script within a text.
    text = json.dumps(settings).replace("<", "\\u003c")
    body = (
        f'<div id="ui"></div><script id="settings" type="application/json">{text}'
        f'</script><script src="{_ASSETS}/swagger-ui-bundle.js"></script>'
        f'<script src="{_SCRIPT}"></script>'
    )
    style = f'<link rel="stylesheet" href="{_ASSETS}/swagger-ui.css">'
    return page(tenant, _PATH, body, head=style)


def _token_path(tenant: str) -> str:
    return f"/tenants/{tenant}/connect/token"


async def _script(request: Request) -> Response:
    return FileResponse(FILES / "swagger.js", media_type="text/javascript")


async def _absent(request: Request) -> Response:
    text = "Swagger UI needs the package swagger-ui-py and the generated openapi.yaml."
    return PlainTextResponse(text, status_code=404)
