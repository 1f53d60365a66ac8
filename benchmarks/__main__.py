"""Measure all, or some groups, beside peers and beside ourselves before.

    python -m benchmarks [GROUP ...] [--rounds 3] [--before REVISION]

All of them write RESULTS.md, SYNC.md and the plots; some are printed only, but for
SYNC.md, which `sync` writes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import (
    bars,
    commands,
    decoding,
    fresh,
    memory,
    report,
    scale,
    starting,
    sync,
    waiting,
    walking,
)
from benchmarks.peers import generated
from benchmarks.processes import CLIENTS, ROOT, VALGRIND, compiled
from benchmarks.report import Part
from benchmarks.revisions import checked_out

BEFORE = "41dde1e"
"""The last commit that landed before the changes that the bars of `reach` ask for."""

GROUPS: Mapping[str, Callable[[Path, int], Part]] = {
    "fresh": fresh.measured,
    "starting": starting.measured,
    "walking": walking.measured,
    "kept": walking.kept,
    "parallel": walking.parallel,
    "scale": lambda root, _: scale.measured(root),
    "commands": commands.measured,
    "decoding": lambda _, rounds: decoding.measured(7 * rounds),
    "waiting": lambda _, rounds: waiting.measured(rounds),
    "memory": lambda *_: memory.of_rows(),
    "sync": sync.measured,
}

_TEXT = """\
# Figures

Printed by `nox -s bench` on {machine}. Ratios of CPU time of the client's process, of
its instructions where it says so, and of time by the wall where waiting is the subject;
medians of rounds in turn, each in a process of its own, beside which the machine may
have done other work. All ask the same server, in another process, for the same bytes
(a token first, but for generated clients and the bare socket, which are given one), and
use every row. *Before* is this client at {revision}, in the same run.{lacking}

{reach}

Held since before:

{hold}

{tables}
"""
_LACKING = """

Instructions are not counted, as valgrind is not there: their rows are left out."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--before", metavar="REVISION", default=BEFORE)
    asked = parser.parse_args()
    if unknown := set(asked.groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    generated.generate(CLIENTS)
    compiled(ROOT)
    with checked_out(asked.before) as root:
        parts = [GROUPS[group](root, asked.rounds) for group in asked.groups or GROUPS]
    whole = text(parts, asked.before, whole=not asked.groups)
    if not asked.groups:
        (report.HERE / f"RESULTS{report.OTHER}.md").write_text(whole, "utf-8")
        for plot in (plot for part in parts for plot in part.plots):
            plot()
    print(whole)


def text(parts: list[Part], revision: str, *, whole: bool) -> str:
    """Return the text of RESULTS.md, or what some groups have of it."""
    found = [figure for part in parts for figure in part.found]
    bars.refuse_unknown(found)
    return _TEXT.format(
        machine=report.machine(),
        revision=revision,
        lacking="" if VALGRIND else _LACKING,
        reach=bars.table("reach", found, whole=whole),
        hold=bars.table("hold", found, whole=whole),
        tables="\n\n".join(table for part in parts for table in part.tables),
    )


if __name__ == "__main__":
    main()
