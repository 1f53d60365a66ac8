"""What one would write by hand: what reads pages, and what gets them.

Each way is a function of an address that yields the rows of each page, after it has
asked for a token, as the API wants it. What a way does not use is not imported, since
programs that do nothing else are measured, too.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.rows import BASE

if TYPE_CHECKING:
    from socket import socket

FILTER = "date ge '2026-01-01' and date le '2026-12-31'"
FIRST = f"{BASE}/clockings?filter={quote(FILTER)}"
TOKEN = "/tenants/acme/connect/token"
FORM = {
    "grant_type": "client_credentials",
    "client_id": "id",
    "client_secret": "secret",
}
_LENGTH = b"content-length:"

Read = Callable[[bytes], Any]


@cache
def reader(form: str) -> Read:
    """Return what reads a page into dicts, structs or one of pydantic's forms."""
    if form == "dicts":
        loads: Read = import_module("orjson").loads
        return loads
    if form in ("struct", "plain_struct"):
        from benchmarks.peers import structs

        return structs.reader(parsed=form == "struct")
    from benchmarks.peers import pydantics

    return pydantics.reader(getattr(pydantics, form))


def over_httpx(url: str, form: str, *options: str) -> Iterator[list[Any]]:
    """Walk with httpx: with the collector "paused" in a page, or "shared" roots."""
    import httpx

    read = paused(reader(form)) if "paused" in options else reader(form)
    verify = roots() if "shared" in options else True
    with httpx.Client(verify=verify) as http:
        answer = http.post(f"{url}{TOKEN}", data=FORM).raise_for_status()
        http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        yield from _pages(
            read, lambda link: http.get(f"{url}{link}").raise_for_status().content
        )


def over_http_client(url: str, form: str) -> Iterator[list[Any]]:
    """Walk with the standard library."""
    from http.client import HTTPConnection, HTTPSConnection

    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    http = kind(parts.netloc)
    sent = {"content-type": "application/x-www-form-urlencoded"}
    http.request("POST", TOKEN, urlencode(FORM), sent)
    token = json.loads(http.getresponse().read())["access_token"]

    def get(link: str) -> bytes:
        http.request("GET", _sent(link), headers={"authorization": f"Bearer {token}"})
        return http.getresponse().read()

    yield from _pages(reader(form), get)
    http.close()


def over_socket(url: str, form: str, *options: str) -> Iterator[list[Any]]:
    """Walk with a bare socket, read in a loop, or through a file if "buffered"."""
    from socket import create_connection

    parts = urlsplit(url)
    receive = _buffered if "buffered" in options else _in_a_loop
    with create_connection((parts.hostname, parts.port)) as connection:
        received = receive(connection)

        def get(link: str) -> bytes:
            head = f"GET {_sent(link)} HTTP/1.1\r\nhost: {parts.netloc}\r\n\r\n"
            connection.sendall(head.encode())
            return next(received)

        yield from _pages(reader(form), get)


def _in_a_loop(connection: socket) -> Iterator[bytes]:
    while True:
        found = bytearray()
        while (end := found.find(b"\r\n\r\n") + 4) < 4:
            found += connection.recv(1 << 16)
        length = int(found[:end].partition(_LENGTH)[2].split()[0])
        while len(found) < end + length:
            found += connection.recv(1 << 16)
        yield bytes(found[end:])


def _buffered(connection: socket) -> Iterator[bytes]:
    with connection.makefile("rb") as file:
        while True:
            length = 0
            while (line := file.readline()) != b"\r\n":
                if line.startswith(_LENGTH):
                    length = int(line[len(_LENGTH) :])
            yield file.read(length)


def _pages(read: Read, get: Callable[[str], bytes]) -> Iterator[list[Any]]:
    link: str | None = FIRST
    while link is not None:
        page = read(get(link))
        of_dict = isinstance(page, dict)
        yield page["value"] if of_dict else page.value
        link = page.get("nextLink") if of_dict else page.nextLink


def _sent(link: str) -> str:
    return link.replace(" ", "%20")


def paused(read: Read) -> Read:
    """Return what reads a page while the garbage collector rests, as ours does."""

    def run(content: bytes) -> Any:
        gc.disable()
        try:
            return read(content)
        finally:
            gc.enable()

    return run


@cache
def roots() -> Any:
    """Return the roots of TLS, read once."""
    import httpx

    return httpx.create_ssl_context()
