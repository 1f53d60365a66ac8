"""``python -m tests.measure [--against REV] [--quick] [-v]``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from tests.rooms import TARGET_FLOORS

from . import changes, lines, twins
from .running import ROOT, checkout, walks

RUN = {
    "list: functions / files / changes of file": "90 / 16 / 50",
    "get: functions / files / changes of file": "65 / 14 / 36",
    "a new field": "5 hunks",
    "written twice for the two ways": "250 lines",
}
"""Targets of what is found by running something."""
TARGETS = {
    "generated Python, lines": "9,300",
    "- of it the catalog, lines": "0",
    "lines for one operation, both ways": "48",
    "runtime, lines": "6,500",
    "- modules, without __init__": "42",
    "- floors of imports": str(TARGET_FLOORS),
    "- circles of imports": "0",
    "- of it asking, sending, reading, paging, client": "4,500",
    "classes of one name in one package": "0",
    "``for one in``, outside tests": "0",
    **RUN,
}
"""How much it may be at most, as the design of the rooms has it."""


def rows(root: Path, quick: bool) -> Iterator[tuple[str, str]]:
    """Yield every figure of a checkout."""
    yield from lines.figures(root)
    yield from _twice(root)
    yield from _walked(root)
    if not quick:
        yield from changes.costs(root)


def _twice(root: Path) -> Iterator[tuple[str, str]]:
    found = twins.twins(root / lines.FOLDERS["protime_runtime"])
    whole, same = (
        sum(getattr(pair, each) for pair in found) for each in ("lines", "same")
    )
    yield "written twice for the two ways", f"{whole} lines, {same} the same"


def _walked(root: Path) -> Iterator[tuple[str, str]]:
    found = walks(root)
    for name, way in found["calls"].items():
        numbers = (str(way[each]) for each in ("functions", "files", "changes"))
        yield f"{name}: functions / files / changes of file", " / ".join(numbers)
    runtime = root / "runtime"
    names = [name for name in found["modules"] if name.startswith("protime_runtime")]
    files = [runtime / f"{name.replace('.', '/')}.py" for name in names]
    loaded = [file for file in files if file.exists()]
    text = f"{lines.number(lines.lines(loaded))} lines, {len(loaded)} modules"
    yield "runtime that these four calls load", text


def _details(root: Path) -> None:
    for name, times in sorted(lines.several_meanings(root).items()):
        print(f"  {name}: {times} times")
    for pair in twins.twins(root / lines.FOLDERS["protime_runtime"]):
        print(f"  {pair.name} and {pair.other}: {pair.same} of {pair.lines} lines")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.measure")
    parser.add_argument("--against", metavar="REV", help="an older version")
    parser.add_argument("--quick", action="store_true", help="run no generator")
    parser.add_argument("-v", action="store_true", help="name what is counted")
    options = parser.parse_args()
    before: dict[str, str] = {}
    if options.against:
        with checkout(options.against) as root:
            before = dict(rows(root, options.quick))
    heading = f"{options.against:<46}now" if before else "now"
    print(f"{'':<50}{'at most':<16}{heading}")
    for title, value in rows(ROOT, options.quick):
        old = f"{before.get(title, '-'):<46}" if before else ""
        line = f"{title:<50}{TARGETS.get(title, ''):<16}{old}{value}"
        print(line, flush=True)
    if options.v:
        _details(ROOT)


if __name__ == "__main__":
    main()
