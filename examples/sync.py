"""A copy of a tenant that is always right, kept by a process that is killed.

A child process follows the clockings of a tenant and applies them to a DuckDB file. The
tenant changes meanwhile, the child is killed in the middle of writing, and whoever
goes on finds the copy whole. Needs the extras ``emulator`` and ``sync``, and rich.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from protime import Clocking, DateRange, Protime
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_sync import Changes, Feed, SqliteState, Sync
from protime_sync.arrow import shape_of

TODAY = date(2026, 3, 2)
YEAR = DateRange(date(2026, 1, 1))
USER_AGENT = "Demo/v1 (Acme Corp)"
CLOCKINGS = shape_of(CATALOG["clockings"])

console = Console(highlight=False)


class Copy:
    """The clockings in a DuckDB file."""

    def __init__(self, folder: Path) -> None:
        """Open the file, and make the table if there is none."""
        self._database = duckdb.connect(str(folder / "acme.duckdb"))
        arrived = CLOCKINGS.table([])
        self._database.execute("CREATE TABLE IF NOT EXISTS clockings AS FROM arrived")
        del arrived

    def apply(self, feed: Feed[Clocking], *, slowly: bool = False) -> tuple[int, int]:
        """Apply a batch in one transaction; return the rows and the deletions."""
        rows = deletions = 0
        with feed.batch(take_over=True) as changes:
            self._database.begin()
            for part in changes.parts():
                self._write(part)
                rows, deletions = (
                    rows + len(part.upserts),
                    deletions + len(part.deletes),
                )
                if slowly:
                    print(rows, deletions, flush=True)
                    time.sleep(0.2)
            self._database.commit()
        return rows, deletions

    def _write(self, part: Changes) -> None:
        arrived = CLOCKINGS.table(part.upserts)
        ids = [*arrived["id"].to_pylist(), *(deleted.id for deleted in part.deletes)]
        where = "WHERE id IN (SELECT unnest(?))"
        self._database.execute(f"DELETE FROM clockings {where}", [ids])  # noqa: S608
        self._database.execute("INSERT INTO clockings FROM arrived")

    def versions(self) -> dict[object, object]:
        """Return the version of each clocking."""
        found = self._database.execute("SELECT id, change_version FROM clockings")
        return dict(found.fetchall())

    def close(self) -> None:
        """Close the file, for the next process."""
        self._database.close()


def main() -> None:
    """Run the example."""
    with (
        Emulator(people=30, days=60, seed=1, today=TODAY, page_size=500) as emulator,
        emulator.serve(),
        tempfile.TemporaryDirectory() as folder,
    ):
        console.print("\n[bold cyan]Sync[/] clockings into DuckDB, through a kill")
        logging.basicConfig(format="   %(message)s", stream=sys.stdout)
        copy_is_right(emulator, Path(folder))


def copy_is_right(emulator: Emulator, folder: Path) -> None:
    """First load, a kill, changes and deletions, a kill again, and days of silence."""
    killed(emulator, folder, "the first load")
    step("first load, begun again", emulator, folder)
    change(emulator, changed=40, erased=20)
    killed(emulator, folder, "40 changes and 20 deletions")
    step("the same changes, restarted", emulator, folder)
    step("once more", emulator, folder)
    change(emulator, changed=10, erased=30)
    emulator.clock.advance(hours=73)
    step("after 73 hours, the link is dead", emulator, folder)


def change(emulator: Emulator, *, changed: int, erased: int) -> None:
    """Change and delete some clockings of this year."""
    ids = [int(str(id)) for id in tenant(emulator)]
    for id in ids[:changed]:
        emulator.change("clockings", id, {"timeOfDayInMinutes": 500})
    for id in ids[-erased:]:
        emulator.erase("clockings", id)


def killed(emulator: Emulator, folder: Path, what: str) -> None:
    """Kill a child that applies changes when it has written some of them."""
    settings = json.dumps({**emulator.settings(), "user_agent": USER_AGENT})
    command = [sys.executable, __file__, str(folder), settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603  # ourselves
        assert child.stdout is not None  # noqa: S101  # it was asked for
        said = child.stdout.readline().split()
        child.kill()
    copy = Copy(folder)
    console.print(
        f"   [red]killed[/] (SIGKILL) within {what}: {said[0]} rows and {said[1]}"
        f" deletions were written; the copy holds {len(copy.versions()):,} rows",
        soft_wrap=True,
    )
    copy.close()


def step(what: str, emulator: Emulator, folder: Path) -> None:
    """Apply what is new, and compare the copy with the tenant."""
    begin, copy, state = (
        time.perf_counter(),
        Copy(folder),
        SqliteState(folder / "state"),
    )
    with Protime(**emulator.settings(), user_agent=USER_AGENT) as client:
        sync = Sync(client, state, now=emulator.clock.now, today=emulator.clock.today)
        rows, deletions = copy.apply(sync.follow(client.clockings, date=YEAR))
    seconds, found = time.perf_counter() - begin, copy.versions()
    verdict = "[green]equal[/]" if found == tenant(emulator) else "[red]DIFFERENT[/]"
    console.print(
        f"   {what}: {rows:,} rows, {deletions} deletions ({seconds:.2f} s);"
        f" {len(found):,} rows in the copy, {verdict} to the tenant",
        soft_wrap=True,
    )
    state.close()
    copy.close()
    if found != tenant(emulator):
        sys.exit("The copy is not what the tenant is.")


def tenant(emulator: Emulator) -> dict[object, object]:
    """Return what the copy must be: versions by id."""
    return {
        row["id"]: row["changeVersion"]
        for row in emulator.collection("clockings")
        if str(row["date"]) >= YEAR.start.isoformat()
    }


def child(folder: Path, settings: dict[str, Any]) -> None:
    """Apply a batch so slowly that it is killed in the middle."""
    with Protime(**settings) as client:
        sync = Sync(client, SqliteState(folder / "state"), today=lambda: TODAY)
        Copy(folder).apply(sync.follow(client.clockings, date=YEAR), slowly=True)
        time.sleep(60)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(Path(sys.argv[1]), json.loads(sys.argv[2]))
    else:
        main()
