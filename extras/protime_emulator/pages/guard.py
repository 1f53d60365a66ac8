"""Who may use the pages: this machine's own browser, and forms of these pages alone.

Another page in the browser could send a form here, or reach this port under a name of
its own (DNS rebinding). So each page checks the host that was asked for, and each form
the origin and a token that only the page has. The API itself is as open as Protime's.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_NAMES = ("localhost", "emulator.local")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
"""Of each page: none is shown within another."""


class Guard:
    """Checks requests for pages and from their forms."""

    def __init__(self) -> None:
        """Draw the token of this run."""
        self.token = secrets.token_urlsafe(16)

    def foreign_host(self, request: Request) -> Response | None:
        """Refuse a host that is neither an address nor this machine's own name."""
        # Not that of the request's URL, which is the server's own for a strange header.
        asked = request.headers.get("host", "")
        try:
            host = urlsplit(f"//{asked}")
            name, port = host.hostname or "", host.port
        except ValueError:
            name, port = asked, None
        if name in _NAMES or _is_address(name):
            return None
        here = f"http://127.0.0.1{'' if port is None else f':{port}'}/"
        return _refusal(f"This page is not shown as {name}: open {here}")

    def foreign_form(
        self, request: Request, form: Mapping[str, str]
    ) -> Response | None:
        """Refuse a form that is not of this run's own page."""
        host = self.foreign_host(request)
        if host is not None:
            return host
        own = f"{request.url.scheme}://{request.url.netloc}"
        origin = request.headers.get("origin", own)
        if origin != own:
            return _refusal(f"The form is of {origin}: use the one of {own}/")
        if not hmac.compare_digest(form.get("token", "").encode(), self.token.encode()):
            return _refusal(f"The form is of an earlier run: load {own}/ again.")
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _refusal(text: str) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=403, headers=HEADERS)
