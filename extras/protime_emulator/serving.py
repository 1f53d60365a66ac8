"""Serving the application on a loopback port, in a thread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_START_SECONDS = 10.0
_LONGEST_REQUEST_LINE = 16 * 1024 * 1024


def config(app: ASGIApp, *, host: str, port: int) -> uvicorn.Config:
    """Return how uvicorn serves the application."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        lifespan="off",
        log_level="warning",
        access_log=False,
        http="h11",
        # Long addresses must reach the application, which answers them with 414.
        h11_max_incomplete_event_size=_LONGEST_REQUEST_LINE,
    )


@contextmanager
def serving(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve on a port (0: a free one) and give the base URL, until the block ends.

    Raises:
        RuntimeError: The server did not start.
        OSError: The port is taken.
    """
    with socket.create_server((host, port)) as listener:
        # Without it each answer waits for the client's acknowledgement, about 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = listener.getsockname()[1]
        server = uvicorn.Server(config(app, host=host, port=port))
        arguments = {"sockets": [listener]}
        thread = threading.Thread(target=server.run, kwargs=arguments, daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("The server did not start.")
        time.sleep(0.005)
