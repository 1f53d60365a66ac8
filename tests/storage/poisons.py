"""Values and rows that places cannot hold, each with what is to become of it.

What is expected is written by hand. A row is JSON as text, as most of it is no value
that Python would write; half a character before ``dc80`` stands for a raw byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve, frozen

DEEP = "[" * 100_000 + '"]{"' + "]" * 100_000
HALF, MENDED, NUL = r"An \ud83d", "An \ufffd", "A\0B"
BASE: Mapping[str, Mapping[str, str]] = {
    "people": {"changeVersion": '"0001"', "lastName": '"Good"'},
    "clockings": {
        "changeVersion": '"0001"',
        "person": '{"id": 7}',
        "date": '"2026-01-05"',
        "timeOfDayInMinutes": "510",
        "kind": '"InOut"',
    },
}
"""Properties of a good row, besides its id."""


@frozen(kw_only=True)
class Poison:
    """A value in a row that is kept: what a column of a target holds in its place."""

    name: str
    collection: str
    wire: str
    text: str
    """The value as it comes."""
    column: str
    expected: object
    """In most targets; the row's other columns hold what came."""
    without_nul: object = None
    """In targets that hold no U+0000, where that differs."""
    is_told: bool = True

    def row(self, id: int) -> str:
        """Return the row as it comes."""
        return row(self.collection, id, **{self.wire: self.text})

    def held(self, *, nul: bool) -> object:
        """Return what a target holds."""
        return self.expected if nul or self.without_nul is None else self.without_nul


def row(collection: str, id: object, **more: str) -> str:
    """Return a row as it comes, with properties as JSON texts."""
    fields = {"id": str(id), **BASE[collection], **more}
    return "{" + ", ".join(f'"{name}": {text}' for name, text in fields.items()) + "}"


def _texts(name: str, text: str, expected: object, **more: Any) -> Iterator[Poison]:
    base = Poison(
        name=name,
        collection="people",
        wire="lastName",
        text=text,
        column="last_name",
        expected=expected,
    )
    yield evolve(base, **more)


def _untold(name: str, wire: str) -> Iterator[Poison]:
    yield from _texts(name, '"Good"', "Good", wire=wire, is_told=False)


def _versions(name: str, text: str) -> Iterator[Poison]:
    column = "change_version"
    yield from _texts(name, text, None, wire="changeVersion", column=column)


def _names(name: str, text: str) -> Iterator[Poison]:
    """Yield names that no column holds, beside a good value."""
    wire = "externalReferences"
    for made in _texts(name, '"Good"', "Good"):
        yield evolve(made, wire=wire, text=text)


def _clockings(
    name: str, wire: str, text: str, column: str, expected: object = None
) -> Iterator[Poison]:
    yield Poison(
        name=name,
        collection="clockings",
        wire=wire,
        text=text,
        column=column,
        expected=expected,
        is_told=expected is None,
    )


def _day(name: str, text: str, expected: object = None) -> Iterator[Poison]:
    for made in _clockings(f"date {name}", "date", text, "date", expected):
        # An empty text is an open end.
        yield evolve(made, is_told=expected is None and name != "empty")


def _minutes(name: str, text: str, expected: object = None) -> Iterator[Poison]:
    column = "time_of_day_in_minutes"
    yield from _clockings(
        f"minutes {name}", "timeOfDayInMinutes", text, column, expected
    )


def _latitude(name: str, text: str) -> Iterator[Poison]:
    where = f'{{"latitude": {text}, "longitude": 1.5}}'
    yield from _clockings(
        f"latitude {name}", "geolocation", where, "geolocation_latitude"
    )


def _nul(name: str, text: str, with_nul: str) -> Iterator[Poison]:
    without = with_nul.replace("\0", "\ufffd")
    yield from _texts(name, text, with_nul, without_nul=without, is_told=False)


VALUES: tuple[Poison, ...] = (
    *_texts("first half", f'"{HALF}"', MENDED),
    *_texts("second half", r'"\ude00 x"', "\ufffd x"),
    *_texts("halves in turn", r'"\ude00\ud83d"', "\ufffd\ufffd"),
    *_texts("half as bytes", '"An \udced\udca0\udcbd"', "An \ufffd\ufffd\ufffd"),
    *_texts("no UTF-8", '"An \udcff"', MENDED),
    *_nul("U+0000", r'"A\u0000B"', NUL),
    *_nul("only U+0000", r'"\u0000"', "\0"),
    *_texts("number for a text", "5", None),
    *_texts("infinite for a text", "1e400", None),
    *_texts("NaN for a text", "NaN", None),
    *_texts("deep for a text", DEEP, None),
    *_texts("controls", r'"\u0001\u007f\r\n\t\","', '\x01\x7f\r\n\t",', is_told=False),
    *_texts("controls as they are", '"A\x01\t\x1fB"', "A\x01\t\x1fB"),
    *_texts("long", '"' + "x" * 100_000 + '"', "x" * 100_000, is_told=False),
    *_texts("unknown deep", '"Good"', "Good", wire='a": ' + DEEP + ', "lastName'),
    *_texts("half in a key", '"Good"', "Good", wire=r'a\ud83d": 1, "lastName'),
    *_untold("U+0000 in a key", wire=r'a\u0000": 1, "lastName'),
    *_versions("version with half", '"\\ud83d"'),
    *_versions("version with U+0000", r'"1\u0000"'),
    *_versions("version too long", '"' + "9" * 300 + '"'),
    *_versions("version a number", "5"),
    *_names("names", r'{"@a\u0000": "x\ud83d"}'),
    *_day("empty", '""'),
    *_day("impossible", '"2026-02-30"'),
    *_day("of year 0", '"0000-01-01"'),
    *_day("of year 1", '"0001-01-01"', date(1, 1, 1)),
    *_day("of year 9999", '"9999-12-31"', date(9999, 12, 31)),
    *_day("of year 10000", '"10000-01-01"'),
    *_day("with half", f'"{HALF}"'),
    *_day("a number", "20260105"),
    *_day("a huge number", "9" * 5000),
    *_minutes("of 64 bits", str(2**63)),
    *_minutes("beyond 64 bits", str(2**70)),
    *_minutes("below 64 bits", str(-(2**63) - 1)),
    *_minutes("largest", str(2**63 - 1), 2**63 - 1),
    *_minutes("of 5,000 digits", "9" * 5000),
    *_minutes("infinite", "1e400"),
    *_minutes("NaN", "NaN"),
    *_minutes("with a fraction", "510.5"),
    *_minutes("a text", '"510"'),
    *_minutes("deep", DEEP),
    *_latitude("infinite", "1e400"),
    *_latitude("NaN", "NaN"),
    *_latitude("-Infinity", "-Infinity"),
    *_latitude("a huge integer", "9" * 400),
    *_clockings("kind with half", "kind", f'"{HALF}"', "kind", MENDED),
    *_clockings("person", "person", f'{{"id": {2**64}}}', "person_id"),
    *_clockings("levels deep", "activityLevels", DEEP, "activity_levels", "deep"),
)  # fmt: skip
"""Values that are cleaned, or are null, in a row that is kept."""

_IDS: Mapping[str, str] = {
    "missing": "",
    "null": '"id": null',
    "empty": '"id": ""',
    "true": '"id": true',
    "with a fraction": '"id": 2.5',
    "infinite": '"id": 1e400',
    "of 64 bits": f'"id": {2**63}',
    "beyond 64 bits": f'"id": {2**70}',
    "of 5,000 digits": '"id": ' + "9" * 5000,
    "with half": rf'"id": "{HALF}"',
    "with U+0000": r'"id": "A\u0000B"',
    "too long": '"id": "' + "x" * 3000 + '"',
    "a list": '"id": [1]',
    "deep": '"id": ' + DEEP,
}

ROWS: Mapping[str, str] = {
    "null": "null",
    "a number": "5",
    "a text": '"x"',
    "half a character": r'"\ud83d"',
    "a list": "[]",
    "deep": DEEP,
    **{
        f"an id {name}": '{"lastName": "Aside"' + (f", {text}" if text else "") + "}"
        for name, text in _IDS.items()
    },
}
"""Rows that cannot be kept at all, of any collection."""

OF_ANOTHER_TYPE = '{"id": "two", "lastName": "Aside"}'
"""A row that a feed can keep, and a table with integers for ids cannot."""

MOMENT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
"""Of a good clocking, in a zone one hour ahead."""
