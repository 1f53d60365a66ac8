"""Tables for people: as many columns as fit, and a remark on those that do not."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from protime_cli.output.columns import value
from protime_cli.output.wire import Row
from protime_cli.terminal import width, wrap
from protime_runtime.tables.columns import Column
from protime_runtime.texts import visible

_WIDEST = 40
_GAP = 2


def table(
    rows: Sequence[Row], columns: Sequence[Column], width: int
) -> tuple[str, list[str]]:
    """Return the table's text, and the names of the columns that found no place."""
    cells = [[_cell(value(column, row)) for column in columns] for row in rows]
    filled = [
        number
        for number in range(len(columns))
        if not rows or any(line[number] for line in cells)
    ]
    widths = {
        number: min(
            _WIDEST,
            max(len(line[number]) for line in [_names(columns), *cells]),
        )
        for number in filled
    }
    shown = _fitting(filled, widths, width)
    lines = [_line(line, shown, widths, columns) for line in [_names(columns), *cells]]
    left = [columns[number].name for number in filled if number not in shown]
    return "\n".join(lines), left


def record(row: Row, columns: Sequence[Column]) -> str:
    """Return one item, a property on each line."""
    cells = [(visible(column.name), _cell(value(column, row))) for column in columns]
    filled = [(name, text) for name, text in cells if text]
    width = max((len(name) for name, _ in filled), default=0)
    return "\n".join(f"{name:<{width}}  {text}" for name, text in filled)


def pairs(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> str:
    """Return a plain table of texts; where a terminal is too narrow, a list of rows."""
    lines = [[visible(text) for text in row] for row in (headings, *rows)]
    if len(headings) > 2 and sys.stdout.isatty():
        columns = width(sys.stdout)
        narrowed = _narrowed(lines, columns)
        return _aligned(narrowed) if narrowed else _listed(lines, columns)
    return _aligned(lines)


def _narrowed(lines: list[list[str]], columns: int) -> list[list[str]] | None:
    """Return the lines with the last column wrapped, if they fit so."""
    widths = [max(map(len, column)) + _GAP for column in zip(*lines, strict=True)]
    room, wrapped = columns - sum(widths[:-1]), []
    for *cells, last in lines:
        parts = wrap(last, room) if len(last) > room > 0 else [last]
        if max(map(len, parts), default=0) > room:
            return None
        wrapped.append([*cells, parts[0]])
        wrapped += [[""] * len(cells) + [part] for part in parts[1:]]
    return wrapped


def _listed(lines: list[list[str]], columns: int) -> str:
    """Return rows below each other, with the name of its column before each cell."""
    headings, *rows = lines
    texts = []
    for row in rows:
        named = [[*pair] for pair in zip(headings, row, strict=True) if pair[1]]
        texts.append(_aligned(_narrowed(named, columns) or named))
    return "\n\n".join(texts)


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            f"{text:<{width}}" for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _names(columns: Sequence[Column]) -> list[str]:
    return [visible(column.name) for column in columns]


def _cell(held: object) -> str:
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "" if held is None else visible(" ".join(str(held).split()))


def _fitting(filled: list[int], widths: dict[int, int], width: int) -> list[int]:
    shown: list[int] = []
    left = width + _GAP
    for number in filled:
        left -= widths[number] + _GAP
        if shown and left < 0:
            break
        shown.append(number)
    return shown


def _line(
    line: Sequence[str],
    shown: Sequence[int],
    widths: dict[int, int],
    columns: Sequence[Column],
) -> str:
    parts = []
    for number in shown:
        text = line[number]
        if len(text) > widths[number]:
            text = f"{text[: widths[number] - 1]}…"
        right = columns[number].kind in ("integer", "number")
        parts.append(f"{text:{'>' if right else '<'}{widths[number]}}")
    return (" " * _GAP).join(parts).rstrip()
