"""Types of cells: what people write for a value of the API, and how it is read."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import cast

import click
from attrs import field, frozen

from protime.catalog import REFERENCES
from protime_cli.importing.days import DayFormat, advice, sample
from protime_cli.importing.texts import Cell, folded
from protime_cli.values import identifier, place
from protime_runtime.catalog import FieldInfo, PathParameterInfo, TypeInfo

_CLOCK = re.compile(r"(-?)T?([0-9]{1,3}):([0-5][0-9])(?::00)?")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
BETWEEN = "|"
"""Separates the values of a list in a cell."""


@frozen
class Misread(ValueError):
    """A cell that is not of its type; it holds what is advised."""

    advice: str = ""


@frozen
class Forms:
    """How a file writes what can be written in several ways."""

    day: DayFormat = field(factory=DayFormat)
    comma: bool = False
    """Whether a comma may stand before decimals."""


Read = Callable[[Cell, Forms], object]


@frozen
class CellType:
    """A type of cells: what is expected in its cells, and how they are read."""

    expected: str
    """Ends "it is no ...", and stands in help."""
    read: Read
    """Return JSON, or raise `Misread`."""

    def told(self, forms: Forms) -> str:
        """Return what is expected, with days in the form of the file."""
        return self.expected.replace(sample(DayFormat()), sample(forms.day))


TEXT = CellType("a text", lambda cell, forms: str(cell))


def cell_type(info: FieldInfo, types: Mapping[str, TypeInfo]) -> CellType:
    """Return the type of a property's cells."""
    if not info.list:
        return _single(info, types)
    element = _single(info, types)
    if element.read is _document:
        return element
    expected = f"{element.expected}; several with {BETWEEN} between"
    return CellType(expected, partial(_several, element))


def _single(info: FieldInfo, types: Mapping[str, TypeInfo]) -> CellType:
    known = types.get(info.type, TypeInfo(name=info.type))
    if info.identifier:
        return CellType(
            _identifiers(info.identifier), partial(_identifier, info.identifier)
        )
    if known.values:
        return CellType(
            f"one of {', '.join(known.values)}", partial(_member, known.values)
        )
    if info.map or known.fields:
        return CellType("JSON", _document)
    if info.type == "integer" and info.wire.endswith("InMinutes"):
        expected = f"hh:mm or minutes{_limits(info)}"
        return CellType(expected, partial(_integer, info, clock=True))
    plain: dict[str, CellType] = {
        "integer": CellType(f"a whole number{_limits(info)}", partial(_integer, info)),
        "number": CellType("a number such as 4.35", _number),
        "boolean": CellType("true or false", _boolean),
        "date": CellType(f"a day such as {sample(DayFormat())}", _day),
        "string": CellType(f"a text{_length(info)}", partial(_text, info.max_length)),
    }
    return plain.get(info.type, CellType("JSON", _document))


def reference_type(name: str) -> CellType:
    """Return the type of cells that hold values of one reference type."""
    return CellType(f"a value of {name}", partial(_reference, name))


def place_type(parameter: PathParameterInfo, reference: str | None = None) -> CellType:
    """Return the type of cells that stand in the path of a request."""
    collections = [parameter.identifier] if parameter.identifier else []
    whole = "a whole number" if parameter.type == "integer" else "a text"
    expected = _identifiers(collections) if collections else whole
    if reference is not None:
        expected = f"a value of {reference}"
    return CellType(expected, partial(_place, parameter, reference))


def _limits(info: FieldInfo) -> str:
    low, high = info.minimum, info.maximum
    if low is None or high is None:
        return "" if low is None else f" from {low}"
    return f" from {low} to {high}"


def _length(info: FieldInfo) -> str:
    most = info.max_length
    return "" if most is None else f" of at most {most} characters"


def _identifiers(collections: Sequence[str]) -> str:
    named = [
        f"@{name}:VALUE"
        for collection in collections
        for name in REFERENCES[collection].predefined
    ]
    return ", ".join(["an id", *named, "TYPE:VALUE"])


def _identifier(collections: Sequence[str], cell: Cell, forms: Forms) -> object:
    text = str(cell).strip()
    if text.startswith("{"):
        return _document(text, forms)
    name, colon, value = text.partition(":")
    whole = all(REFERENCES[kind].id_type == "integer" for kind in collections)
    if colon and not (name and value):
        raise Misread
    if not colon and whole and not _WHOLE.fullmatch(text):
        raise Misread
    if name.startswith("@") and not any(
        name[1:] in REFERENCES[kind].predefined for kind in collections
    ):
        raise Misread
    return identifier(collections, text)


def _reference(name: str, cell: Cell, forms: Forms) -> object:
    return {"externalReferences": {name: str(cell).strip()}}


def _place(
    parameter: PathParameterInfo, reference: str | None, cell: Cell, forms: Forms
) -> object:
    text = str(cell).strip()
    try:
        return place(parameter, f"{reference}:{text}" if reference else text)
    except click.BadParameter:
        raise Misread from None


def _member(values: Sequence[str], cell: Cell, forms: Forms) -> object:
    by_name = {folded(value): value for value in values}
    try:
        return by_name[folded(str(cell))]
    except KeyError:
        raise Misread from None


def _integer(
    info: FieldInfo, cell: Cell, forms: Forms, *, clock: bool = False
) -> object:
    text = str(cell).strip()
    found = _CLOCK.fullmatch(text) if clock else None
    if found:
        minutes = int(found[2]) * 60 + int(found[3])
        return _within(info, -minutes if found[1] else minutes)
    if not _WHOLE.fullmatch(text):
        raise Misread
    return _within(info, int(text))


def _within(info: FieldInfo, number: int) -> int:
    low = -math.inf if info.minimum is None else info.minimum
    high = math.inf if info.maximum is None else info.maximum
    if not low <= number <= high:
        raise Misread
    return number


def _number(cell: Cell, forms: Forms) -> object:
    text = str(cell).strip()
    if not _NUMBER.fullmatch(text):
        raise Misread
    if "," in text and not forms.comma:
        # It may as well stand between thousands.
        raise Misread("; write a point before decimals")
    return float(text.replace(",", "."))


def _boolean(cell: Cell, forms: Forms) -> object:
    text = str(cell).strip().casefold()
    if text not in _TRUE + _FALSE:
        raise Misread
    return text in _TRUE


def _day(cell: Cell, forms: Forms) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    text = cell.strip()
    day = forms.day.read(text)
    if day is None:
        raise Misread(advice(text, forms.day))
    return day.isoformat()


def _text(most: int | None, cell: Cell, forms: Forms) -> object:
    text = str(cell)
    if most is not None and len(text) > most:
        raise Misread
    return text


def _document(cell: Cell, forms: Forms) -> object:
    try:
        return cast("object", json.loads(str(cell)))
    except ValueError:
        raise Misread from None


def _several(element: CellType, cell: Cell, forms: Forms) -> object:
    text = str(cell).strip()
    if text.startswith("["):  # As a table that was written has it.
        return _document(text, forms)
    return [element.read(part, forms) for part in text.split(BETWEEN)]
