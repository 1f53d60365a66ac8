"""Tenants on loopback that answer as plainly as can be."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.trust.helpers import Sent, granted


class Handler(BaseHTTPRequestHandler):
    """A tenant that tells over which port each request came."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        sent = Sent(method="POST", url=self.path, headers={}, content=body)
        self._say(granted(sent).content)

    def do_GET(self) -> None:
        self._say(b'{"id": %d}' % self.client_address[1])

    def _say(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """A server that lets many connect at once."""

    request_queue_size = 128


class tenant:  # noqa: N801 - reads as a function
    """A server in threads, for a block."""

    def __enter__(self) -> str:
        handler = type(
            "Fixed", (Handler,), {"do_GET": lambda one: one._say(b'{"id": 1}')}
        )
        return self.start(handler)

    def start(self, handler: type[BaseHTTPRequestHandler]) -> str:
        self.server = Server(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
