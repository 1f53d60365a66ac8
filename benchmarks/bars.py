"""What each figure has to reach, beside what was found.

The bars, and why one is missed, stand in ``bars.toml`` and nowhere else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.report import Found, rows

HEAD = ("figure", "found", "before", "bar", "met", "")


@frozen(kw_only=True)
class Bar:
    """The most or the least that a figure may be; neither where it is only measured."""

    figure: str
    at_most: float | None = None
    at_least: float | None = None
    unit: str = ""
    why: str = ""
    """Why it is missed."""
    found: float | None = None
    """What was found, of what is measured by hand."""
    before: float | None = None

    def cells(self, found: Found) -> list[str]:
        """Return the line of a table."""
        met = self._met(found.found)
        notes = (found.note, self.why if met == "**no**" else "")
        return [
            found.figure,
            self._shown(found.found),
            "" if found.before is None else self._shown(found.before),
            self._asked(),
            met,
            "; ".join(filter(None, notes)),
        ]

    def by_hand(self) -> list[str]:
        """Return the line of what is not measured here."""
        if self.found is not None:
            return self.cells(Found(self.figure, self.found, self.before, "by hand"))
        old = "" if self.before is None else self._shown(self.before)
        return [self.figure, "not measured", old, self._asked(), "", self.why]

    def _met(self, found: float) -> str:
        if self.at_least is not None:
            return "yes" if found >= self.at_least else "**no**"
        if self.at_most is not None:
            return "yes" if found <= self.at_most else "**no**"
        return ""

    def _asked(self) -> str:
        if self.at_least is not None:
            return f"≥ {self._shown(self.at_least)}"
        return "" if self.at_most is None else f"≤ {self._shown(self.at_most)}"

    def _shown(self, value: float) -> str:
        number = f"{value:.0f}" if value >= 100 else f"{value:.3g}"
        return f"{number} {self.unit}".rstrip()


def table(kind: str, found: Iterable[Found], *, whole: bool = True) -> str:
    """Return what was found beside its bars; all of a kind if it is the `whole`."""
    named: dict[str, list[Found]] = {}
    for figure in found:
        named.setdefault(figure.figure, []).append(figure)
    lines = []
    for bar in _bars(kind):
        lines += [bar.cells(figure) for figure in named.get(bar.figure, [])]
        if whole and bar.figure not in named:
            lines.append(bar.by_hand())
    return rows(HEAD, lines) if lines else ""


def refuse_unknown(found: Iterable[Found]) -> None:
    """Stop where a figure has no entry in the file, so that none is left out."""
    entries = {figure for kind in _read().values() for figure in kind}
    if unknown := {figure.figure for figure in found} - entries:
        raise SystemExit(f"bars.toml has no entry of {', '.join(sorted(unknown))}.")


def _bars(kind: str) -> Iterator[Bar]:
    for figure, bar in _read()[kind].items():
        yield Bar(figure=figure, **bar)


def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
