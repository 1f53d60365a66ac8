"""The columns of a collection's table: one naming, one order and one set of types.

Names are those of Python, in the order of the spec. Identifiers become the id of what
they name (``person_id``), with a column for each name that other systems have for it
and that was asked for (``person_employee_number``); objects become a column for each of
their fields (``geolocation_latitude``); lists stay lists. Nothing here needs Arrow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, count
from typing import Any, TypeAlias, get_args, get_origin

from attrs import evolve, frozen

from protime_runtime import scalars
from protime_runtime.errors import InvalidRequest
from protime_runtime.reading.native_plan import Field, Plan, plan
from protime_runtime.tables.cells import MISFIT, Report
from protime_runtime.types import Identifier, OpenEnum

Reference: TypeAlias = tuple[str, str]
"""A reference type: the collection whose items it names, and its name."""

RENAMED: Mapping[str, str] = {"from": "valid_from", "until": "valid_until"}
"""Columns that are called otherwise than in Python, by the name on the wire.

``from`` is a word of Python and of SQL, and dlt would make ``fromx`` of ``from_``.
"""


_TIME = re.compile("[Tt]ime(OfDay)?InMinutes$")
_UNUSUAL = re.compile("[^A-Za-z0-9]+")
"""What names of columns have none of, so that no destination changes them."""


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


@frozen(cache_hash=True)
class Step:
    """A property on the way from an item to what a column holds."""

    name: str
    also: tuple[str, ...] = ()
    """Other names that it may have."""
    required: bool = False
    attribute: str = ""
    """What models call it; nothing for what a dict has under its name."""


Path: TypeAlias = tuple[Step, ...]

Lists: TypeAlias = Mapping[Path, list[Any]]
"""What stands at each path, for one item after the other."""

Taking: TypeAlias = Callable[[Sequence[Any]], Lists]
"""Returns what stands at each path of objects."""


@frozen(kw_only=True)
class Column:
    """A column: its name, what it holds, and where that stands in an item."""

    name: str
    kind: Kind
    path: Path
    """Properties of the API, from the outside in."""
    minutes: Path = ()
    """Where the minutes of a moment stand."""
    values: tuple[str, ...] = ()
    """Known values of an enum."""
    list: bool = False
    fields: tuple[Column, ...] = ()
    """Columns of a list's elements, if those are objects."""

    @property
    def is_nested(self) -> bool:
        """Whether it is of a list, or of texts by name."""
        return self.list or self.kind is Kind.TEXTS

    @property
    def wire(self) -> str:
        """The path in the API's names, with dots between."""
        return ".".join(step.name for step in self.minutes or self.path)


def columns(
    model: type,
    collection: str = "",
    *,
    references: Iterable[Reference] = (),
    moments: bool = False,
) -> tuple[Column, ...]:
    """Return the columns of a collection's table.

    Args:
        model: The class of the items.
        collection: The name of the collection, which the items' own references have.
        references: Reference types that were asked for.
        moments: Whether minutes of a day also become points in time.

    Raises:
        NotPlanned: The model is only sent.
    """
    top = _Prefix("", (), collection)
    made = [*_columns(plan(model), top, tuple(references))]
    if moments:
        made += list(_moments(made))
    return tuple(_distinct(made))


@frozen
class _Prefix:
    """Where fields stand in an item."""

    prefix: str
    """What their columns' names begin with."""
    path: Path
    collection: str | None = None
    """Whose external references may stand there; empty for those of any."""
    is_identifier: bool = False

    def column(self, field: Field) -> Column:
        step = Step(field.wires[0], field.wires[1:], field.required, field.name)
        name = f"{self.prefix}{RENAMED.get(step.name, field.name)}"
        return Column(name=name, kind=Kind.JSON, path=(*self.path, step))


def _columns(
    plan: Plan, place: _Prefix, references: tuple[Reference, ...]
) -> Iterator[Column]:
    for field in plan.fields:
        column = place.column(field)
        if field.wires[0] == "externalReferences" and get_origin(field.hint) is dict:
            yield from _references(column, place, references)
        elif field.plan is None:
            yield _plain(column, field.hint)
        elif field.many:
            within = _within(field.plan, "", ())
            fields = tuple(_distinct(_columns(field.plan, within, references)))
            yield evolve(column, list=True, fields=fields)
        else:
            within = _within(field.plan, column.name, column.path)
            yield from _columns(field.plan, within, references)


def _within(plan: Plan, name: str, path: tuple[Step, ...]) -> _Prefix:
    """Return the place of the fields of an object."""
    if not issubclass(plan.model, Identifier):
        return _Prefix(f"{name}_" if name else "", path)
    # ``activity_definition_id`` names its collection already.
    prefix = f"{name.removesuffix('_id')}_" if name else ""
    return _Prefix(prefix, path, plan.model.collection, is_identifier=True)


def _references(
    column: Column, place: _Prefix, references: Iterable[Reference]
) -> Iterator[Column]:
    own = "" if place.is_identifier else "external_reference_"
    for collection, name in references:
        if place.collection in ("", collection):
            plain = _UNUSUAL.sub("_", name).strip("_").lower()
            yield evolve(
                column,
                name=f"{place.prefix}{own}{plain}",
                kind=Kind.STRING,
                path=(*column.path, Step(name)),
            )


def _plain(column: Column, hint: object) -> Column:
    if get_origin(hint) is dict:
        return evolve(column, kind=Kind.TEXTS)
    if get_origin(hint) is tuple:
        return evolve(_plain(column, get_args(hint)[0]), list=True)
    if isinstance(hint, type) and issubclass(hint, OpenEnum):
        values = tuple(member.value for member in hint)
        return evolve(column, kind=Kind.ENUM, values=values)
    return evolve(column, kind=Kind(scalars.NAMES[hint]))


def _moments(columns: Iterable[Column]) -> Iterator[Column]:
    days = [column for column in columns if column.wire in ("date", "from")]
    for column in columns if days else ():
        if _TIME.search(column.wire):
            yield evolve(
                column,
                name=column.name.removesuffix("_in_minutes") + "_at",
                kind=Kind.MOMENT,
                path=days[0].path,
                minutes=column.path,
            )


def _distinct(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield the columns, numbered where reference types differ in signs alone."""
    taken: set[str] = set()
    for column in columns:
        names = (f"{column.name}_{number}" for number in count(2))
        name = next(name for name in chain([column.name], names) if name not in taken)
        taken.add(name)
        yield evolve(column, name=name)


def by_name(columns: Iterable[Column]) -> Mapping[str, Column]:
    """Return columns by each name that they have: their own, and those of the API.

    ``person`` stands for ``person.id``, and ``person@badge-number`` for a reference.
    """
    made = list(columns)
    found = {name: column for column in made for name in _wire_names(column)}
    return {**found, **{column.name: column for column in made}}


def chosen(known: Sequence[Column], names: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns that are named, each once, in the order of the names.

    Raises:
        InvalidRequest: There is no such column.
    """
    named = by_name(known)
    for name in names:
        if name not in named:
            there_are = ", ".join(column.name for column in known)
            raise InvalidRequest(f"There is no column {name!r}; there are {there_are}.")
    return tuple(dict.fromkeys(named[name] for name in names))


def _wire_names(column: Column) -> Iterator[str]:
    *outer, name = column.wire.split(".")
    yield column.wire
    if outer and name == "id":
        yield ".".join(outer)
    if outer and outer[-1] == "externalReferences":
        yield f"{'.'.join(outer[:-1])}@{name.removeprefix('@')}"


def found(path: Path, row: object, report: Report) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands in a row, `None` for nothing; report what is no object."""
    value: Any = row
    for step in path:
        if value is None:
            return None
        if not isinstance(value, dict):
            report(MISFIT)
            return None
        names = (step.name, *step.also)
        value = next((value[name] for name in names if name in value), None)
    return value
