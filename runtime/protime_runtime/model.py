"""What every model can do: become a dict, show itself, and be taken by Pydantic.

Personal fields are hidden wherever a model shows itself, as ``last_name=…``, so that
none ends in a log; `to_dict` has them, and `show_personal` shows them in notebooks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, Literal, NamedTuple, TypeAlias, get_type_hints

import attrs

Names: TypeAlias = Literal["api", "python"]
"""Whose names properties have."""

_HIDDEN = "…"
_shown = False


def show_personal(show: bool = True) -> None:
    """Show personal fields in the tables of notebooks, for as long as the program runs.

    What ``repr`` returns, and with it logs and tracebacks, hides them all the same.
    """
    global _shown
    _shown = show


def hidden(value: object) -> str:
    """Return what stands for a personal value, which shows whether there is one."""
    return repr(value) if value is None or value == {} else _HIDDEN


class Model:
    """Base of the models."""

    __slots__ = ()

    def to_dict(self, *, names: Names = "api") -> dict[str, Any]:
        """Return what is set as JSON has it, personal and unknown fields included.

        Args:
            names: ``api`` for the API's names (``timeOfDayInMinutes``), ``python`` for
                those of the attributes; what this version does not know has the API's.
        """
        return self._plain(names, show=True)

    def _plain(self, names: Names, *, show: bool) -> dict[str, Any]:
        return _document(self, names, show=show)

    def _repr_html_(self) -> str:
        """Return the fields as a table, for notebooks."""
        return table([self], type(self).__name__)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:  # noqa: ANN401 - Pydantic may not be installed
        """Let Pydantic hold items, and FastAPI return and take them.

        JSON has the API's names; what this version does not know is left out of it.
        Pydantic calls this.
        """
        from pydantic_core import core_schema

        properties = {
            wire: core_schema.typed_dict_field(
                handler.generate_schema(hint), required=is_required
            )
            for wire, hint, is_required in cls._properties()
        }
        read = core_schema.no_info_after_validator_function(
            cls._of_json, core_schema.typed_dict_schema(properties)
        )
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.no_info_wrap_validator_function(cls._taken, read),
            serialization=core_schema.plain_serializer_function_ser_schema(as_read),
            ref=f"{cls.__module__}.{cls.__qualname__}",
        )

    @classmethod
    def _properties(cls) -> Iterable[tuple[str, Any, bool]]:
        """Yield what JSON has of it: name, type, and whether it must be there."""
        model: type = cls
        hints = get_type_hints(model)
        for field in _fields(model):
            yield field.wire, hints[field.name], field.is_required

    @classmethod
    def _taken(cls, value: object, read: Any) -> object:  # noqa: ANN401 - as above
        """Return an item as it is, or what is read of JSON."""
        return value if isinstance(value, cls) else read(value)

    @classmethod
    def _of_json(cls, found: dict[str, Any]) -> Model:
        """Return an item of properties, which Pydantic has read already."""
        model: type = cls
        names = {field.wire: field.name for field in _fields(model)}
        return cls(**{names[wire]: value for wire, value in found.items()})

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:  # noqa: ANN401 - as above
        """Describe an item, for the documentation of a web service."""
        return handler(schema["json_schema"]) | {"title": cls.__name__}


def as_read(value: object, names: Names = "api", *, show: bool = True) -> Any:  # noqa: ANN401 - any JSON
    """Return an item, or what one holds, as JSON has it; null for what is no number.

    Args:
        value: The value.
        names: Whose names properties have.
        show: Whether personal values are there, and not hidden.
    """
    if isinstance(value, Model):
        return value._plain(names, show=show)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_read(of, names, show=show) for key, of in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_read(element, names, show=show) for element in value]
    if attrs.has(type(value)):
        return _document(value, names, show=show)
    return None if isinstance(value, float) and not isfinite(value) else value


def table(items: Sequence[object], caption: str) -> str:
    """Return a table of items in HTML; of one, its fields below each other."""
    from html import escape  # Only notebooks need it, and all else loads models.

    rows = [as_read(item, "python", show=_shown) for item in items]
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = [f"<th>{escape(name)}</th>" for name in names]
    texts = [[escape(_text(row.get(name, ""))) for name in names] for row in rows]
    body = [[f"<td>{text}</td>" for text in row] for row in texts]
    lines = [head, *body] if len(rows) > 1 else zip(head, *body, strict=True)
    text = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    left = '<caption style="text-align: left">'
    return f"<table>{left}{escape(caption)}</caption>{text}</table>"


def _text(value: object) -> str:
    if isinstance(value, dict) and value.keys() == {"id"}:
        value = value["id"]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _document(item: object, names: Names, *, show: bool) -> dict[str, Any]:
    model: type = type(item)
    unknown = getattr(getattr(item, "_kept", None), "unknown", {})
    return {
        field.wire if names == "api" else field.name: as_read(value, names, show=show)
        if show or not field.is_personal
        else _HIDDEN
        for field in _fields(model)
        if (value := getattr(item, field.name)) is not None and value != field.nothing
    } | (dict(unknown) if show else dict.fromkeys(unknown, _HIDDEN))


class _ShownField(NamedTuple):
    name: str
    wire: str
    is_required: bool
    is_personal: bool
    nothing: object
    """What says nothing beside `None`: a dict of references without any."""


@cache
def _fields(model: type) -> tuple[_ShownField, ...]:
    return tuple(
        _ShownField(
            field.name,
            field.metadata["wire"],
            field.default is attrs.NOTHING,
            "personal" in field.metadata,
            None if field.type in (object, "object") else {},
        )
        for field in attrs.fields(model)
        if "wire" in field.metadata
    )
