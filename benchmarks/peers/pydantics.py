"""Pages read by pydantic, in each form that its models have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, make_dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter, create_model
from typing_extensions import NotRequired, TypedDict  # noqa: UP035 - as pydantic asks

from benchmarks.peers.fields import IDENTIFIER, PLACE, Fields, clocking

Form = Callable[[str, Fields, Fields], Any]


def base_model(name: str, needed: Fields, other: Fields) -> Any:
    made: dict[str, Any] = {at: (kind, ...) for at, kind in needed.items()}
    made |= {at: (kind | None, None) for at, kind in other.items()}
    return create_model(name, **made)


def dataclass(name: str, needed: Fields, other: Fields) -> Any:
    made: list[Any] = list(needed.items())
    made += [(at, kind | None, field(default=None)) for at, kind in other.items()]
    return make_dataclass(name, made, slots=True)


def typed_dict(name: str, needed: Fields, other: Fields) -> Any:
    made = {at: NotRequired[kind | None] for at, kind in other.items()}
    return TypedDict(name, {**needed, **made})  # type: ignore[operator]  # computed


def reader(form: Form) -> Callable[[bytes], Any]:
    """Return what reads a page into models of a form."""
    identifier, place = form("Identifier", *IDENTIFIER), form("Place", *PLACE)
    row = form("Clocking", *clocking(identifier, place))
    page = form("Page", {"value": list[row]}, {"nextLink": str})
    if isinstance(page, type) and issubclass(page, BaseModel):
        return page.model_validate_json
    return TypeAdapter(page).validate_json
