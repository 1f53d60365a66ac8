"""What happens to a copy, step by step; each ends with every table compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from . import earlier as earlier_client
from .disturbing import disturb
from .judge import Table
from .windows import backfill, earlier, later, new_years, new_years_ended
from .world import Figures, World


@frozen
class Step:
    """Something that happens to a copy that was loaded."""

    act: Callable[[World], None]
    options: Mapping[str, Any] = {}
    """Of the emulator."""


def first_load(world: World) -> None:
    """Copy everything."""
    world.sync(*world.since())
    world.compare("first load")


def changes(world: World) -> None:
    """Bring changed, new, deleted and moved rows to the copy, three times."""
    world.sync(*world.since())
    for seed in range(3):
        disturb(world, seed)
        world.sync(*world.since())
        world.compare("changes")


def idle(world: World) -> None:
    """Write nothing where nothing changed."""
    world.sync(*world.since())
    done = world.sync(*world.since())
    for record in done.records():
        written = record["changed"] + record["deleted"]
        said = [f"{written} rows written"] if written else []
        world.figures.add(f"idle, {record['collection']}", said)
    world.compare("idle")


def same_window(world: World) -> None:
    """Name no days, which keeps those that the copy has."""
    world.sync(*world.since())
    disturb(world)
    world.sync()
    world.compare("no days named")


def reload(world: World) -> None:
    """Go on after 73 hours: the links have ended, and rows are gone meanwhile."""
    world.sync(*world.since())
    disturb(world)
    world.emulator.clock.advance(hours=73)
    world.sync(*world.since(), "--allow-deletions")
    world.compare("after 73 hours")


def references(world: World) -> None:
    """Ask for other systems' names later on."""
    world.sync(*world.since())
    world.references = [("people", "@employee-number")]
    world.sync(*world.since(), "--refs", "people:@employee-number")
    world.compare("references added")


def column(world: World) -> None:
    """Fill columns that an earlier client did not know yet."""
    line = (*world.collections, *world.structure(), *world.since())
    earlier_client.sync(world.product, *line)
    before = evolve(world, figures=Figures())
    before.compare("earlier client")
    if not any("no column" in fault for fault in before.figures.faults):
        world.figures.add("earlier client", ["its copy has every column"])
    world.sync(*world.since())
    world.compare("columns added")


_NEEDED = ("deleted", "tenant", "id", "change_version", "date", "valid_from")


def dropped(world: World) -> None:
    """Go on where someone dropped tables."""
    world.sync(*world.since())
    for name in world.collections[::2]:
        world.target.drop(name.replace("-", "_"))
    disturb(world)
    world.sync(*world.since())
    world.compare("tables dropped")


def second_machine(world: World) -> None:
    """Go on from another machine, and then from the first again."""
    world.sync(*world.since())
    for machine in ("second", "first", "second"):
        disturb(world)
        other = world.on(machine)
        other.sync(*world.since())
        other.compare(f"{machine} machine")


def flags(world: World) -> None:
    """See that rows say whether they exist, where deleted ones are kept."""
    world.sync(*world.since(), "--keep-deleted")
    for name in world.collections:
        world.check("flags", name, Table.unflagged)
    before = {name: _ids(world, name) for name in world.collections}
    disturb(world)
    world.sync(*world.since(), "--keep-deleted")
    world.compare("deleted rows kept")
    for name in world.collections:
        lost = sorted(before[name] - _ids(world, name))
        world.figures.add(f"deleted rows kept, {name}", [f"gone: {id}" for id in lost])


def _ids(world: World, name: str) -> set[int]:
    return {row["id"] for row in world.target.read(name.replace("-", "_"))}


def tenant_column(world: World) -> None:
    """Name the tenant in each row."""
    world.sync(*world.since(), "--tenant-column")
    tenant = world.emulator.tenant_name
    for name in world.collections:
        world.check("tenant", name, lambda table: table.without("tenant", tenant))
    world.compare("tenant column")


def verify(world: World) -> None:
    """Find what someone spoilt, and mend it where that is wanted."""
    world.sync(*world.since())
    world.command("verify")
    _spoil(world)
    world.command("verify", status=13)
    world.command("verify", "--repair")
    world.compare("repaired")
    world.command("verify")


def full(world: World) -> None:
    """Mend what someone spoilt by a load of everything."""
    world.sync(*world.since())
    _spoil(world)
    world.sync(*world.since(), "--full")
    world.compare("loaded in full")


def _spoil(world: World) -> None:
    for name in world.collections:
        table = name.replace("-", "_")
        first, *others = world.target.read(table)
        for row in others[-1:]:
            world.target.lose(table, row["id"])
        texts = [column for column, value in first.items() if _is_text(column, value)]
        for column in texts[-1:]:
            world.target.spoil(table, first["id"], column)


def _is_text(column: str, value: object) -> bool:
    # Neither lists nor days, which some targets hold as texts, too.
    is_plain = isinstance(value, str) and not _FORMS.match(value)
    return is_plain and column[0] != "_" and column not in _NEEDED


_FORMS = re.compile(r"[\[{]|\d{4}-\d\d-\d\d")


STEPS = {
    "first load": Step(first_load),
    "changes": Step(changes),
    "idle": Step(idle),
    "no days named": Step(same_window),
    "after 73 h": Step(reload),
    "earlier": Step(earlier),
    "later": Step(later),
    "backfill": Step(backfill),
    "New Years": Step(new_years, {"delta_hours": 24 * 1000}),
    "New Years with 410": Step(new_years_ended),
    "references": Step(references),
    "column added": Step(column),
    "dropped": Step(dropped),
    "second machine": Step(second_machine),
    "flags": Step(flags),
    "tenant column": Step(tenant_column),
    "verify": Step(verify),
    "full": Step(full),
}
