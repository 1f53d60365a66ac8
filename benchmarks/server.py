"""A server of one list that costs next to nothing: ``python -m benchmarks.server``.

It answers each request for clockings with the same rows, as changes where a delta is
asked for, after a delay, and hands out a token. A year has a number of pages; a shorter
range of days has its share of them. Lists of other APIs are empty.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import parse_qs, urlsplit

from benchmarks.rows import BASE, changes, page

YEAR = 365
_DAYS = re.compile(r"'(\d{4}-\d\d-\d\d)'")


def response(path: str, delay: float, rows: int, pages: int) -> tuple[float, bytes]:
    """Return the seconds to wait, and the body."""
    parts = urlsplit(path)
    if parts.path.endswith("/token"):
        return 0.0, b'{"access_token":"t","token_type":"Bearer","expires_in":3600}'
    if not parts.path.startswith(BASE):
        return 0.0, b'{"object":"list","data":[],"has_more":false,"url":"/v1"}'
    query = parse_qs(parts.query, keep_blank_values=True)
    filter = query["filter"][0]
    number = int(query.get("continuationToken", ["1"])[0])
    days = [date.fromisoformat(day) for day in _DAYS.findall(filter)]
    share = ((days[1] - days[0]).days + 1) / YEAR if len(days) > 1 else 1.0
    last = number >= max(1, round(pages * share))
    base = f"{parts.path}?{'delta&' * ('delta' in query)}filter={filter}"
    link = None if last else f"{base}&continuationToken={number + 1}"
    if "delta" in query:
        return delay, changes(rows, link, f"{base}&deltaToken=1")
    return delay, page(rows, link)


async def _serve(
    given: socket.socket,
    delay: float,
    rows: int,
    pages: int,
    trusted: ssl.SSLContext | None,
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"(?i)content-length: (\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                path = head.split(b" ", 2)[1].decode()
                wait, body = response(path, delay, rows, pages)
                if wait:
                    await asyncio.sleep(wait)
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                    b"content-length: %d\r\n\r\n" % len(body)
                )
                writer.write(body)
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    server = await asyncio.start_server(talk, sock=given, limit=1 << 20, ssl=trusted)
    async with server:
        await server.serve_forever()


@contextmanager
def serving(
    delay: float, rows: int, pages: int, certificate: str | None = None
) -> Iterator[str]:
    """Serve from a process of its own, and return the address.

    With the file of a certificate and its key, it is one of https.
    """
    given = socket.socket()
    given.bind(("127.0.0.1", 0))
    given.listen(128)
    number = given.fileno()
    arguments = [str(argument) for argument in (number, delay, rows, pages)]
    arguments += [certificate] if certificate else []
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server", *arguments], pass_fds=[number]
    )
    scheme = "https" if certificate else "http"
    try:
        yield f"{scheme}://127.0.0.1:{given.getsockname()[1]}"
    finally:
        process.terminate()
        process.wait()
        given.close()


def _main(
    number: str, delay: str, rows: str, pages: str, certificate: str | None = None
) -> None:
    given = socket.socket(fileno=int(number))
    trusted = None
    if certificate:
        trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trusted.load_cert_chain(certificate)
    asyncio.run(_serve(given, float(delay), int(rows), int(pages), trusted))


if __name__ == "__main__":
    _main(*sys.argv[1:])
