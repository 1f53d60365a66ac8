"""The figures as tables for people, and as plots."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.measuring import Times, ratio

HERE = Path(__file__).parent
OURS = "this client"
OTHER = "" if sys.version_info[:2] == (3, 11) else "-{}{}".format(*sys.version_info)
"""Behind the names of files of another Python than the one that README quotes."""


@frozen
class Found:
    """What was measured of one figure of ``bars.toml``."""

    figure: str
    found: float
    before: float | None = None
    """The same before the changes that the bar asks for."""
    note: str = ""


def machine() -> str:
    """Return the Python, the kind of machine, what else it did, and the day."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    kind = f"{platform.system()} on {platform.machine()} with {os.cpu_count()} cores"
    return f"{python}, {kind} at a load of {_load():.1f}, on {date.today():%d %B %Y}"


def _load() -> float:
    """Return the processes that wanted a core in the last quarter of an hour."""
    return os.getloadavg()[2]


def before(name: str) -> str:
    """Return the name of what ours did before."""
    return f"{name}, before"


def against(
    figure: str, times: Mapping[str, Times], one: str, other: str, note: str = ""
) -> Found:
    """Return how many times as long the one takes as the other, now and before."""
    old = [before(name) if before(name) in times else name for name in (one, other)]
    earlier = None if old == [one, other] else ratio(times, *old)
    return Found(figure, ratio(times, one, other), earlier, note)


@frozen
class Part:
    """What one module measured: its figures, and the tables and plots behind them."""

    found: Sequence[Found]
    tables: Sequence[str]
    plots: Sequence[Callable[[], None]] = ()
    """Each writes its file."""


def rows(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table."""
    whole = (head, ["---"] * len(head), *lines)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in whole)


def titled(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table under its title."""
    return f"### {title}\n\n{rows(head, lines)}"


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
    return titled(title, ["", f"to {base}", "quartiles"], lines)


def by_size(
    title: str, what: str, found: Mapping[int, Mapping[str, Times]], base: str
) -> str:
    """Return medians by sizes as ratios to one candidate's, as a table."""
    head = [what, *(f"{size:,}" for size in found)]
    names = next(iter(found.values()))
    lines = [
        [name, *(f"{ratio(times, name, base):.2f}" for times in found.values())]
        for name in names
    ]
    return titled(f"{title}, to {base}", head, lines)


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
