"""A tenant that leaves requests without an answer from a chosen moment on."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.trust.helpers import Sent, granted
from tests.trust.servers import tenant

STAGES = ("token", "read", "write")
"""What is never answered: the token, a GET, or a write with people's data."""


class Stalling(tenant):
    """A tenant on loopback; `reached` is set once it was asked what it won't answer."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.reached = threading.Event()
        self.over = threading.Event()

    def __enter__(self) -> str:
        made: Any = type("Handler", (_Handler,), {"of": self})
        return self.start(made)

    def __exit__(self, *_: object) -> None:
        self.over.set()
        super().__exit__()

    def stall(self, stage: str) -> bool:
        """Wait until the end if this is the stage that is never answered."""
        if stage != self.stage:
            return False
        self.reached.set()
        self.over.wait(60)
        return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    of: Stalling

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        sent = Sent(method="POST", url=self.path, headers={}, content=body)
        stage = "token" if sent.is_for_token else "write"
        if not self.of.stall(stage):
            self._say(granted(sent).content)

    def do_GET(self) -> None:
        last = "&next=" not in self.path and self.of.stage != "next"
        if not self.of.stall("read" if "&next=" not in self.path else "next"):
            more = b"" if last else b', "nextLink": "%s&next=1"' % self.path.encode()
            one = b'{"id": 1, "value": []%s}' % more
            self._say(one if "people/1" not in self.path else b'{"id": 1}')

    def _say(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""
