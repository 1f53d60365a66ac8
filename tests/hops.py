"""How far a call walks: functions entered, files, and changes of file.

``python tests/hops.py`` prints it, ``-v`` with every step; ``--json`` prints it for
programs, and ``--record`` writes down how far calls may walk. The transport is faked;
each call is the fourth of its kind. Nothing but `protime` is imported, so that an older
version can be walked through as well.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import httpx

from protime import ClockingKind, DateRange, NewClocking, PersonReference, Protime

RECORDED = Path(__file__).with_name("hops.json")
PACKAGES = ("protime", "protime_runtime")
PATH = "/connector/protimeapi/api/v1/clockings"
ROW = {
    "id": 1,
    "changeVersion": "AA",
    "date": "2026-01-02",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
    "status": "Active",
    "person": {"id": 7, "externalReferences": {"@employee-number": "E1"}},
    "terminal": {"id": 3},
}
Step = tuple[str, str]
"""A file and the name of a function in it."""


def walked(call: Callable[[], object]) -> list[Step]:
    """Return the functions of the packages that a call enters."""
    found: list[Step] = []

    def profile(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and (step := _step(frame)):
            found.append(step)

    sys.setprofile(profile)
    threading.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return found


def _step(frame: FrameType) -> Step | None:
    path, name = frame.f_code.co_filename, frame.f_code.co_qualname
    for package in PACKAGES:
        at = path.find(f"{os.sep}{package}{os.sep}")
        if at >= 0 and not name.startswith("<"):
            return path[at + 1 :], name
    made = path.startswith("<") and not path.startswith(
        ("<frozen", "<attrs", "<string")
    )
    return (path, name) if made and name != "<module>" else None


def tenant(request: httpx.Request) -> httpx.Response:
    """Play the tenant."""
    if "connect/token" in request.url.path:
        token = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
        return httpx.Response(200, json=token)
    if request.method == "POST":
        return httpx.Response(201, headers={"Location": f"{PATH}/1"})
    if "delta" in str(request.url):
        change = {"changeType": "InsertOrUpdate", "data": ROW}
        page = {"value": [change] * 10, "deltaLink": f"{PATH}?deltaToken=y"}
        return httpx.Response(200, json=page)
    if "/clockings/" in request.url.path:
        return httpx.Response(200, json=ROW)
    return httpx.Response(200, json={"value": [ROW] * 10})


def calls() -> dict[str, Callable[[], object]]:
    """Return the calls whose way is measured."""
    client = Protime(
        "acme",
        client_id="a",
        client_secret="b",
        user_agent="Hops/v1 (Acme)",
        http=httpx.Client(transport=httpx.MockTransport(tenant)),
    )
    january = DateRange(date(2026, 1, 1), date(2026, 1, 31))
    new = NewClocking(
        person=PersonReference.BADGE_NUMBER.of("1"),
        date=date(2026, 1, 2),
        time_of_day_in_minutes=5,
        kind=ClockingKind.IN_OUT,
    )
    return {
        "list": lambda: list(
            client.clockings.list(
                date=january,
                person=[1, 2],
                external_references=[PersonReference.EMPLOYEE_NUMBER],
            )
        ),
        "get": lambda: client.clockings.get(1),
        "create": lambda: client.clockings.create(new),
        "changes": lambda: list(client.clockings.changes(f"{PATH}?deltaToken=x")),
    }


def ways() -> dict[str, list[Step]]:
    """Return the steps of each call in its steady state."""
    found = {}
    for name, call in calls().items():
        for _ in range(3):
            call()
        found[name] = walked(call)
    return found


def summary(steps: list[Step]) -> dict[str, Any]:
    """Return how far a call walked, and the names of the functions it entered."""
    return {
        "functions": len(set(steps)),
        "files": len({file for file, _ in steps}),
        "changes": sum(a[0] != b[0] for a, b in pairwise(steps)),
        "entered": sorted({name for _, name in steps}),
    }


def main() -> None:
    """Print, or write down, how far each call walks."""
    found = ways()
    measured = {name: summary(steps) for name, steps in found.items()}
    if "--json" in sys.argv:
        modules = sorted(m for m in sys.modules if m.split(".")[0] in PACKAGES)
        print(json.dumps({"calls": measured, "modules": modules}))
        return
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    for name, one in measured.items():
        print(
            f"{name}: {one['functions']} functions, {one['files']} files,"
            f" {one['changes']} changes of file"
        )
        if "-v" in sys.argv:
            print("\n".join(f"  {file}: {function}" for file, function in found[name]))


if __name__ == "__main__":
    main()
