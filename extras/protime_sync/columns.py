"""Which columns a collection's rows become, from what the catalog says of them.

Nothing here needs Arrow. References become the id of what they name
(``person_id``), with a column for each name that other systems have for it and that
was asked for (``person_employee_number``); objects become a column for each of their
fields (``geolocation_latitude``); lists stay lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from protime.catalog import REFERENCES
from protime_runtime.catalog import CollectionInfo, FieldInfo, TypeInfo


class Kind(StrEnum):
    """What a column holds."""

    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    ENUM = "enum"
    JSON = "json"
    TEXTS = "texts"
    """Texts by name, such as translations by language."""
    MOMENT = "moment"
    """A point in time, made of a date and minutes."""


@frozen(kw_only=True)
class Column:
    """A column: its name, what it holds, and where that stands in a row."""

    name: str
    kind: Kind
    path: tuple[str, ...]
    """Names of the wire, from the outside in."""
    also: tuple[str, ...] = ()
    """Other names that one on the way may have."""
    also_at: int = 0
    """Which of the names on the way that is."""
    values: tuple[str, ...] = ()
    """Known values of an enum."""
    list: bool = False
    fields: tuple[Column, ...] = ()
    """Columns of a list's elements, if those are objects."""
    minutes: str = ""
    """Name of the wire of a moment's minutes."""


def columns(
    info: CollectionInfo,
    *,
    references: Iterable[str] = (),
    moments: bool = False,
) -> tuple[Column, ...]:
    """Return the columns of a collection's rows.

    Args:
        info: The collection.
        references: Reference types that were asked for.
        moments: Whether minutes of a day also become points in time.
    """
    named = [(getattr(one, "collection", ""), str(one)) for one in references]
    made = list(_all(info.fields, _Types(info.types, named), "", ()))
    own = [name for collection, name in named if collection == info.name]
    made += [
        Column(
            name=f"external_reference_{_plain(name)}",
            kind=Kind.STRING,
            path=("externalReferences", name),
        )
        for name in own
    ]
    if moments:
        made += _moments(info)
    return tuple(_distinct(made))


class _Types:
    """The types that fields name, and the references that were asked for."""

    def __init__(
        self, types: Sequence[TypeInfo], named: Sequence[tuple[str, str]]
    ) -> None:
        self.by_name = {one.name: one for one in types}
        self.named = named


def _all(
    fields: Iterable[FieldInfo], types: _Types, prefix: str, path: tuple[str, ...]
) -> Iterator[Column]:
    for one in fields:
        if one.read != "never":
            yield from _of(one, types, f"{prefix}{one.python}", (*path, one.wire))


def _of(
    one: FieldInfo, types: _Types, name: str, path: tuple[str, ...]
) -> Iterator[Column]:
    known = types.by_name.get(one.type)
    column = Column(
        name=name,
        kind=Kind.JSON,
        path=path,
        also=one.also,
        also_at=len(path) - 1,
        list=one.list,
    )
    if one.map or one.type == "references":
        yield evolve(column, kind=Kind.TEXTS, list=False)
    elif one.identifier and (known is None or one.list):
        yield from _identifier(one, types, column)
    elif known is not None and known.values:
        yield evolve(column, kind=Kind.ENUM, values=known.values)
    elif known is not None and one.list:
        yield evolve(column, fields=tuple(_all(known.fields, types, "", ())))
    elif known is not None:
        yield from _all(known.fields, types, f"{name}_", path)
    else:
        yield evolve(column, kind=_KINDS.get(one.type, Kind.JSON))


_KINDS = {
    kind.value: kind
    for kind in (
        Kind.INTEGER,
        Kind.NUMBER,
        Kind.STRING,
        Kind.BOOLEAN,
        Kind.DATE,
        Kind.DATETIME,
    )
}


def _identifier(one: FieldInfo, types: _Types, column: Column) -> Iterator[Column]:
    id = Column(name="id", kind=_id_kind(one.identifier), path=("id",))
    fields = [id]
    for collection, name in types.named:
        if collection in one.identifier:
            path = ("externalReferences", name)
            fields.append(Column(name=_plain(name), kind=Kind.STRING, path=path))
    if column.list:
        yield evolve(column, fields=tuple(fields))
        return
    # ``activity_definition_id`` names its collection already.
    base = column.name.removesuffix("_id")
    for field in fields:
        yield evolve(
            field,
            name=f"{base}_{field.name}",
            path=(*column.path, *field.path),
            also=column.also,
            also_at=column.also_at,
        )


def _id_kind(collections: Iterable[str]) -> Kind:
    types = {REFERENCES[one].id_type for one in collections if one in REFERENCES} or {
        "integer"
    }
    return Kind.INTEGER if types == {"integer"} else Kind.STRING


def _moments(info: CollectionInfo) -> Iterator[Column]:
    days = next((one.wire for one in info.fields if one.wire in ("date", "from")), None)
    for one in info.fields:
        is_time = one.wire.endswith("InMinutes") and "ime" in one.wire
        if days is not None and is_time and "uration" not in one.wire:
            name = one.python.removesuffix("_in_minutes") + "_at"
            yield Column(name=name, kind=Kind.MOMENT, path=(days,), minutes=one.wire)


def _plain(name: str) -> str:
    return name.removeprefix("@").replace("-", "_").lower()


def _distinct(made: Iterable[Column]) -> Iterator[Column]:
    seen: set[str] = set()
    for one in made:
        if one.name not in seen:
            seen.add(one.name)
            yield one
