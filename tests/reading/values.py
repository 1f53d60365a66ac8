"""Values as they come, and by hand what each of them is: the table of the readers.

A value is written as JSON text, as it stands in an answer. Nothing here is computed by
what reads values.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class Place:
    """A property that values of one kind stand in."""

    collection: str
    wires: tuple[str, ...]
    """Names on the wire, from the outside in."""
    attributes: tuple[str, ...]
    column: str
    """In Arrow, Parquet files of exports, and tables."""
    heading: str
    """In the command's CSV and Parquet."""


@frozen(kw_only=True)
class Value:
    """A value, and what readers make of it."""

    kind: str
    text: str
    """As JSON."""
    model: Any
    """What a model holds."""
    cell: Any
    """What a typed column holds."""
    deviates: bool = False
    """Whether it is counted, by each reader once."""
    column_deviates: bool = field(kw_only=True)
    """The same for typed columns, which hold less."""
    is_stored: bool = True
    """Whether feeds, which keep what they read, hold it as it came; else null."""

    @property
    def name(self) -> str:
        """What the value is called in a test's id."""
        return f"{self.kind}-{self.text[:40]}"


PLACES = {
    "integer": Place(
        collection="clockings",
        wires=("originalTimeOfDayInMinutes",),
        attributes=("original_time_of_day_in_minutes",),
        column="original_time_of_day_in_minutes",
        heading="originalTimeOfDayInMinutes",
    ),
    "number": Place(
        collection="clockings",
        wires=("geolocation", "latitude"),
        attributes=("geolocation", "latitude"),
        column="geolocation_latitude",
        heading="geolocation.latitude",
    ),
    "boolean": Place(
        collection="clockings",
        wires=("isOpen",),
        attributes=("is_open",),
        column="is_open",
        heading="isOpen",
    ),
    "date": Place(
        collection="clockings",
        wires=("date",),
        attributes=("date",),
        column="date",
        heading="date",
    ),
    "enum": Place(
        collection="clockings",
        wires=("status",),
        attributes=("status",),
        column="status",
        heading="status",
    ),
    "id": Place(
        collection="clockings",
        wires=("terminal", "id"),
        attributes=("terminal", "id"),
        column="terminal_id",
        heading="terminal",
    ),
    "list": Place(
        collection="clockings",
        wires=("activityLevels",),
        attributes=("activity_levels",),
        column="activity_levels",
        heading="activityLevels",
    ),
    "string": Place(
        collection="counter-definitions",
        wires=("code",),
        attributes=("code",),
        column="code",
        heading="code",
    ),
    "texts": Place(
        collection="counter-definitions",
        wires=("name", "translations"),
        attributes=("name", "translations"),
        column="name_translations",
        heading="name.translations",
    ),
    "datetime": Place(
        collection="webhooks",
        wires=("validUntil",),
        attributes=("valid_until",),
        column="valid_until",
        heading="validUntil",
    ),
}
CLEAN: dict[str, dict[str, Any]] = {
    "clockings": {
        "person": {"id": 1},
        "date": "2026-01-05",
        "timeOfDayInMinutes": 510,
        "kind": "InOut",
        "terminal": {"id": 3},
        "geolocation": {"latitude": 51.5, "longitude": 4},
    },
    "counter-definitions": {"name": {"default": "Overtime"}},
    "webhooks": {
        "destinationUrl": "https://hooks.example/p",
        "collectionName": "clockings",
    },
}
"""Rows without their id, in which one value is replaced."""


def _read(kind: str, text: str, value: Any, **more: Any) -> Value:
    """Return a value of its type."""
    more.setdefault("cell", value)
    more.setdefault("column_deviates", False)
    return Value(kind=kind, text=text, model=value, **more)


def _odd(kind: str, text: str, **more: Any) -> Value:
    """Return a value that is not of its type: kept as it came, null in a column."""
    more = {"cell": None, "deviates": True, "column_deviates": True, **more}
    more.setdefault("model", json.loads(text))
    return Value(kind=kind, text=text, **more)


def _large(kind: str, text: str, value: Any) -> Value:
    """Return a value of its type that no column holds."""
    return _read(kind, text, value, cell=None, column_deviates=True)


_EAST = timezone(timedelta(hours=1))
_AT = datetime(2026, 1, 5, 8, 30, tzinfo=_EAST)


def _at(text: str, value: datetime) -> Value:
    return _read("datetime", json.dumps(text), value, cell=value.astimezone(UTC))


VALUES: list[Value] = [
    _read("integer", "510", 510),
    _read("integer", "510.0", 510),
    _read("integer", "5.1e2", 510),
    _read("integer", "510.000", 510),
    _read("integer", "-0", 0),
    _read("integer", "-0.0", 0),
    _read("integer", "9223372036854775807", 2**63 - 1),
    _read("integer", "-9223372036854775808", -(2**63)),
    _read("integer", "null", None),
    _large("integer", "9223372036854775808", 2**63),
    _large("integer", "1e30", int(1e30)),
    _large("integer", "123456789012345678901234567890", 123456789012345678901234567890),
    _odd("integer", "510.5"),
    _odd("integer", '"510"'),
    _odd("integer", '""'),
    _odd("integer", "true"),
    _odd("integer", "[510]"),
    _odd("integer", '{"value": 510}'),
    _odd("integer", "1e400", is_stored=False),
    _odd("integer", "NaN", is_stored=False),
    _read("number", "0.5", 0.5),
    _read("number", "5", 5.0),
    _read("number", "-0.0", -0.0),
    _read("number", "5.1e2", 510.0),
    _read("number", "1e300", 1e300),
    _read("number", "9007199254740993", 9007199254740992.0),
    _read("number", "18446744073709551616", 18446744073709551616.0),
    _odd("number", '"0.5"'),
    _odd("number", '"0,5"'),
    _odd("number", "false"),
    _odd("number", "NaN", is_stored=False),
    _odd("number", "Infinity", is_stored=False),
    _odd("number", "-Infinity", is_stored=False),
    _odd("number", "1e400", is_stored=False),
    _odd("number", "[0.5]"),
    _read("boolean", "true", True),
    _read("boolean", "false", False),
    _read("boolean", "null", None),
    _odd("boolean", "0"),
    _odd("boolean", "1"),
    _odd("boolean", "1.0"),
    _odd("boolean", '"true"'),
    _odd("boolean", '""'),
    _odd("boolean", "[]"),
    _read("date", '"2026-01-05"', date(2026, 1, 5)),
    _read("date", '"0001-01-01"', date(1, 1, 1)),
    _read("date", '"9999-12-31"', date(9999, 12, 31)),
    _read("date", '"2024-02-29"', date(2024, 2, 29)),
    _read("date", '""', None),
    _odd("date", '"2026-01-05T00:00:00"'),
    _odd("date", '"2026-01-05T00:00:00Z"'),
    _odd("date", '"2026-01-05 "'),
    _odd("date", '" 2026-01-05"'),
    _odd("date", '" "'),
    _odd("date", '"20260105"'),
    _odd("date", '"2026-W01-1"'),
    _odd("date", '"2026-W01"'),
    _odd("date", '"2026-005"'),
    _odd("date", '"2026-1-5"'),
    _odd("date", '"05/01/2026"'),
    _odd("date", '"0000-01-01"'),
    _odd("date", '"10000-01-01"'),
    _odd("date", '"2026-02-30"'),
    _odd("date", '"2023-02-29"'),
    _odd("date", '"\u0662\u0660\u0662\u0666-01-05"'),
    _odd("date", "20260105"),
    _odd("date", "true"),
    _odd("date", '["2026-01-05"]'),
    _read("enum", '"Active"', "Active"),
    _read("enum", '"active"', "Active"),
    _read("enum", '"DELETED"', "Deleted"),
    _read("enum", '"Postponed"', "Postponed"),
    _read("enum", '" Active"', " Active"),
    _read("enum", '""', ""),
    _read("enum", "null", None),
    _odd("enum", "5"),
    _odd("enum", "true"),
    _odd("enum", '["Active"]'),
    _read("id", "3", 3),
    _read("id", "3.0", 3),
    _read("id", "3e0", 3),
    _large("id", "36893488147419103232", 2**65),
    _odd("id", '"3"'),
    _odd("id", "3.5"),
    _odd("id", "true"),
    _odd("id", '""'),
    _odd("id", '{"a": 1}'),
    _read("string", '"A1"', "A1"),
    _read("string", '""', ""),
    _read("string", '" é\\u0000\\ud83d\\ude00"', " é\0😀"),
    _read("string", '"null"', "null"),
    _read("string", "null", None),
    _odd("string", "5"),
    _odd("string", "5.0"),
    _odd("string", "false"),
    _odd("string", '["A1"]'),
    _odd("string", '{"a": 1}'),
    _read("texts", '{"nl": "a", "fr": "b"}', {"nl": "a", "fr": "b"}),
    _read("texts", "{}", {}, cell=None),
    _read("texts", '{"nl": null}', {}, cell=None),
    _read("texts", '{"nl": null, "fr": "b"}', {"fr": "b"}),
    _read("texts", "null", None),
    _odd("texts", '{"nl": 5, "fr": "b"}', cell={"fr": "b"}),
    _odd("texts", '{"nl": ["a"]}'),
    _odd("texts", '["a"]'),
    _odd("texts", '"a"'),
    _odd("texts", "0"),
    _read("list", "[]", ()),
    _read(
        "list",
        '[{"level": 1.0, "activityDefinition": {"id": "a"}}]',
        ((1, "a"),),
    ),
    _read("list", "null", None),
    _odd("list", "[null]", model=(None,), cell=(None,)),
    _odd("list", "[7]", model=(7,), cell=(None,)),
    _odd(
        "list",
        '[{"level": "1", "activityDefinition": {"id": "a"}}]',
        model=(("1", "a"),),
        cell=((None, "a"),),
    ),
    _odd("list", '{"level": 1}'),
    _odd("list", '"a"'),
    _odd("list", "5"),
    _at("2026-01-05T08:30:00+01:00", _AT),
    _at("2026-01-05T07:30:00Z", _AT.astimezone(UTC)),
    _at("2026-01-05t07:30:00z", _AT.astimezone(UTC)),
    _at("2026-01-05T07:30:00-00:00", _AT.astimezone(UTC)),
    _at("2026-01-05T08:30:00.5+01:00", _AT.replace(microsecond=500_000)),
    _at("2026-01-05T08:30:00.1234569+01:00", _AT.replace(microsecond=123_456)),
    _at("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
    _read("datetime", "null", None),
    _large(
        "datetime",
        '"0001-01-01T00:00:00+01:00"',
        datetime(1, 1, 1, tzinfo=_EAST),
    ),
    _odd("datetime", '"2026-01-05T08:30:00"'),
    _odd("datetime", '"2026-01-05T08:30+01:00"'),
    _odd("datetime", '"2026-01-05 08:30:00+01:00"'),
    _odd("datetime", '"2026-01-05"'),
    _odd("datetime", '"2026-01-05T24:00:00Z"'),
    _odd("datetime", '"2026-01-05T08:30:60Z"'),
    _odd("datetime", '"2026-01-05T08:30:00+0100"'),
    _odd("datetime", '"20260105T083000Z"'),
    _odd("datetime", '"2026-W01-1T08:30:00Z"'),
    _odd("datetime", '"2026-02-30T08:30:00Z"'),
    _odd("datetime", '""'),
    _odd("datetime", "1767598200"),
]


def rows_of(collection: str) -> dict[int, Value]:
    """Return the values of a collection by the id of the row that each stands in."""
    return {
        number: value
        for number, value in enumerate(VALUES, start=1)
        if PLACES[value.kind].collection == collection
    }


def row(number: int, collection: str, value: Value | None = None) -> str:
    """Return a row as JSON, with a value in its place."""
    document = json.loads(json.dumps(CLEAN[collection]))
    document["id"] = str(number) if collection == "webhooks" else number
    if value is None:
        return json.dumps(document)
    inner = document
    *outer, last = PLACES[value.kind].wires
    for name in outer:
        inner = inner[name]
    inner[last] = "@here@"
    return json.dumps(document).replace('"@here@"', value.text)
