"""``python -m tests.additive.using``: use collections as anyone would, and tell it.

Runs in a process of its own, whose client is of the API with what releases add.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import duckdb
import httpx

from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator

TODAY = date(2026, 3, 2)
DAYS = "2026-01-01..2026-03-01"


def told(names: Sequence[str]) -> Mapping[str, Any]:
    """Return what there is of each collection, and what comes of it by each way."""
    with Emulator(people=8, days=60, today=TODAY) as emulator:
        page = emulator.http().get("/").text
        found = {
            name: {
                "rows": (rows := emulator.collection(name)),
                "again": _again(name, seed=1) == rows,
                "listed": _listed(emulator, name),
                "event": _event(name),
                "on the page": name in page,
            }
            for name in names
        }
        copied = _copied(emulator, [name for name in names if _places(name) == []])
    return {name: {**found[name], "copied": copied.get(name)} for name in names}


def _again(name: str, seed: int) -> list[Any]:
    with Emulator(people=8, days=60, today=TODAY, seed=seed) as emulator:
        return emulator.collection(name)


def _command(emulator: Emulator, *words: str) -> list[Any]:
    settings = emulator.settings()
    environ = {
        "PROTIME_TENANT": settings["tenant"],
        "PROTIME_CLIENT_ID": settings["client_id"],
        "PROTIME_CLIENT_SECRET": settings["client_secret"],
        "PROTIME_BASE_URL": settings["base_url"],
        "PROTIME_USER_AGENT": "Added/v1 (Acme Corp)",
    }
    with redirect_stdout(TextIOWrapper(BytesIO(), "utf-8")) as said:
        status = main([*words], Session(environ=environ, http=emulator.http()))
    if status:
        raise RuntimeError(f"{words}: {status}")
    said.seek(0)
    return [json.loads(line) for line in said]


def _listed(emulator: Emulator, name: str) -> list[Any] | None:
    """Return what the command lists, of all days and below each item of a path."""
    owners = _places(name)
    if owners is None:
        return None
    dated = any(one.wire == "date" for one in CATALOG[name].filters)
    days = ["--date", DAYS] if dated else []
    places = [
        [str(row["id"])] for owner in owners for row in emulator.collection(str(owner))
    ] or [[]]
    return [
        item
        for place in places
        for item in _command(emulator, name, "list", *place, *days, "-o", "jsonl")
    ]


def _places(name: str) -> list[str | None] | None:
    """Return whose items stand in the path of a list, if there is a list."""
    for operation in CATALOG[name].operations:
        if operation.name == "list":
            return [one.identifier for one in operation.path_parameters]
    return None


def _copied(emulator: Emulator, names: Sequence[str]) -> dict[str, list[int]]:
    """Return how many rows copies have, and how many more a change of each brings."""
    line = ["sync", *names, "--to", "duckdb:copy.duckdb", "--state", "state"]
    _command(emulator, *line, "--since", "2026-01-01")
    with duckdb.connect("copy.duckdb") as database:
        counts = {
            name: database.table(f"protime.{name.replace('-', '_')}").shape[0]
            for name in names
        }
    for name in names:
        emulator.change(name, _id(emulator, name), {})
    reports = _command(emulator, *line, "--since", "2026-01-01")
    return {
        report["collection"]: [counts[report["collection"]], report["changed"]]
        for report in reports
    }


def _id(emulator: Emulator, name: str) -> Any:
    return emulator.collection(name)[0]["id"]


def _event(name: str) -> Any:
    """Return what a webhook says of a change, where there are webhooks."""
    if not CATALOG[name].webhooks:
        return None
    sent: list[Any] = []

    def received(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200)

    with Emulator(
        people=8,
        days=60,
        today=TODAY,
        delivery=httpx.Client(transport=httpx.MockTransport(received)),
    ) as other:
        url = "destinationUrl=https://acme.example/hook"
        _command(
            other, "webhooks", "create", "--set", url, "--set", f"collectionName={name}"
        )
        other.change(name, _id(other, name), {})
        other.deliver_events()
    return sent


if __name__ == "__main__":
    Path("told.json").write_text(json.dumps(told(sys.argv[1:])), "utf-8")
