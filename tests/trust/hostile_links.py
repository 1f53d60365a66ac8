"""Links that lead away from a tenant, or nearly; and a network with two places in it.

Every name but the tenant's leads to the second place, so that what goes astray is seen.
"""

from __future__ import annotations

import json
import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import define, field

from tests.trust.helpers import BASE, TOKEN

HOST = "acme.local"
HOME = f"http://{HOST}"
_HOME, _AWAY = "127.7.7.1", "127.7.7.2"
"""Addresses that the names have; nobody listens there."""

_SCHEMES = ("http", "http", "http", "https", "HTTP", "hTTp", "ftp", "ws", "http2", "")
_SLASHES = ("://", "://", "://", "://", ":", ":/", ":///", "//", "", ":\\\\", ":/\\")
_BEFORE = ("", "", "", "", "user@", "user:word@", f"{HOST}@", f"{HOST}:80@", "@", "%40")
_HOSTS = (
    *(HOST,) * 12,
    "ACME.local",
    "acme.local.",
    "acme\u3002local",
    "\uff41cme.local",
    "acme.\u217cocal",
    "acme.loca\u0142",
    "evil.example",
    "acme.local.evil.example",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "[::1]",
    "[::ffff:7f00:1]",
    "localhost",
    "xn--acme.local",
    "",
)
_AFTER = (
    *("",) * 8,
    ":80",
    ":0080",
    ":",
    ":443",
    ":8080",
    ":65536",
    ":-1",
    ":80:80",
    ":\uff18\uff10",
    "#",
    "#.evil.example",
    "#@evil.example",
    "%23.evil.example",
    ";.evil.example",
    "\\.evil.example",
    "\\@evil.example",
    "@evil.example",
    ":80@evil.example",
    "?@evil.example",
    "?.evil.example",
    "%2f.evil.example",
    "%00.evil.example",
    "&.evil.example",
    ".evil.example",
    "\u2100.evil.example",
)
_RESTS = (
    *(f"{BASE}/people", f"{BASE}/people?continuationToken=a+b") * 4,
    "",
    "/",
    "//evil.example/people",
    "/\\evil.example",
    "/../../people",
    "/@evil.example/people",
    "/people#@evil.example",
    "/people?next=http://evil.example",
    "?delta",
    "#/people",
    "\t/people",
)
_STRAY = "\t\r\n\x00\x0b\x7f\x85\u00a0\u200b\u2028\u202e\ufeff #?/\\@:%&;[]'\"<>{}|^`"

_UNSENDABLE = bytes({*range(32), 127} - {ord("\t")})
"""What no header can carry, so that HTTP libraries refuse the whole answer."""


def links(count: int, seed: int) -> Iterator[str]:
    """Yield links of parts that parsers read differently, with stray characters."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        parts = (_SCHEMES, _SLASHES, _BEFORE, _HOSTS, _AFTER, _RESTS)
        link = "".join(map(chance.choice, parts))
        if chance.random() < 0.1:
            link = chance.choice(_RESTS)
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            at = chance.randrange(len(link) + 1)
            link = link[:at] + chance.choice(_STRAY) + link[at:]
        yield link


@define
class Tenant:
    """The first place: gives tokens, and one link for each call."""

    link: str = ""
    key: str = "nextLink"
    asked: list[bytes] = field(factory=list)

    def answer(self, head: bytes) -> bytes:
        """Return the answer to a request."""
        self.asked.append(head)
        if b"/connect/token" in head.partition(b"\r\n")[0]:
            granted = {"access_token": TOKEN, "expires_in": 36_000, "scope": ""}
            return _http(200, json.dumps(granted))
        link, self.link = self.link, ""
        if not link:
            return _http(200, '{"value": [], "deltaLink": "/over"}')
        if self.key == "Operation-Location":
            shown = link.encode("utf-8", "replace").translate(None, _UNSENDABLE)
            return _http(202, "", b"operation-location: " + shown + b"\r\n")
        return _http(200, json.dumps({"value": [], self.key: link}))


def _http(status: int, body: str, more: bytes = b"") -> bytes:
    length = len(body.encode())
    head = f"HTTP/1.1 {status} OK\r\ncontent-length: {length}\r\n".encode()
    return head + more + b"\r\n" + body.encode()


@define
class Elsewhere:
    """The second place, where whoever comes is noted."""

    asked: list[bytes] = field(factory=list)
    came: int = 0

    def answer(self, head: bytes) -> bytes:
        """Return an answer that keeps whoever came."""
        self.asked.append(head)
        return _http(200, '{"value": [], "deltaLink": "/over"}')


@contextmanager
def listening(
    answer: Callable[[bytes], bytes],
    came: Callable[[], None] = lambda: None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """Answer on a loopback port of its own, for a block; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_accept, args=(server, answer, came, tls))
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(
    server: socket.socket,
    answer: Callable[[bytes], bytes],
    came: Callable[[], None],
    tls: ssl.SSLContext | None,
) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        came()
        given = (connection, answer, tls)
        threading.Thread(target=_serve, args=given, daemon=True).start()


def _serve(
    connection: socket.socket,
    answer: Callable[[bytes], bytes],
    tls: ssl.SSLContext | None,
) -> None:
    if tls is not None:
        connection = tls.wrap_socket(connection, server_side=True)
    with connection:
        kept = b""
        while True:
            while b"\r\n\r\n" not in kept:
                part = connection.recv(65_536)
                if not part:
                    return
                kept += part
            head, _, kept = kept.partition(b"\r\n\r\n")
            length = _length(head)
            while len(kept) < length:
                kept += connection.recv(65_536)
            kept = kept[length:]
            connection.sendall(answer(head))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


@contextmanager
def two_places(
    patch: pytest.MonkeyPatch,
    tenant: Tenant,
    elsewhere: Elsewhere,
    tls: ssl.SSLContext | None = None,
) -> Iterator[None]:
    """Let the tenant's name on its port lead to it, and all else to the other place."""
    own_port = 80 if tls is None else 443

    def came() -> None:
        elsewhere.came += 1

    with (
        listening(tenant.answer, tls=tls) as home,
        listening(elsewhere.answer, came) as away,
    ):
        connect = socket.socket.connect

        def named(host: Any, port: Any, *_: object, **__: object) -> list[Any]:
            name = host.decode() if isinstance(host, bytes) else host
            found = (_HOME if name == HOST else _AWAY, int(port))
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", found)]

        def connected(own: socket.socket, address: Any) -> None:
            connect(own, ("127.0.0.1", home if address == (_HOME, own_port) else away))

        patch.setattr(socket, "getaddrinfo", named)
        patch.setattr(socket.socket, "connect", connected)
        yield
