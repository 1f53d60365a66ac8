"""Changes of a tenant, of every collection: changed, deleted, new and moved rows."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from protime_emulator import Emulator

from .tenant_api import BY_DAY, DEFINITIONS, OF_DEFINITION, Row, day_of
from .world import World

TEXT = 'Zoë\'s "10 %\\" 🦆\n\tline'
"""A text that careless quoting breaks."""


def disturb(world: World, seed: int = 0) -> None:
    """Change, delete and add rows of each collection, and move some over its days."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for name in world.collections:
        disturb_collection(world.emulator, name, world.days.first, chance)


def disturb_collection(
    emulator: Emulator, name: str, first: date, chance: random.Random
) -> None:
    """Do so with one collection, whose copy begins at a day."""
    if name in OF_DEFINITION:
        disturb_parts(emulator, name, chance)
        return
    rows: list[Any] = emulator.collection(name)
    picked = chance.sample(rows, min(4, len(rows)))
    if len(picked) > 1:
        emulator.erase(name, picked.pop()["id"])
    for row in picked[:1]:
        emulator.change(name, row["id"], altered(row))
        emulator.add(name, _without_id(row))
        added: Any = emulator.add(name, _without_id({**row, **altered(row)}))
        emulator.change(name, added["id"], altered(added))
    if name in BY_DAY:
        for row, days in zip(picked[1:], (-5, 0), strict=False):
            emulator.change(name, row["id"], moved(row, first + timedelta(days=days)))


def disturb_parts(emulator: Emulator, name: str, chance: random.Random) -> None:
    """Give some definitions other usages or restrictions, or take all of them away."""
    ids = [str(row["id"]) for row in emulator.collection(DEFINITIONS)]
    for id in chance.sample(ids, min(4, len(ids))):
        day = f"2026-{chance.randint(1, 12):02}-01"
        usage = {"activityUsageKind": "Person", "usageReference": {"id": 1}}
        restriction = {"level": 1, "activityDefinitions": [{"id": ids[0]}]}
        given = {
            "usages": [{**usage, "from": day}][: chance.randint(0, 1)],
            "restrictions": [restriction] * chance.randint(0, 2),
        }
        inner = OF_DEFINITION[name]
        part = {"id": id, "activityDefinitionId": {"id": id}, inner: given[inner]}
        emulator.add(name, part)


def altered(row: Row) -> Row:
    """Return a property of a row with another value."""
    for name, value in row.items():
        if isinstance(value, dict) and "default" in value:
            return {name: {**value, "default": f"{value['default']} {TEXT}"}}
        if name in ("lastName", "code", "description", "comments"):
            return {name: f"{value or ''} {TEXT}"}
    for name, value in row.items():
        if isinstance(value, int) and name != "id":
            return {name: not value if isinstance(value, bool) else value + 1}
    return {"until": "2031-01-31" if row.get("until") is None else None}


def moved(row: Row, day: date) -> Row:
    """Return the days of a row, so that it begins at another."""
    by = day - date.fromisoformat(day_of(row))
    return {
        name: (date.fromisoformat(row[name]) + by).isoformat()
        for name in ("date", "from", "until")
        if row.get(name)
    }


def add_on(emulator: Emulator, collections: Iterable[str], day: date) -> None:
    """Add a row of each collection with days on a day."""
    for name in collections:
        if name in BY_DAY:
            row: Any = emulator.collection(name)[0]
            emulator.add(name, _without_id({**row, **moved(row, day)}))


def _without_id(row: Row) -> Row:
    made = {name: value for name, value in row.items() if name != "id"}
    # The tenant gives new rows numbers; ids that are texts are given here.
    return {**made, "id": str(uuid4())} if isinstance(row["id"], str) else made
