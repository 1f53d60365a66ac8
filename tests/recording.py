"""A small server on loopback that remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_plus

from attrs import Factory, define, field, frozen


@frozen(kw_only=True)
class Asked:
    """A request as it came over the wire; headers have lower-case names."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> object:
        """The JSON that was sent, or `None` without a body."""
        return json.loads(self.content) if self.content else None


@frozen(kw_only=True)
class Answered:
    """What the server says to a request."""

    status: int = 200
    headers: Mapping[str, str] = Factory(dict)
    body: object = None


@define
class Recorder:
    """What was asked, and what is said to it."""

    port: int
    answer: Callable[[Asked], Answered] = field(default=lambda _: Answered())
    asked: list[Asked] = Factory(list)

    @property
    def url(self) -> str:
        """Address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def take(self, request: Asked) -> Answered:
        """Remember a request and answer it."""
        self.asked.append(request)
        return self.answer(request)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Serve on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _handle(self) -> None:
            path, _, query = self.path.partition("?")
            length = int(self.headers.get("content-length", "0"))
            answer = recorder.take(
                Asked(
                    method=self.command,
                    path=path,
                    query=query,
                    headers={k.lower(): v for k, v in self.headers.items()},
                    content=self.rfile.read(length),
                )
            )
            content = b"" if answer.body is None else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def __getattr__(self, name: str) -> Callable[[], None]:
            """Handle every method (``do_GET`` and so on) the same way."""
            if name.startswith("do_"):
                return self._handle
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder = Recorder(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def decoded(query: str) -> dict[str, str]:
    """Return the parameters of a query or a form, with a flag as an empty text."""
    pairs = [piece.partition("=") for piece in query.split("&") if piece]
    found = {unquote_plus(name): unquote_plus(value) for name, _, value in pairs}
    assert len(found) == len(pairs), "a parameter is given twice"
    return found
