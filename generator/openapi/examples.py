"""Believable examples, the same in every run."""

from __future__ import annotations

from collections.abc import Mapping

from generator.intermediate.package import Alias, Enum, Model, ModelField, Package

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
_SCALARS: Mapping[str, object] = {
    "integer": 4781,
    "number": 7.5,
    "string": "Example",
    "boolean": True,
    "date": "2026-01-15",
    "datetime": "2026-01-15T08:30:00+01:00",
    "json": {},
    "references": {"HRMID": "Emp123"},
}
_BY_NAME: Mapping[str, object] = {
    "changeVersion": "0000090200004BD0000B",
    "latitude": 51.144127,
    "longitude": 4.392225,
    "level": 1,
    "year": 2026,
    "destinationUrl": "https://example.com/events",
    "until": "2026-01-31",
    "activeUntil": "2026-12-31",
    "default": "Example",
    "firstName": "Anna",
    "lastName": "Peeters",
    "email": "anna.peeters@example.com",
    "internalReference": "4781",
}
_NO_EXAMPLE = ("Unknown", "Uninitialized", "None")


def of(name: str, package: Package) -> object:
    """Return an example of the model."""
    one = package.model(name)
    if isinstance(one, Enum):
        values = [member.value for member in one.members]
        return next((each for each in values if each not in _NO_EXAMPLE), values[0])
    if isinstance(one, Alias):
        return {"id": _id(one.id_type)}
    return {field.wire: _field(field, package) for field in _shown(one)}


def id_of(item: str, package: Package) -> object:
    """Return the id that an example of the item has."""
    shown = of(item, package)
    return shown.get("id") if isinstance(shown, dict) else None


def _shown(model: Model) -> list[ModelField]:
    # What was not asked for is not there either, like references and expansions.
    return [
        one
        for one in model.fields
        if one.required or one.spec.type not in ("references", "json")
    ]


def _field(field: ModelField, package: Package) -> object:
    if field.spec.example is not None:
        return field.spec.example
    value = of(field.choices[0], package) if field.choices else _scalar(field)
    if field.spec.list:
        return [value]
    return {"nl-NL": value} if field.spec.map else value


def _scalar(field: ModelField) -> object:
    kind = str(field.spec.type)
    if kind == "string" and field.wire in ("id", "structureVersion"):
        return GUID
    value = _BY_NAME.get(field.wire, _SCALARS[kind])
    if isinstance(value, int) and not isinstance(value, bool):
        return _within(field, 510 if "inutes" in field.wire else value)
    if isinstance(value, str) and kind == "string":
        return value[: field.spec.max_length]
    return value if kind in ("date", "datetime") or _is(kind, value) else _SCALARS[kind]


def _within(field: ModelField, value: int) -> int:
    low, high = field.spec.minimum, field.spec.maximum
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _is(kind: str, value: object) -> bool:
    return type(value) is type(_SCALARS[kind])


def _id(kind: str) -> object:
    return GUID if kind == "string" else _SCALARS["integer"]
