"""The figures as a table for people, and as plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from benchmarks.measuring import Times

HERE = Path(__file__).parent


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


def table(figures: Sequence[Figure]) -> str:
    head = ["| figure | found | bar | met | |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(one.line() for one in figures)])


def times(title: str, found: Mapping[str, Times], base: str) -> str:
    """Return medians, quartiles and ratios to one candidate, as a table."""
    lines = [f"### {title}", "", f"| | median ms | quartiles | to {base} |"]
    lines.append("|---|---|---|---|")
    for name, one in sorted(found.items(), key=lambda pair: pair[1].median):
        low, high = one.quartiles
        ratio = one.median / found[base].median
        lines.append(
            f"| {name} | {one.median * 1e3:.2f} | {low * 1e3:.2f} - {high * 1e3:.2f}"
            f" | {ratio:.2f} |"
        )
    return "\n".join(lines)


def bars(name: str, title: str, values: Mapping[str, float], unit: str) -> None:
    """Write a plot of one bar for each candidate."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(values) + 1.2))
    shown = sorted(values.items(), key=lambda pair: pair[1])
    colours = ["#c0392b" if "this client" in one else "#7f8c8d" for one, _ in shown]
    axes.barh([one for one, _ in shown], [two for _, two in shown], color=colours)
    axes.set_title(title)
    axes.set_xlabel(unit)
    figure.tight_layout()
    figure.savefig(HERE / f"{name}.png", dpi=110)
    pyplot.close(figure)
