"""Measure all, print the figures beside their bars, and write RESULTS.md and plots."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks import decoding, filters, generated, memory, report, starting, walking
from benchmarks.report import Part


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--folder", type=Path, default=Path(".bench"))
    options = parser.parse_args()
    generated.generate(options.folder)
    walks = max(3, options.rounds // 5)
    parts: list[Callable[[], Part]] = [
        lambda: decoding.measured(options.rounds),
        lambda: walking.without_delay(options.pages, walks),
        lambda: walking.waiting(options.pages, walks),
        memory.of_rows,
        starting.first,
        filters.queries,
    ]
    whole = text([part() for part in parts])
    (report.HERE / f"RESULTS{report.OTHER}.md").write_text(whole, "utf-8")
    print(whole)


def text(parts: list[Part]) -> str:
    figures = [figure for part in parts for figure in part.figures]
    tables = [table for part in parts for table in part.tables]
    return (
        f"# Figures\n\nPrinted by `nox -s bench` on {report.machine()}. Ratios of CPU"
        " time, of time by the wall where waiting is the subject; medians of rounds in"
        " turn, beside which the machine may have done other work."
        " Decoding is a page read, used and freed, with what the garbage collector has"
        " to do for it; one page after the other, as in a walk, or from a cold start:"
        " right after a full collection, when all memory has to be asked for again."
        f"\n\n{report.table(figures)}\n\n" + "\n\n".join(tables) + "\n"
    )


if __name__ == "__main__":
    main()
