"""Texts of the command line to the values of filters, paths and references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import cast

import click

import protime
from protime.catalog import REFERENCES
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import NamedSet
from protime_runtime.asking.references import ExternalReference
from protime_runtime.catalog import CollectionInfo, FilterInfo, PathParameterInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.types import Identifier

Reference = ExternalReference[Identifier]
_SET = re.compile(r"([a-z][a-z-]*):(.*)")


def filter_value(
    info: FilterInfo, texts: Sequence[str], collection: CollectionInfo
) -> object:
    """Return what an option's texts stand for.

    Raises:
        click.BadParameter: They stand for nothing.
    """
    if info.type == "date" and "ge" in info.operators:
        return days(_only(texts))
    if info.sets:
        found = [member for text in texts for member in _members(text)]
        return found[0] if len(found) == 1 and not _is_id(found[0]) else found
    single = _single(info, collection)
    found = [single(part) for text in texts for part in text.split(",")]
    several = info.multiple or "in" in info.operators
    return found if several else found[0] if len(found) == 1 else _only(texts)


def days(text: str, today: date | None = None) -> DateRange:
    """Return the days that a text says, as `DateRange.parse` reads them.

    Raises:
        click.BadParameter: It is none of them.
    """
    try:
        return DateRange.parse(text, today=today)
    except InvalidRequest as error:
        raise click.BadParameter(str(error)) from None


def reference_types(texts: Iterable[str]) -> list[Reference]:
    """Return ``people:@employee-number,terminals:HRMID`` as reference types.

    Raises:
        click.BadParameter: There is no such collection or predefined type.
    """
    parts = [part for text in texts for part in text.split(",") if part]
    return [_reference_type(part) for part in parts]


def reference_class(collection: str) -> Callable[[str], Reference]:
    """Return the class of a collection's reference types.

    Raises:
        click.BadParameter: Its items cannot be referred to.
    """
    if collection not in REFERENCES:
        raise click.BadParameter(unknown("collection", collection, REFERENCES))
    name = f"{REFERENCES[collection].item}Reference"
    return cast("Callable[[str], Reference]", getattr(protime, name))


def place(info: PathParameterInfo, text: str) -> object:
    """Return what stands in a path: an id, or ``@badge-number:676`` as a reference.

    Raises:
        click.BadParameter: It is neither.
    """
    name, colon, value = text.partition(":")
    if info.identifier and colon:
        known = _checked_type(info.identifier, name)
        return reference_class(info.identifier)(known).of(value)
    if info.type == "integer":
        return _integer(text)
    return text


def identifier(collections: Sequence[str], text: str) -> object:
    """Return what names an item of one of the collections: an id, or TYPE:VALUE."""
    name, colon, value = text.partition(":")
    if colon:
        return {"externalReferences": {name: value}}
    whole = all(REFERENCES[kind].id_type == "integer" for kind in collections)
    return {"id": int(text) if whole and text.isdecimal() else text}


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return a sentence about a name that is not known, with the nearest one."""
    names = list(known)
    near = get_close_matches(name, names, 1)
    advice = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}."
    return f"There is no {what} {name!r}; {advice}"


def _members(text: str) -> list[object]:
    found = _SET.fullmatch(text)
    if found:
        ids = [_integer(part) for part in found[2].split(",")]
        kinds = {"circle": protime.Circle, "org-group": protime.OrgGroup}
        kind = kinds.get(found[1])
        return [kind(*ids) if kind else NamedSet(found[1], ids)]
    return [_integer(part) for part in text.split(",")]


def _is_id(value: object) -> bool:
    return isinstance(value, int)


def _single(info: FilterInfo, collection: CollectionInfo) -> Callable[[str], object]:
    plain: dict[str, Callable[[str], object]] = {
        "integer": _integer,
        "boolean": _boolean,
        "string": str,
    }
    if info.type in plain:
        return plain[info.type]
    values = next((t.values for t in collection.types if t.name == info.type), ())
    return lambda text: _member(info.type, text, values)


def _member(kind: str, text: str, values: Sequence[str]) -> object:
    by_folded = {value.casefold(): value for value in values}
    if text.casefold() not in by_folded:
        raise click.BadParameter(
            unknown(kind, text, values) + " A newer value can be given with --where."
        )
    return getattr(protime, kind)(by_folded[text.casefold()])


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no integer.") from None


def _boolean(text: str) -> bool:
    if text.casefold() not in ("true", "false"):
        raise click.BadParameter(f"{text!r} is neither true nor false.")
    return text.casefold() == "true"


def _only(texts: Sequence[str]) -> str:
    if len(texts) != 1:
        raise click.BadParameter("It takes one value only.")
    return texts[0]


def _reference_type(text: str) -> Reference:
    collection, colon, name = text.partition(":")
    if not colon:
        raise click.BadParameter(
            f"{text!r} is no reference type: write people:@employee-number."
        )
    kind = reference_class(collection)
    return kind(_checked_type(collection, name))


def _checked_type(collection: str, name: str) -> str:
    """Return the name of a reference type.

    Raises:
        click.BadParameter: It is none of Protime's own, but is written as one.
    """
    if name.startswith("@"):
        predefined = [f"@{name}" for name in REFERENCES[collection].predefined]
        if name not in predefined:
            what = f"predefined reference type of {collection}"
            raise click.BadParameter(unknown(what, name, predefined))
    return name
