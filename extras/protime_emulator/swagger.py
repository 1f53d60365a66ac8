"""Swagger UI with the generated OpenAPI document; its assets come from a package."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from .auth import Client

_DOCUMENT = "/swagger/openapi.yaml"
_ASSETS = "/swagger/assets"

# Calls go to this host with a token of the tenant's client, whatever the document says
# of servers: it is the document of the real API.
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<title>Protime API</title>
<link rel="stylesheet" href="{assets}/swagger-ui.css"><div id="ui"></div>
<script src="{assets}/swagger-ui-bundle.js"></script><script>
const settings = {settings};
let token = null;
async function authorized(request) {{
  const url = new URL(request.url, location.origin);
  request.url = location.origin + url.pathname + url.search;
  if (url.pathname.startsWith(settings.base)) {{
    if (token === null) {{
      const body = new URLSearchParams(settings.form);
      const answer = await fetch(settings.token, {{method: "POST", body}});
      token = (await answer.json()).access_token;
    }}
    request.headers["Authorization"] = "Bearer " + token;
  }}
  return request;
}}
SwaggerUIBundle({{url: settings.document, dom_id: "#ui", requestInterceptor: authorized,
  docExpansion: "none", tryItOutEnabled: true, validatorUrl: null}});
</script></html>"""


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


def swagger_routes(client: Client, tenant: str, base_path: str) -> list[BaseRoute]:
    """Return the routes of the page, the document and the assets."""
    document, assets = document_path(), assets_path()
    if document is None or assets is None:
        return [Route("/swagger", _absent)]
    settings = {
        "base": base_path,
        "token": f"/tenants/{tenant}/connect/token",
        "document": _DOCUMENT,
        "form": {
            "grant_type": "client_credentials",
            "client_id": client.id,
            "client_secret": client.secret,
        },
    }
    # "<" could end the script within a text.
    text = json.dumps(settings).replace("<", "\\u003c")
    html = _PAGE.format(assets=_ASSETS, settings=text)

    async def page(request: Request) -> Response:
        return HTMLResponse(html)

    async def yaml(request: Request) -> Response:
        return FileResponse(document, media_type="application/yaml")

    return [
        Route("/swagger", page),
        Route(_DOCUMENT, yaml),
        Mount(_ASSETS, StaticFiles(directory=assets)),
    ]


async def _absent(request: Request) -> Response:
    text = "Swagger UI needs the package swagger-ui-py and the generated openapi.yaml."
    return PlainTextResponse(text, status_code=404)
