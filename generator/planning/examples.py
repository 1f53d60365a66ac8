"""Believable examples, the same in every run, where a type alone says too little."""

from __future__ import annotations

from collections.abc import Mapping

from generator import spec

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
NUMBER = 4781
_MINUTES = 510
_BY_TYPE: Mapping[str, Mapping[str, object]] = {
    "integer": {"id": NUMBER, "level": 1, "year": 2026},
    "number": {"latitude": 51.144127, "longitude": 4.392225},
    "string": {
        "id": GUID,
        "structureVersion": GUID,
        "changeVersion": "0000090200004BD0000B",
        "destinationUrl": "https://example.com/events",
        "firstName": "Anna",
        "lastName": "Peeters",
        "email": "anna.peeters@example.com",
        "internalReference": str(NUMBER),
    },
    "date": {
        "date": "2026-01-15",
        "from": "2026-01-15",
        "until": "2026-01-31",
        "activeFrom": "2026-01-15",
        "activeUntil": "2026-12-31",
    },
}
_UNLIKELY = ("Unknown", "Uninitialized", "None")


def of(wire: str, field: spec.Field) -> list[object]:
    """Return an example of the property, if its type says too little."""
    if field.example is not None:
        return [field.example]
    if field.map:
        return [{"nl-NL": "Example"}] if field.type == "string" else []
    value = _BY_TYPE.get(str(field.type), {}).get(wire)
    if value is None and field.type == "integer" and "inutes" in wire:
        value = _MINUTES
    if value is None:
        return []
    return [[_within(value, field)] if field.list else _within(value, field)]


def of_values(values: list[str]) -> list[str]:
    """Return an example of the enum's values."""
    return [next((value for value in values if value not in _UNLIKELY), values[0])]


def _within(value: object, field: spec.Field) -> object:
    if isinstance(value, str):
        return value[: field.max_length]
    if isinstance(value, int) and field.minimum is not None:
        value = max(value, field.minimum)
    if isinstance(value, int) and field.maximum is not None:
        value = min(value, field.maximum)
    return value
