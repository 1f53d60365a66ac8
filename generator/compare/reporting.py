"""The report: what differs, what could not be compared, and how much was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.compare.comparing import Comparison
from generator.compare.differences import SIDES, Difference, Side, Uncompared

_FEW = 5
_HEADINGS: Mapping[Side, str] = {
    "missing": "What the vendor has and the spec lacks",
    "differs": "What differs",
    "beyond": "What the spec has beyond the vendor's document",
}
REASONS: Mapping[str, tuple[str, str]] = {
    "answer": ("answer has no schema", "answers have no schema"),
    "body": ("body has no schema", "bodies have no schema"),
    "untyped": ("place has no type", "places have no type"),
    "bare": ("object has no properties", "objects have no properties"),
    "numbered": ("enum has no names", "enums have no names"),
    "text": ("list of values is a text", "lists of values are texts"),
    "dangling": ("reference leads nowhere", "references lead nowhere"),
    "recursive": ("schema is recursive", "schemas are recursive"),
    "deep": ("schema is nested too deep", "schemas are nested too deep"),
    "double": ("operation stands there twice", "operations stand there twice"),
    "malformed": ("place is malformed", "places are malformed"),
    "delta": ("delta has no path", "deltas have no path"),
    # What the document never speaks of, so that it says nothing here.
    "presence": ("property is never required", "properties are never required"),
    "required": ("place is never required", "places are never required"),
    "format": ("format is never told", "formats are never told"),
    "value": ("enum is never told", "enums are never told"),
    "limit": ("limit is never told", "limits are never told"),
    "scope": ("scope is never told", "scopes are never told"),
    "status": ("status is never told", "statuses are never told"),
    "success": ("success is told as all are", "successes are told as all are"),
    "header": ("header is never asked for", "headers are never asked for"),
    "headers": ("header is never answered", "headers are never answered"),
    "cookie": ("cookie is never asked for", "cookies are never asked for"),
}
"""Why something could not be compared: of one, and of several."""


def status(found: Comparison) -> int:
    """Return 0 for an all-clear, 1 if anything differs, 2 if nobody can tell."""
    if found.differences:
        return 1
    return 0 if found.is_clear else 2


def markdown(found: Comparison) -> str:
    """Return the report: by side and collection, and what was compared at the end."""
    lines = [*_differences(found.differences), *_uncompared(found.uncompared)]
    lines += [_verdict(found), "", _summary(found)]
    return _printable("\n".join(lines)) + "\n"


def as_json(found: Comparison) -> str:
    """Return everything that was found, and everything that could not be compared."""
    keys = ("side", "what", "collection", "place", "detail")
    reasons = ("reason", "collection", "place", "detail", "where")
    content = {
        "differences": _rows(found.differences, keys),
        "compared": {
            "operations": found.operations,
            "answers": found.answers,
            "bodies": found.bodies,
        },
        "uncompared": _rows(found.uncompared, reasons),
    }
    return _printable(json.dumps(content, indent=2, ensure_ascii=False)) + "\n"


def _rows(found: Sequence[object], keys: Sequence[str]) -> list[dict[str, object]]:
    return [{key: getattr(each, key) for key in keys} for each in found]


def _differences(found: Sequence[Difference]) -> Iterator[str]:
    for side in SIDES:
        some = [difference for difference in found if difference.side == side]
        if not some:
            continue
        yield from (f"## {_HEADINGS[side]} ({len(some)})", "")
        by_collection: dict[str, list[Difference]] = {}
        for difference in some:
            by_collection.setdefault(difference.collection, []).append(difference)
        for collection, listed in by_collection.items():
            yield f"- `{collection}`"
            yield from (f"  - {_line(difference)}" for difference in listed)
        yield ""


def _line(difference: Difference) -> str:
    text = f"{difference.what}, {difference.place}: {difference.detail}"
    return " ".join(text.split()).rstrip(": ")


def _uncompared(found: Sequence[Uncompared]) -> Iterator[str]:
    if found:
        yield from (f"## What could not be compared ({len(found)})", "")
    for reason, listed in _by_reason(found).items():
        yield f"- {_counted(reason, len(listed))}"
        yield from (f"  - {_place(each)}" for each in listed[:_FEW])
        if len(listed) > _FEW:
            yield f"  - and {len(listed) - _FEW} more, which `--format json` lists"
    if found:
        yield ""


def _place(found: Uncompared) -> str:
    said = ", ".join(filter(None, (found.place, found.detail)))
    text = f"{said} at {found.where}" if found.where else said
    return " ".join(text.split())


def _by_reason(found: Sequence[Uncompared]) -> dict[str, list[Uncompared]]:
    by_reason: dict[str, list[Uncompared]] = {}
    for each in found:
        by_reason.setdefault(each.reason, []).append(each)
    return {key: by_reason[key] for key in REASONS if key in by_reason}


def _counted(reason: str, count: int) -> str:
    one, several = REASONS[reason]
    return f"{count} {one if count == 1 else several}"


def _verdict(found: Comparison) -> str:
    if found.is_empty:
        return "Nothing was compared of what operations take and give."
    if found.differences:
        return f"{_several(len(found.differences), 'difference')}."
    if found.uncompared:
        return "Nothing differs in what could be compared; that was not all."
    return "Nothing differs."


def _summary(found: Comparison) -> str:
    compared = (
        f"{_several(found.operations, 'operation')}:"
        f" {_several(found.answers, 'answer')},"
        f" {found.bodies} {'body' if found.bodies == 1 else 'bodies'} compared"
    )
    left = _by_reason(found.uncompared).items()
    counted = [_counted(reason, len(listed)) for reason, listed in left]
    return "; ".join([compared, *counted]) + "."


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _printable(text: str) -> str:
    # JSON may hold halves of characters, which no output takes.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
