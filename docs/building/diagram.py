"""The relations of all collections as a picture within its page.

Collections stand in columns by domain; a line leads from a collection to each one whose
items it names. It is plain SVG, so it needs no script; the site's style colours it.
"""

from __future__ import annotations

from html import escape

from attrs import frozen

from docs.building.relations import relations
from generator import spec

_COLUMNS: tuple[tuple[str, ...], ...] = (
    ("time",),
    ("activities", "planning", "access", "cross-cutting"),
    ("people",),
    ("foundation",),
)
_WIDTH, _HEIGHT, _ROW, _GAP, _TOP = 190, 26, 38, 90, 40


@frozen
class Box:
    """A collection in the picture."""

    name: str
    x: int
    y: int
    known: bool


def svg(root: spec.Spec) -> str:
    """Return the picture."""
    boxes = _boxes(root)
    width = max(box.x for box in boxes.values()) + _WIDTH + 10
    height = max(box.y for box in boxes.values()) + _HEIGHT + 10
    lines = [
        _line(boxes[relation.source], boxes[relation.target], relation.field)
        for relation in relations(root)
    ]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img"'
            ' aria-label="Which collections name items of which others">',
            *lines,
            *(_head(number, column) for number, column in enumerate(_COLUMNS)),
            *map(_box, boxes.values()),
            "</svg>",
        ]
    )


def _boxes(root: spec.Spec) -> dict[str, Box]:
    named = {relation.target for relation in relations(root)} - set(root.collections)
    columns = [
        [
            (name, True)
            for name, collection in root.collections.items()
            if collection.domain in domains
        ]
        for domains in _COLUMNS
    ]
    columns[-1] += [(name, False) for name in sorted(named)]
    return {
        name: Box(name, 5 + number * (_WIDTH + _GAP), _TOP + row * _ROW, known)
        for number, column in enumerate(columns)
        for row, (name, known) in enumerate(column)
    }


def _head(number: int, domains: tuple[str, ...]) -> str:
    x = 5 + number * (_WIDTH + _GAP)
    lines = [", ".join(domains[:2]), ", ".join(domains[2:])]
    spans = (
        f'<tspan x="{x}" y="{16 + row * 16}">{text}</tspan>'
        for row, text in enumerate(lines)
        if text
    )
    return f'<text class="head">{"".join(spans)}</text>'


def _box(box: Box) -> str:
    text = (
        f'<rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{_HEIGHT}"/>'
        f'<text x="{box.x + 10}" y="{box.y + 18}">{escape(box.name)}</text>'
    )
    if not box.known:
        return f'<g class="other">{text}</g>'
    return f'<a href="{box.name}/">{text}</a>'


def _line(source: Box, target: Box, field: str) -> str:
    begin, end = source.y + _HEIGHT // 2, target.y + _HEIGHT // 2
    title = (
        f"<title>{escape(source.name)}.{escape(field)} → {escape(target.name)}</title>"
    )
    right = target.x > source.x
    a = source.x + (_WIDTH if right or target.x == source.x else 0)
    b = target.x + (0 if right else _WIDTH)
    bend = 40 if right or target.x == source.x else -40
    back = -bend if target.x != source.x else bend
    curve = f"M{a},{begin} C{a + bend},{begin} {b + back},{end} {b},{end}"
    return f'<path class="to-{target.name}" d="{curve}">{title}</path>'
