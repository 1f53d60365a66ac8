"""Items as msgspec's own objects, which have just what becomes columns.

They are the fast way: msgspec reads pages or rows to them, and refuses what is not of
the columns' types; each column is then taken out of all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
from attrs import field, frozen

from protime_runtime.messages import Page
from protime_runtime.reading.native_rows import envelope, paged
from protime_runtime.tables.columns import Column, Kind, Lists, Path, Step, Taking
from protime_runtime.tables.taking import taking

REFUSALS = (
    msgspec.MsgspecError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
)
"""Why items are not read at once."""

_HINTS: Mapping[Kind, Any] = {
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.JSON: Any,
    Kind.TEXTS: dict[str, str | None],
}
"""What msgspec reads a column's values as; texts, if not named."""


@frozen
class Objects:
    """A class of msgspec's, and how columns are taken out of its objects."""

    struct: Any
    elements: Mapping[str, Objects]
    """Of the elements of lists, by the column's name."""
    _others: Sequence[Path]
    """Properties by their other names, which are read value by value."""
    _take: Taking
    _page: msgspec.json.Decoder[Any] = field(init=False)

    @_page.default
    def _page_decoder(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(envelope(self._rows))

    @property
    def _rows(self) -> Any:  # noqa: ANN401 - a type that is computed
        return list[self.struct]  # type: ignore[name-defined]  # computed

    def page(self, content: bytes) -> Page[Any] | None:
        """Return the objects of a list, or `None` if it is refused."""
        return paged(self._page, content, iter)

    def of_rows(self, rows: Sequence[Any]) -> Lists:
        """Return what stands at each path of rows.

        Raises:
            REFUSALS: A row has something that is not of its type.
        """
        return self.lists(msgspec.convert(rows, self._rows))

    def lists(self, objects: Sequence[Any]) -> Lists:
        """Return what stands at each path of the objects.

        Raises:
            ValueError: A property has another of its names.
        """
        found = self._take(objects)
        for path in self._others:
            if found[path].count(None) < len(objects):
                raise ValueError(path[-1].name)
        return found


def objects(
    columns: Sequence[Column], *, lenient: bool, as_texts: bool = False
) -> Objects:
    """Return the objects that have the properties of columns.

    Args:
        columns: The columns.
        lenient: Whether required properties may be missing.
        as_texts: Whether lists and texts by name become JSON; see `check`.
    """
    elements = {
        column.name: objects(column.fields, lenient=lenient)
        for column in columns
        if column.fields and not as_texts
    }
    hints: dict[Path, Any] = {}
    for column in columns:
        is_text = as_texts and column.is_nested
        hints[column.path] = Any if is_text else _hint(column, elements)
        if column.minutes:
            hints[column.path], hints[column.minutes] = date, int
    others = [
        (*path[:at], Step(name))
        for path in hints
        for at, step in enumerate(path)
        for name in step.also
    ]
    hints.update(dict.fromkeys(others, Any))
    made = _Class(hints, lenient=lenient)
    return Objects(made.struct(), elements, others, made.taking())


def check(column: Column, values: Sequence[Any]) -> None:
    """Refuse lists, or texts by name, that are not of their types all the way down.

    Raises:
        REFUSALS: One of them is not.
    """
    msgspec.convert(values, _nullable(column))


@cache
def _nullable(column: Column) -> Any:  # noqa: ANN401 - a type that is computed
    inner = objects(column.fields, lenient=True) if column.fields else None
    hint = _hint(column, {column.name: inner} if inner else {})
    return list[hint | None]  # type: ignore[valid-type]  # computed


def _hint(column: Column, elements: Mapping[str, Objects]) -> Any:  # noqa: ANN401 - a type that is computed
    hint = _HINTS.get(column.kind, str)
    if column.name in elements:
        hint = elements[column.name].struct
    return list[hint] if column.list else hint  # type: ignore[valid-type]  # computed


class _Class:
    """Makes a class of msgspec's, and the function that takes columns out of it."""

    def __init__(self, hints: Mapping[Path, Any], *, lenient: bool) -> None:
        self._hints = hints
        self._lenient = lenient
        names = dict.fromkeys(step.name for path in hints for step in path)
        # Names of the API need be none of Python's, such as ``@badge-number``.
        self._slots = {name: f"field{at}" for at, name in enumerate(names)}

    def struct(self, outer: Path = ()) -> type[msgspec.Struct]:
        """Return the class of what stands at a path."""
        here = len(outer)
        steps = dict.fromkeys(
            path[here] for path in self._hints if path[:here] == outer
        )
        return msgspec.defstruct(
            "Item",
            [self._field((*outer, step)) for step in steps],
            rename={self._slots[step.name]: step.name for step in steps},
            kw_only=True,
            gc=False,  # They are gone before a cycle could be looked for.
        )

    def _field(self, path: Path) -> tuple[str, Any] | tuple[str, Any, None]:
        hint = self._hints[path] if path in self._hints else self.struct(path)
        slot = self._slots[path[-1].name]
        if path[-1].required and not self._lenient:
            return slot, hint
        return slot, hint | None, None

    def taking(self) -> Taking:
        """Return the function that takes the values at all paths out of objects."""
        return taking(self._hints, lambda step: f"item.{self._slots[step.name]}")
