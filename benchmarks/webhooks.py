"""Webhook events a second, each on disk before its answer, beside storing nothing.

    python benchmarks/webhooks.py --seconds 10 --connections 64

Each candidate is one process of uvicorn: our receiver with its SQLite inbox, and a bare
Starlette endpoint that reads the body and answers. The requests are the same, signed,
and all different. The ratio is the figure: what verifying and storing cost.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HEADER, KEY = "X-Signature", "benchmark-key"


def bare() -> object:
    """Return a Starlette application that stores nothing."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def take(request: Request) -> Response:
        await request.body()
        return Response(status_code=204)

    return Starlette(routes=[Route("/hook", take, methods=["POST"])])


def ours() -> object:
    """Return the receiver with an inbox in the working folder."""
    from protime_runtime.verifying import WebhookVerifier
    from protime_sync.webhooks import FixedRoutes, Receiver, Route, SqliteInbox

    verifier = WebhookVerifier([KEY], header=HEADER)
    routes = FixedRoutes({"hook": Route(collection="clockings", verifier=verifier)})
    return Receiver(SqliteInbox("inbox.db"), routes)


CANDIDATES = {"receiver": ours, "bare Starlette": bare}


def serve(name: str, port: int) -> None:
    """Serve a candidate until killed."""
    import uvicorn

    app: Any = CANDIDATES[name]()
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


@contextmanager
def serving(name: str, folder: str) -> Iterator[int]:
    """Serve a candidate from a process of its own; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    program = [sys.executable, str(Path(__file__).resolve())]
    paths = [str(Path(one).resolve()) for one in sys.path if one]
    process = subprocess.Popen(
        [*program, "--serve", name, "--port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    try:
        _wait(port)
        yield port
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The server does not start.")


def requests(first: int) -> Iterator[bytes]:
    """Iterate over requests of clockings' events, each with a version of its own."""
    for number in itertools.count(first):
        row = {"id": number % 5000, "changeVersion": f"{number:020X}", "kind": "InOut"}
        row |= {"person": {"id": 7}, "date": "2026-03-02", "timeOfDayInMinutes": 510}
        row |= {"isGenerated": False, "status": "Active", "terminal": {"id": "T-1"}}
        body = json.dumps({"changeType": "InsertOrUpdate", "data": row}).encode()
        signature = hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()
        yield (
            b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            b"%s: %s\r\nContent-Length: %d\r\n\r\n%s"
            % (HEADER.encode(), signature.encode(), len(body), body)
        )


async def load(
    port: int, seconds: float, connections: int, first: int = 0
) -> list[float]:
    """Send as fast as answers come; return each answer's time."""
    source, times = requests(first), list[float]()
    until = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (begin := time.perf_counter()) < until:
            writer.write(next(source))
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 204"):
                raise SystemExit(f"Not stored: {answer[:80]!r}")
            times.append(time.perf_counter() - begin)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return times


def measure(name: str, seconds: float, connections: int, folder: str) -> float:
    """Measure a candidate, print its line, and return its events a second."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        with serving(name, place) as port:
            warm = len(asyncio.run(load(port, 1, connections)))
            begin = time.perf_counter()
            times = sorted(asyncio.run(load(port, seconds, connections, first=10**9)))
            rate = len(times) / (time.perf_counter() - begin)
        kept = max(0, _kept(place) - warm)
    middle, last = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(
        f"{name:>16} {rate:>9,.0f} events/s   p50 {middle * 1000:6.2f} ms"
        f"   p99 {last * 1000:6.2f} ms"
        f"   answered {len(times):,}, on disk {kept:,}"
    )
    return rate


def _kept(folder: str) -> int:
    path = Path(folder) / "inbox.db"
    if not path.exists():
        return 0
    from protime_sync.webhooks import SqliteInbox

    inbox = SqliteInbox(path)
    count = inbox.counts().waiting
    inbox.close()
    return count


def main() -> None:
    """Measure both, one after the other, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 64])
    parser.add_argument("--folder", help="on the disk to be measured", default=".")
    parser.add_argument("--serve", choices=CANDIDATES, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve, asked.port)
        return
    for connections in asked.connections:
        print(f"{connections} connections")
        rates = [
            measure(name, asked.seconds, connections, asked.folder)
            for name in CANDIDATES
        ]
        print(f"{'ratio':>16} {rates[0] / rates[1]:9.2f}\n")


if __name__ == "__main__":
    main()
