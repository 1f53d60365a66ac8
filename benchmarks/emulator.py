"""What the emulator can serve, and what a large tenant costs to start.

``python -m benchmarks.emulator`` serves from a process of its own, and asks over HTTP
without decoding, so that nothing of a client is measured.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from attrs import field, frozen

PAGE = 1_000
TODAY = date(2026, 3, 2)
LARGE = ("--people", "5000", "--days", "365")
SMALL = ("--people", "200", "--days", "365")
WHOLE_YEAR = "date ge '2025-03-02' and date le '2026-03-01'"
_NEXT = re.compile(rb'"nextLink":"([^"]+)"')
_BASE = "/connector/protimeapi/api/v1"


@frozen
class Asker:
    """Asks a served tenant for raw pages over one connection."""

    url: str
    _headers: dict[str, str] = field(factory=dict)

    def authorized(self, secret: str) -> Asker:
        """Return one that has a token."""
        form = {"grant_type": "client_credentials", "client_id": "emulated-client"}
        body = urlencode({**form, "client_secret": secret})
        connection = self.connect()
        connection.request("POST", "/tenants/acme/connect/token", body)
        token = json.loads(connection.getresponse().read())["access_token"]
        connection.close()
        agent = "Benchmarks/v1 (Acme Corp)"
        return Asker(
            self.url, {"User-Agent": agent, "Authorization": f"Bearer {token}"}
        )

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection."""
        return http.client.HTTPConnection(urlsplit(self.url).netloc)

    def pages(self, path: str) -> Iterator[bytes]:
        """Follow a list from its first page to its last."""
        connection = self.connect()
        link = _BASE + path
        while link:
            connection.request("GET", quote(link, safe="/?&=%"), headers=self._headers)
            response = connection.getresponse()
            content = response.read()
            if response.status != 200:
                raise SystemExit(f"{response.status} to {link}: {content[:500]!r}")
            yield content
            found = _NEXT.search(content[-5_000:])
            link = found[1].decode() if found else ""
        connection.close()


@contextmanager
def emulator(*options: str) -> Iterator[Asker]:
    """Run the emulator in a process of its own, with full pages."""
    command = [sys.executable, "-m", "protime_emulator", "--port", "0", *options]
    command += ["--today", str(TODAY), "--page-size", str(PAGE), "--empty-every", "0"]
    command += ["--quiet"]  # Nobody reads on, and a full pipe would stop it.
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True
    ) as process:  # ourselves
        assert process.stderr is not None  # it was asked for
        said = [process.stderr.readline().strip() for _ in range(5)]
        try:
            secret, url = (line.partition("=")[2] for line in said[2:4])
            yield Asker(url).authorized(secret)
        finally:
            process.terminate()


@frozen
class Served:
    """A list, walked several times."""

    rows: int
    rates: Sequence[float]
    """Rows a second, by the wall, of each round."""
    by_cpu: float
    """Rows a second of the server's own CPU time, its start included."""


def serving(collection: str, query: str, rounds: int) -> Served:
    """Walk a list of a year, once to count its rows and then in rounds."""
    rates = []
    path = f"/{collection}?filter={WHOLE_YEAR}{query}"
    used = _cpu()
    with emulator(*SMALL) as asker:
        rows = sum(page.count(b'"changeVersion"') for page in asker.pages(path))
        for _ in range(rounds):
            begin = time.perf_counter()
            for _page in asker.pages(path):
                pass
            rates.append(rows / (time.perf_counter() - begin))
    return Served(rows, rates, rows * (rounds + 1) / (_cpu() - used))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def starting(rounds: int) -> list[tuple[float, float]]:
    """Return seconds from start to first page, and peak MiB after a walk of a day."""
    found = []
    for _ in range(rounds):
        begin = time.perf_counter()
        with emulator(*LARGE) as asker:
            next(asker.pages(f"/clockings?filter={WHOLE_YEAR}"))
            seconds = time.perf_counter() - begin
            for _page in asker.pages("/clockings?filter=date ge '2026-03-01'"):
                pass
        found.append((seconds, _peak()))
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


LISTS = (
    ("clockings", "", "clockings"),
    (
        "clockings",
        "&externalReferences=(people,@employee-number)(terminals,@external-code)",
        "clockings with two external references",
    ),
    ("calculated-totals", "", "calculated totals"),
)


def report(rounds: int) -> str:
    """Return the figures as Markdown."""
    heads = ("pages of 1,000 rows", "pages/s", "slowest, fastest", "pages/s of CPU")
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|"]
    for collection, query, name in LISTS:
        found = serving(collection, query, rounds)
        rates = [rate / PAGE for rate in found.rates]
        lines.append(
            f"| {name}, {found.rows:,} rows | {statistics.median(rates):.0f}"
            f" | {min(rates):.0f}, {max(rates):.0f} | {found.by_cpu / PAGE:.0f} |"
        )
    starts = starting(rounds)
    seconds, peak = (statistics.median(values) for values in zip(*starts, strict=True))
    lines += ["", "| 5,000 people, 365 days | median |", "|---|---|"]
    lines.append(f"| from start to the first page | {seconds:.2f} s |")
    lines.append(f"| peak memory | {peak:.0f} MiB |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.emulator")
    parser.add_argument("--rounds", type=int, default=5)
    print(report(parser.parse_args(arguments).rounds))


if __name__ == "__main__":
    main()
