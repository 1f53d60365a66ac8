"""Serving the application on a port, by default of the loopback address."""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_START_SECONDS = 10.0
_LONGEST_REQUEST_LINE = 16 * 1024 * 1024

logger = logging.getLogger("protime_emulator")


def config(app: ASGIApp) -> uvicorn.Config:
    """Return how uvicorn serves the application on a socket that it is given."""
    return uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        http="h11",
        # Long addresses must reach the application, which answers them with 414.
        h11_max_incomplete_event_size=_LONGEST_REQUEST_LINE,
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, and say so if other machines can reach it.

    Raises:
        OSError: The port is taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Without it each response waits for the client's acknowledgement, about 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound = listener.getsockname()[0]
    if not ipaddress.ip_address(bound).is_loopback:
        logger.warning("Bound to %s: other machines can reach this tenant.", bound)
    return listener


def address(listener: socket.socket) -> str:
    """Return the base URL of a socket, for clients on this machine."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def serving(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve on a port (0: a free one) and give the base URL, until the block ends.

    Raises:
        RuntimeError: The server did not start.
        OSError: The port is taken, or the address is not of this machine.
    """
    with listening(host, port) as listener:
        server = uvicorn.Server(config(app))
        arguments = {"sockets": [listener]}
        thread = threading.Thread(target=server.run, kwargs=arguments, daemon=True)
        thread.start()
        try:
            _wait(server, thread)
            yield address(listener)
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("The server did not start.")
        time.sleep(0.005)
