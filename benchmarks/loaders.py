"""Ways to load clockings into DuckDB, each measured in a process of its own.

python -m benchmarks.loaders NAME SETTINGS FOLDER
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import httpx

from benchmarks.child import peak

TODAY = date(2026, 3, 2)
FIRST = date(2025, 1, 1)
USER_AGENT = "Benchmark/v1 (Acme Corp)"
BASE = "/connector/protimeapi/api/v1"
PATIENCE = 15.0
"""Seconds after which the slowest way stops, wherever it is."""

Settings = dict[str, str]
Seconds = dict[str, float]

OURS, FEED, PAGES = "protime_source", "feed with SQLite", "pages only"
REST, PARQUET, BY_HAND = "rest_api", "rest_api, Parquet", "httpx, executemany"


def ours(settings: Settings, folder: str) -> Seconds:
    """Load through `protime_source`: Arrow tables, merged by dlt."""
    from protime import DateRange, Protime
    from protime_sync.dlt import duckdb_file, protime_source, run

    with Protime(**settings) as client:
        filters = {"clockings": {"date": DateRange(FIRST)}}
        source = protime_source(client, filters, today=lambda: TODAY)
        pipeline = _pipeline(folder, duckdb_file(_file(folder)))
        run(pipeline, source)
    return _steps(pipeline)


def feed(settings: Settings, folder: str) -> Seconds:
    """Load through a feed with a SQLite state, and Arrow into DuckDB."""
    import duckdb

    from protime import DateRange, Protime
    from protime.catalog import CATALOG
    from protime_sync import SqliteState, Sync
    from protime_sync.arrow import shape_of

    shape = shape_of(CATALOG["clockings"])
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
    return {}


def rest_api(
    settings: Settings, folder: str, files: Literal["parquet"] | None = None
) -> Seconds:
    """Load through dlt's own ``rest_api`` source, with its usual configuration.

    Pages stream through it as they do through ours, from the same server with the same
    page size. Its merge has all memory: with the bound that ours has, DuckDB gives up
    at a million rows. By default dlt hands JSON to DuckDB as INSERT statements, which
    take most of the time and of the memory; so it is measured with Parquet files as
    well, which ours gets anyway.
    """
    import dlt
    from dlt.sources.rest_api import rest_api_source

    endpoint = {
        "path": f"{BASE}/clockings",
        "params": {"filter": f"date ge '{FIRST}'"},
        "data_selector": "value",
    }
    client = {
        "base_url": settings["base_url"],
        "headers": {"User-Agent": USER_AGENT},
        "auth": {"type": "bearer", "token": _token(settings)},
        "paginator": {"type": "json_link", "next_url_path": "nextLink"},
    }
    resource = {
        "name": "clockings",
        "primary_key": "id",
        "write_disposition": "merge",
        "endpoint": endpoint,
    }
    configuration: Any = {"client": client, "resources": [resource]}
    pipeline = _pipeline(folder, dlt.destinations.duckdb(_file(folder)))
    done = pipeline.run(rest_api_source(configuration), loader_file_format=files)
    done.raise_on_failed_jobs()
    return _steps(pipeline)


def by_hand(settings: Settings, folder: str) -> Seconds:
    """Load through a loop of httpx and ``executemany``, for a minute at the most."""
    import duckdb

    with duckdb.connect(_file(folder)) as database, _http(settings) as http:
        database.execute("CREATE SCHEMA protime")
        database.execute(
            "CREATE TABLE protime.clockings (id BIGINT PRIMARY KEY, version TEXT,"
            " person_id BIGINT, date DATE, minutes INTEGER, kind TEXT, status TEXT)"
        )
        end = time.monotonic() + PATIENCE
        for content in _contents(http):
            rows = [_plain(item) for item in json.loads(content)["value"]]
            if rows:
                database.executemany(
                    "INSERT INTO protime.clockings VALUES (?, ?, ?, ?, ?, ?, ?)", rows
                )
            if time.monotonic() > end:
                break
    return {}


def pages(settings: Settings, folder: str) -> Seconds:
    """Fetch all pages and read nothing but the links: what the server takes."""
    rows = 0
    with _http(settings) as http:
        for content in _contents(http):
            rows += content.count(b'"changeVersion"')
    Path(folder, "rows").write_text(str(rows))
    return {}


def _contents(http: httpx.Client) -> Iterator[bytes]:
    from protime_runtime.paging.prefetch import peek

    link: str | None = f"{BASE}/clockings?filter=date%20ge%20'{FIRST}'"
    while link is not None:
        content = http.get(link.replace("+", "%2B")).content
        yield content
        _, link = peek(content)


def _plain(row: dict[str, Any]) -> tuple[object, ...]:
    names = ("id", "changeVersion", "date", "timeOfDayInMinutes", "kind", "status")
    id, version, *rest = (row.get(name) for name in names)
    return id, version, row["person"]["id"], *rest


LOADERS: dict[str, Callable[[Settings, str], Seconds]] = {
    OURS: ours,
    FEED: feed,
    REST: rest_api,
    PARQUET: partial(rest_api, files="parquet"),
    BY_HAND: by_hand,
    PAGES: pages,
}


@contextmanager
def _http(settings: Settings) -> Iterator[httpx.Client]:
    headers = {"User-Agent": USER_AGENT, "Authorization": f"Bearer {_token(settings)}"}
    base = settings["base_url"]
    with httpx.Client(base_url=base, headers=headers, timeout=60) as http:
        yield http


def _token(settings: Settings) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["client_id"],
        "client_secret": settings["client_secret"],
    }
    url = f"{settings['base_url']}/tenants/{settings['tenant']}/connect/token"
    response = httpx.post(url, data=form, headers={"User-Agent": USER_AGENT})
    token: str = response.raise_for_status().json()["access_token"]
    return token


def _pipeline(folder: str, destination: Any) -> Any:
    dlt: Any = importlib.import_module("dlt")
    return dlt.pipeline(
        "benchmark",
        destination=destination,
        dataset_name="protime",
        pipelines_dir=str(Path(folder) / "pipelines"),
    )


def _steps(pipeline: Any) -> Seconds:
    """Return the seconds of dlt's own steps."""
    return {
        step.step: (step.finished_at - step.started_at).total_seconds()
        for step in pipeline.last_trace.steps
        if step.step != "run"
    }


def _file(folder: str) -> str:
    return str(Path(folder) / "copy.duckdb")


def _rows(folder: str) -> int:
    counted = Path(folder, "rows")
    if counted.exists():
        return int(counted.read_text())
    import duckdb

    with duckdb.connect(_file(folder)) as database:
        found = database.execute("SELECT count(*) FROM protime.clockings").fetchone()
    return found[0] if found else 0


def main(name: str, settings: str, folder: str) -> None:
    """Load, and print what it took, imports included."""
    begin = time.perf_counter()
    steps = LOADERS[name](json.loads(settings), folder)
    seconds = time.perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime,
        "mebibytes": peak(),
        "steps": steps,
    }
    print(json.dumps({**figures, "rows": _rows(folder)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
