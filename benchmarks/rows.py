"""Pages of clockings, as bytes: what every candidate reads."""

from __future__ import annotations

import json
from functools import cache

BASE = "/connector/protimeapi/api/v1"


def row(number: int) -> dict[str, object]:
    """Return a clocking as the API sends it, with references that were asked for."""
    person = number % 500
    return {
        "id": number,
        "changeVersion": f"{number:016X}",
        "person": {
            "id": person,
            "externalReferences": {"@employee-number": f"E-{person}"},
        },
        "date": f"2026-01-{number % 28 + 1:02d}",
        "timeOfDayInMinutes": 480 + number % 60,
        "originalTimeOfDayInMinutes": 480 + number % 59,
        "calculatedTimeOfDayInMinutes": 480 + number % 60,
        "isGenerated": False,
        "kind": "InOut",
        "terminal": {
            "id": number % 6,
            "externalReferences": {"@external-code": f"T-{number % 6}"},
        },
        "geolocation": {"longitude": 4.392225, "latitude": 51.144127},
        "status": "Active",
    }


def sparse(number: int) -> dict[str, object]:
    """Return a clocking without references and terminal, as most are."""
    whole = row(number)
    for name in ("terminal", "originalTimeOfDayInMinutes"):
        del whole[name]
    whole["person"] = {"id": number % 500}
    return whole


@cache
def items(size: int, *, few: bool = False, changed: bool = False) -> bytes:
    """Return the array of so many clockings, or of changes that bring them."""
    make = sparse if few else row
    made = [make(number) for number in range(size)]
    if changed:
        made = [{"changeType": "InsertOrUpdate", "data": item} for item in made]
    return json.dumps(made, separators=(",", ":")).encode()


def page(size: int, link: str | None = None, *, few: bool = False) -> bytes:
    """Return a whole response of a list."""
    return _response(items(size, few=few), "nextLink", link)


def changes(size: int, link: str | None, following: str) -> bytes:
    """Return a whole response of a delta, the last of which has a link to follow."""
    rows = items(size, changed=True)
    if link is None:
        return _response(rows, "deltaLink", following)
    return _response(rows, "nextLink", link)


def _response(rows: bytes, name: str, link: str | None) -> bytes:
    ending = "" if link is None else f',"{name}":{json.dumps(link)}'
    return b'{"value":' + rows + ending.encode() + b"}"
