"""Many tenants in one warehouse: time a turn, files and rows of state kept, lag.

    python -m benchmarks.tenants --tenants 50 --turns 6

Each tenant is an emulator of its own, and all share the tables of one DuckDB file, with
a column that names the tenant. A turn brings every tenant up to date, one after
another; between two turns the emulators' clocks pass ten minutes, in which each tenant
has some changes. So six turns are an hour.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from statistics import mean

import dlt
import duckdb
from attrs import define

from protime import DateRange, Protime
from protime_emulator import Emulator
from protime_sync.dlt import duckdb_file
from protime_sync.dlt.copying import Copy, Options

TODAY = date(2026, 3, 2)
SINCE = DateRange(date(2026, 1, 1))
FILTERS = {
    "clockings": {"date": SINCE},
    "absences": {"date": SINCE},
    "people": {},
    "contracts": {},
    "departments": {},
    "jobs": {},
}
MINUTES = 10
CHANGES = 3


@define
class Tenant:
    """A tenant, and its copy in the shared tables."""

    emulator: Emulator
    copy: Copy

    def live(self, turn: int) -> None:
        """Let some minutes pass, in which a few clockings change."""
        self.emulator.clock.advance(minutes=MINUTES)
        rows = self.emulator.collection("clockings")
        for number in range(CHANGES):
            id = int(str(rows[(turn * 7 + number) % len(rows)]["id"]))
            self.emulator.change("clockings", id, {"timeOfDayInMinutes": turn})


@contextmanager
def tenants(count: int, folder: Path) -> Iterator[Sequence[Tenant]]:
    """Yield tenants whose copies share the tables of one file."""
    destination = duckdb_file(str(folder / "all.duckdb"))
    with ExitStack() as stack:
        yield [
            stack.enter_context(_tenant(f"tenant{number}", destination, folder))
            for number in range(count)
        ]


@contextmanager
def _tenant(name: str, destination: object, folder: Path) -> Iterator[Tenant]:
    with Emulator(people=5, days=30, today=TODAY, tenant=name) as emulator:
        settings, clock = emulator.settings(), emulator.clock
        agent = "Bench/v1 (Acme Corp)"
        client = Protime(**settings, user_agent=agent, http=emulator.http())
        copy = Copy(
            pipeline=dlt.pipeline(
                name,
                destination=destination,
                dataset_name="protime",
                pipelines_dir=str(folder / "pipelines"),
            ),
            options=Options(
                client=client, now=clock.now, today=clock.today, tenant_column=True
            ),
            filters=FILTERS,
        )
        yield Tenant(emulator, copy)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the turns and print what they took."""
    warnings.simplefilter("ignore")
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tenants")
    parser.add_argument("--tenants", type=int, default=50)
    parser.add_argument("--turns", type=int, default=6)
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as name,
        tenants(options.tenants, Path(name)) as many,
    ):
        print(f"first load: {_turn(many):.1f} s for {len(many)} tenants")
        _report(many, Path(name), options.turns)


def _turn(many: Sequence[Tenant]) -> float:
    begin = time.perf_counter()
    for tenant in many:
        errors = [outcome.error for outcome in tenant.copy.turn() if outcome.error]
        assert not errors, errors
    return time.perf_counter() - begin


def _report(many: Sequence[Tenant], folder: Path, turns: int) -> None:
    taken: list[float] = []
    for turn in range(turns):
        for tenant in many:
            tenant.live(turn)
        taken.append(_turn(many))
    files = [path for path in folder.rglob("*") if path.is_file()]
    with duckdb.connect(str(folder / "all.duckdb")) as database:
        ((rows, state),) = database.execute(
            "SELECT (SELECT count(*) FROM protime.clockings),"
            " (SELECT count(*) FROM protime._protime_feeds)"
        ).fetchall()
    print(f"a turn: {mean(taken):.1f} s on average, {max(taken):.1f} s at the most")
    print(f"a tenant: {mean(taken) / len(many):.2f} s; lag: at most {max(taken):.0f} s")
    print(f"rows: {rows:,} clockings, {state} rows of state; {len(files)} files")


if __name__ == "__main__":
    main()
