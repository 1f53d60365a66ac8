"""Steps in which the days of a copy, or of the tenant, move."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .disturbing import add_on, disturb
from .tenant_api import BY_DAY, Days, day_of
from .world import World


def earlier(world: World) -> None:
    """Move the first day back."""
    wide, world.days = world.days, Days(world.days.first + timedelta(days=8))
    world.sync(*world.since())
    world.days = wide
    world.sync(*world.since())
    world.compare("earlier first day")


def later(world: World) -> None:
    """Move the first day on, which is refused unless the rows before it may go."""
    world.sync(*world.since())
    narrow = Days(world.days.first + timedelta(days=8))
    since = ("--since", narrow.first.isoformat())
    if BY_DAY.intersection(world.collections):
        # Others have no days, and are copied.
        is_part = not BY_DAY.issuperset(world.collections)
        world.sync(*since, status=13 if is_part else 4)
    world.compare("later first day, refused")
    world.days = narrow
    world.sync(*since, "--prune", "--allow-deletions")
    world.compare("later first day, pruned")


def backfill(world: World) -> None:
    """Read days once that no delta reaches back to."""
    year = world.today.year - 2
    for day in (date(year, 6, 1), date(year, 12, 31), date(year + 1, 7, 1)):
        add_on(world.emulator, world.collections, day)
    world.sync(*world.since())
    world.days = Days(date(year, 6, 1))
    world.sync("--backfill", str(world.days.first))
    world.compare("backfilled")
    add_on(world.emulator, world.collections, world.today)
    world.sync()
    world.compare("after a backfill")


def new_years(world: World) -> None:
    """Let two New Years pass, while the links stay alive."""
    _years(world, ended=False)


def new_years_ended(world: World) -> None:
    """Let two New Years pass; each time the links have ended.

    No delta begins at the copy's first day any more, so lists give what lies before.
    """
    _years(world, ended=True)


def _years(world: World, *, ended: bool) -> None:
    year = world.today.year
    world.days = Days(date(year - 1, 1, 1))
    for day in (world.days.first, date(year - 1, 6, 10), date(year - 1, 12, 31)):
        add_on(world.emulator, world.collections, day)
    world.sync()
    world.compare("first load")
    for later in (year + 1, year + 2):
        world.emulator.clock.advance(days=(date(later, 3, 2) - world.today).days)
        if ended:
            _erase_before(world, date(later - 1, 1, 1))
        add_on(world.emulator, world.collections, date(later, 1, 1))
        disturb(world, later)
        world.sync("--allow-deletions")
        world.compare(f"New Year {later - year}")


def _erase_before(world: World, day: date) -> None:
    """Delete rows that are too old for a delta to say so."""
    for name in BY_DAY.intersection(world.collections):
        rows: list[Any] = world.emulator.collection(name)
        for row in [row for row in rows if day_of(row) < day.isoformat()][:1]:
            world.emulator.erase(name, row["id"])
