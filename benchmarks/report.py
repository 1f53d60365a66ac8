"""The figures as tables for people, and as plots."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.measuring import Times

HERE = Path(__file__).parent
OURS = "this client"
OTHER = "" if sys.version_info[:2] == (3, 11) else "-{}{}".format(*sys.version_info)
"""Behind the names of files of another Python than the one that README quotes."""


@frozen
class Figure:
    """One claim: what was found, and the least or most that was asked for."""

    name: str
    found: float
    bar: float
    at_least: bool
    unit: str = ""
    note: str = ""

    @property
    def met(self) -> bool:
        return self.found >= self.bar if self.at_least else self.found <= self.bar

    def line(self) -> str:
        sign = "≥" if self.at_least else "≤"
        shown = f"{self.found:.2f}{self.unit}"
        met = "yes" if self.met else "**no**"
        return (
            f"| {self.name} | {shown} | {sign} {self.bar:g}{self.unit} | {met} |"
            f" {self.note} |"
        )


def machine() -> str:
    """Return the Python, the kind of machine, what else it did, and the day."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kind = f"{platform.system()} on {platform.machine()} with {os.cpu_count()} cores"
    return f"{python}, {kind} at a load of {_load():.1f}, on {date.today():%d %B %Y}"


def _load() -> float:
    """Return the processes that wanted a core in the last quarter of an hour."""
    return os.getloadavg()[2]


@frozen
class Part:
    """What one module measured: its claims, and the tables behind them."""

    figures: Sequence[Figure]
    tables: Sequence[str]


def table(figures: Sequence[Figure]) -> str:
    head = ["| figure | found | bar | met | |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(figure.line() for figure in figures)])


def rows(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table."""
    shown = [f"### {title}", ""]
    for cells in (head, ["---"] * len(head), *lines):
        shown.append("| " + " | ".join(cells) + " |")
    return "\n".join(shown)


def times(title: str, found: Mapping[str, Times], base: str) -> str:
    """Return medians and quartiles as ratios to one candidate's median, as a table.

    Times are a machine's, and of its day; ratios are the candidates'.
    """
    whole = found[base].median
    lines = []
    for name, runs in sorted(found.items(), key=lambda pair: pair[1].median):
        low, high = runs.quartiles
        spread = f"{low / whole:.2f} - {high / whole:.2f}"
        lines.append([name, f"{runs.median / whole:.2f}", spread])
    return rows(title, ["", f"to {base}", "quartiles"], lines)


def bars(name: str, title: str, values: Mapping[str, float], unit: str) -> None:
    """Write a plot of one bar for each candidate."""
    with _axes(name, title, 0.5 * len(values) + 1.2) as axes:
        shown = dict(sorted(values.items(), key=lambda pair: pair[1]))
        colours = [_colour(candidate) or "#7f8c8d" for candidate in shown]
        axes.barh(list(shown), list(shown.values()), color=colours)
        axes.set_xlabel(unit)


def curves(
    name: str, title: str, found: Mapping[str, Mapping[int, float]], unit: str
) -> None:
    """Write a plot of one curve for each candidate, over numbers of rows."""
    styles = cycle(["-", "--", ":"])
    with _axes(name, title, 4.5) as axes:
        for candidate, points in found.items():
            at, values = list(points), list(points.values())
            dashes = next(styles) if _colour(candidate) else "-"
            axes.plot(
                at,
                values,
                dashes,
                marker="o",
                label=candidate,
                color=_colour(candidate),
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("rows")
        axes.set_ylabel(unit)
        axes.legend()


def _colour(name: str) -> str | None:
    return "#c0392b" if name.startswith(OURS) else None


@contextmanager
def _axes(name: str, title: str, height: float) -> Iterator[Any]:
    import_module("matplotlib").use("Agg")
    pyplot = import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(figsize=(8, height))
    axes.set_title(title)
    yield axes
    figure.tight_layout()
    figure.savefig(HERE / f"{name}{OTHER}.png", dpi=110)
    pyplot.close(figure)
