"""A first load of clockings into DuckDB: rows a second and peak memory, beside others.

    python benchmarks/sync.py --rows 100000 1000000

The emulator runs in a process of its own and answers all candidates alike, so what it
takes to make the rows is part of every figure. Each candidate runs in a fresh process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import httpx

TODAY = date(2026, 3, 2)
FIRST = date(2025, 1, 1)
DAYS = (TODAY - FIRST).days
ROWS_A_DAY = 2.04
"""Clockings of a person and day in the sample, about."""

PAGE = 1000
USER_AGENT = "Benchmark/v1 (Acme Corp)"
BASE = "/connector/protimeapi/api/v1"
Settings = dict[str, str]


def ours(settings: Settings, folder: str) -> None:
    """Load through `protime_source`: Arrow batches, merged by dlt."""
    import dlt

    from protime import DateRange, Protime
    from protime_sync.dlt import duckdb_file, protime_source, run

    with Protime(**settings) as client:
        filters = {"clockings": {"date": DateRange(FIRST)}}
        source = protime_source(client, filters, today=lambda: TODAY)
        run(_pipeline(dlt, folder, duckdb_file(_file(folder))), source)


def feed(settings: Settings, folder: str) -> None:
    """Load through a feed with a SQLite state, and Arrow into DuckDB."""
    import duckdb

    from protime import DateRange, Protime
    from protime.catalog import CATALOG
    from protime_sync import SqliteState, Sync
    from protime_sync.arrow import Shape

    shape = Shape(info=CATALOG["clockings"])
    with Protime(**settings) as client, duckdb.connect(_file(folder)) as database:
        arrived = shape.table([])
        database.execute("CREATE SCHEMA protime")
        database.execute("CREATE TABLE protime.clockings AS FROM arrived")
        state = SqliteState(f"{folder}/state.db")
        sync = Sync(client, state, today=lambda: TODAY)
        followed = sync.follow("clockings", date=DateRange(FIRST))
        while not followed.is_loaded:
            with followed.batch(at_most=50_000) as changes:
                for part in changes.parts():
                    arrived = shape.table(part.upserts)
                    database.execute("INSERT INTO protime.clockings FROM arrived")
    del arrived


def rest_api(
    settings: Settings, folder: str, files: Literal["parquet"] | None = None
) -> None:
    """Load through dlt's own ``rest_api`` source, with its usual configuration.

    Pages stream through it as they do through ours, from the same server with the same
    page size, and both merge into DuckDB with the same bound to its memory. By default
    dlt hands JSON to DuckDB as INSERT statements, which take most of the time and of
    the memory; so it is measured with Parquet files as well, which ours gets anyway.
    """
    import dlt
    from dlt.sources.rest_api import rest_api_source

    from protime_sync.dlt import duckdb_file

    base = settings["base_url"]
    source = rest_api_source(
        {
            "client": {
                "base_url": base,
                "headers": {"User-Agent": USER_AGENT},
                "auth": {"type": "bearer", "token": _token(settings)},
                "paginator": {"type": "json_link", "next_url_path": "nextLink"},
            },
            "resources": [
                {
                    "name": "clockings",
                    "primary_key": "id",
                    "write_disposition": "merge",
                    "endpoint": {
                        "path": f"{BASE}/clockings",
                        "params": {"filter": f"date ge '{FIRST}'"},
                        "data_selector": "value",
                    },
                }
            ],
        }
    )
    target = duckdb_file(_file(folder))
    done = _pipeline(dlt, folder, target).run(source, loader_file_format=files)
    done.raise_on_failed_jobs()


def by_hand(settings: Settings, folder: str) -> None:
    """Load through a loop of httpx and ``executemany``."""
    import duckdb

    headers = {"User-Agent": USER_AGENT, "Authorization": f"Bearer {_token(settings)}"}
    link: str | None = f"{BASE}/clockings?filter=date%20ge%20'{FIRST}'"
    with (
        duckdb.connect(_file(folder)) as database,
        httpx.Client(base_url=settings["base_url"], headers=headers) as http,
    ):
        database.execute("CREATE SCHEMA protime")
        database.execute(
            "CREATE TABLE protime.clockings (id BIGINT PRIMARY KEY, version TEXT,"
            " person_id BIGINT, date DATE, minutes INTEGER, kind TEXT, status TEXT)"
        )
        while link is not None:
            page = http.get(link.replace("+", "%2B"), timeout=60).json()
            rows = [_plain(one) for one in page["value"]]
            if rows:
                database.executemany(
                    "INSERT INTO protime.clockings VALUES (?, ?, ?, ?, ?, ?, ?)", rows
                )
            link = page.get("nextLink")


def _plain(row: dict[str, Any]) -> tuple[object, ...]:
    names = ("id", "changeVersion", "date", "timeOfDayInMinutes", "kind", "status")
    id, version, *rest = (row.get(name) for name in names)
    return id, version, row["person"]["id"], *rest


CANDIDATES: dict[str, Callable[[Settings, str], None]] = {
    "protime_source (dlt)": ours,
    "feed, SQLite state": feed,
    "dlt rest_api": rest_api,
    "dlt rest_api, Parquet": partial(rest_api, files="parquet"),
    "httpx, executemany": by_hand,
}
SLOW = ("dlt rest_api", "dlt rest_api, Parquet", "httpx, executemany")
"""Measured with the first number of rows only."""


def main() -> None:
    """Measure, and print a line for each candidate and number of rows."""
    options = _options()
    if options.child:
        _child(options.child, json.loads(options.settings), options.folder)
        return
    for index, rows in enumerate(options.rows):
        with _emulator(rows) as settings:
            _compare(
                [
                    name
                    for name in options.only or CANDIDATES
                    if index == 0 or name not in SLOW
                ],
                settings,
            )


def _compare(names: list[str], settings: Settings) -> None:
    first = 0.0
    for name in names:
        one = _measured(name, settings)
        rate = one["rows"] / one["seconds"]
        first = first or rate
        print(
            f"{name:22} {one['rows']:>10,.0f} rows {one['seconds']:>7.1f} s"
            f" {rate:>8,.0f} rows/s {one['mebibytes']:>6.0f} MiB {rate / first:>6.2f}",
            flush=True,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--only", nargs="*", choices=list(CANDIDATES))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--settings", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(name: str, settings: Settings) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--child", name, "--folder", folder]
        quiet = {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "CRITICAL"}
        ended = subprocess.run(
            [*command, "--settings", json.dumps(settings)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **quiet},
        )
    result: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return result


def _child(name: str, settings: Settings, folder: str) -> None:
    begin = time.perf_counter()
    CANDIDATES[name](settings, folder)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    import duckdb

    with duckdb.connect(_file(folder)) as database:
        found = database.execute("SELECT count(*) FROM protime.clockings").fetchone()
    rows = found[0] if found else 0
    print(json.dumps({"rows": rows, "seconds": seconds, "mebibytes": peak}))


@contextmanager
def _emulator(rows: int) -> Iterator[Settings]:
    people = max(1, round(rows / DAYS / ROWS_A_DAY))
    port = "8391"
    command = [sys.executable, "-m", "protime_emulator", "--port", port]
    command += ["--people", str(people), "--days", str(DAYS), "--today", str(TODAY)]
    command += ["--page-size", str(PAGE)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline().split("=", 1)[1].strip() for _ in range(4)]
        names = ("tenant", "client_id", "client_secret", "base_url")
        try:
            _wait(said[3])
            yield {**dict(zip(names, said, strict=True)), "user_agent": USER_AGENT}
        finally:
            process.terminate()


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The emulator did not start.")


def _token(settings: Settings) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["client_id"],
        "client_secret": settings["client_secret"],
    }
    url = f"{settings['base_url']}/tenants/{settings['tenant']}/connect/token"
    answer = httpx.post(url, data=form, headers={"User-Agent": USER_AGENT})
    token: str = answer.raise_for_status().json()["access_token"]
    return token


def _pipeline(dlt: Any, folder: str, destination: Any) -> Any:
    return dlt.pipeline(
        "benchmark",
        destination=destination,
        dataset_name="protime",
        pipelines_dir=str(Path(folder) / "pipelines"),
    )


def _file(folder: str) -> str:
    return str(Path(folder) / "copy.duckdb")


if __name__ == "__main__":
    main()
