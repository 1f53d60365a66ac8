"""What loads took, and how they compare: the text of SYNC.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from benchmarks import bars, report
from benchmarks.loaders import BY_HAND, OURS, PAGES, PARQUET, PATIENCE, REST
from benchmarks.report import Found, Part

PAGE = 1000
"""Rows of a page."""

_RIVALS = (REST, PARQUET, BY_HAND)

_TEXT = """\
# A first load into a warehouse

Printed by `nox -s bench` on {machine}:
clockings from the emulator, in a process of its own, into a DuckDB file; pages of
{page:,}. Each line is a fresh process, from its first import to the end of the load;
what starting takes, seen from a load of {few:,} rows, is left out of the rate "at
length". dlt's
`rest_api` is configured as its documentation does it; with Parquet files it is given
what ours has anyway; its merge may take all memory, ours 100 MB.
`{by_hand}` stops after {patience:g} s. CPU is the loader's own. Medians of rounds of
ours and of the pages in turn; the others load once.

{figures}

{tables}

## Where the time goes

Profiled once, at a million rows, of some 5 µs of CPU a row: fetching the pages 1.3,
decoding them into columns 1.4 (as rows, before, it was 3.7, and judging them one by one
3 more), dlt's extraction into Parquet 1, merging in DuckDB 1.5. Starting takes more
than a second, of which most is importing and configuring dlt, for `rest_api` too.

## What limits it

`{pages}` fetches the same pages one after the other and reads nothing but the links:
no client that walks this list can be faster than about that, however it loads.

{limit}

What grows in ours is DuckDB's memory, up to the limit it is given (100 MB), and 8 bytes
a row for the ids that a load has brought.

The load itself stays a merge, although a first load finds an empty table: a process
that is killed after a file was stored, but before dlt noted it, stores the file again.
Merging by id makes that harmless; appending, or emptying the table first, does not.
"""


@frozen(kw_only=True)
class Load:
    """What one candidate did."""

    name: str
    rows: int
    seconds: float
    cpu: float
    server: float
    """Seconds of CPU that the emulator took meanwhile."""
    mebibytes: float
    steps: Mapping[str, float] = field(factory=dict)

    @property
    def rate(self) -> float:
        """Rows a second, from the first import on."""
        return self.rows / self.seconds

    def beyond(self, few: Load) -> Load:
        """Return what it did beyond a load of few rows, which is mostly starting."""
        return evolve(
            self,
            rows=self.rows - few.rows,
            seconds=self.seconds - few.seconds,
            cpu=self.cpu - few.cpu,
        )

    def line(self, few: Load, ours: Load) -> list[str]:
        more = self.beyond(few)
        return [
            self.name,
            f"{self.rows:,}",
            f"{self.seconds:.1f}",
            f"{self.rate:,.0f}",
            f"{more.rate:,.0f}",
            f"{ours.rate / self.rate:.2f}",
            f"{self.cpu:.1f}",
            f"{more.cpu / more.rows * 1e6:.1f}",
            f"{self.server:.1f}",
            f"{self.mebibytes:.0f}",
            ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.steps.items()),
        ]


Loads = dict[str, Load]


def part(few: Loads, loads: Sequence[Loads]) -> Part:
    """Return the claims, and a table for each number of rows."""
    found = [_faster(by, name) for name in _RIVALS for by in loads if name in by]
    for by in loads:
        beyond = {name: load.beyond(few[name]) for name, load in by.items()}
        found.append(_faster(beyond, PARQUET, ", starting left out"))
        found.append(_cheaper(beyond))
    first, last = loads[0][OURS], loads[-1][OURS]
    found.append(Found("peak memory", max(by[OURS].mebibytes for by in loads)))
    if len(loads) > 1:
        note = f"{first.rows:,} to {last.rows:,} rows"
        grown = last.mebibytes - first.mebibytes
        found.append(Found("growth of the peak", grown, note=note))
    return Part(found, [_table(few, by) for by in loads])


def _faster(found: Loads, name: str, more: str = "") -> Found:
    ours, other = found[OURS], found[name]
    ratio, note = ours.rate / other.rate, f"{ours.rows:,} rows"
    return Found(f"rows/s to {name}{more}", ratio, note=note)


def _cheaper(found: Loads) -> Found:
    ours, other = found[OURS], found[PARQUET]
    ratio = (other.cpu / other.rows) / (ours.cpu / ours.rows)
    title = f"CPU a row of {PARQUET} to ours, starting left out"
    return Found(title, ratio, note=f"{ours.rows:,} rows")


def _table(few: Loads, found: Loads) -> str:
    head = ["", "rows", "s", "rows/s", "at length", "ours to it"]
    head += ["CPU s", "µs/row at length", "server CPU s", "MiB", "dlt's steps, s"]
    ours = found[OURS]
    lines = [load.line(few[name], ours) for name, load in found.items()]
    return report.titled(f"{ours.rows:,} rows", head, lines)


def limit(found: Sequence[Loads]) -> str:
    """Return the highest ratio possible, and how near ours is to it, in words."""
    return "\n".join(
        _limit(loads[PAGES], loads[OURS], loads[PARQUET]) for loads in found
    )


def _limit(floor: Load, ours: Load, other: Load) -> str:
    return (
        f"- {floor.rows:,} rows: {floor.rate:,.0f} rows/s, {floor.seconds:.1f} s, in"
        f" which the server\n  computes for {floor.server:.1f} s. At the most"
        f" {floor.rate / other.rate:.1f} times `{PARQUET}`; ours is"
        f" {ours.rate / other.rate:.1f} times."
    )


def text(few: Loads, found: Sequence[Loads]) -> str:
    """Return the text of SYNC.md."""
    made = part(few, found)
    return _TEXT.format(
        machine=report.machine(),
        page=PAGE,
        few=few[OURS].rows,
        by_hand=BY_HAND,
        patience=PATIENCE,
        pages=PAGES,
        figures=bars.table("sync", made.found),
        tables="\n\n".join(made.tables),
        limit=limit(found),
    )
