"""What annotations declare: the types of a value, and whether it holds several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import NoneType, UnionType
from typing import TypeGuard, Union, get_args, get_origin

from attrs import frozen, has

from protime_runtime import scalars
from protime_runtime.types import Identifier, OpenEnum


@frozen
class Hint:
    """An annotation: types of a value, and whether it holds several of them."""

    types: tuple[object, ...]
    """Without `None`; the first is what is made for sending."""
    list: bool = False
    map: bool = False

    @property
    def collections(self) -> tuple[str, ...]:
        """Collections whose items may be named."""
        return tuple(kind.collection for kind in self.types if _is_identifier(kind))

    @property
    def models(self) -> tuple[type, ...]:
        """Enums and models, without the identifiers of a collection's items."""
        return tuple(kind for kind in self.types if _is_model(kind))

    @property
    def name(self) -> str:
        """Name of the type, as the catalog has it."""
        if self.models:
            return self.models[0].__name__
        return "identifier" if self.collections else scalars.NAMES[self.types[0]]


def hint_of(annotation: object) -> Hint:
    """Return what an annotation says."""
    found = _choices(annotation)
    origin, arguments = get_origin(found[0]), get_args(found[0])
    if origin in (tuple, Sequence, Iterable):
        return Hint(_choices(arguments[0]), list=True)
    if origin is Mapping:
        return Hint(_choices(arguments[1]), map=True)
    return Hint(found)


def _choices(annotation: object) -> tuple[object, ...]:
    if get_origin(annotation) not in (Union, UnionType):
        return (annotation,)
    return tuple(kind for kind in get_args(annotation) if kind is not NoneType)


def _is_identifier(kind: object) -> TypeGuard[type[Identifier]]:
    """Whether a type names items of one collection."""
    if not isinstance(kind, type) or not issubclass(kind, Identifier):
        return False
    return kind.collection != ""


def _is_model(kind: object) -> TypeGuard[type]:
    if not isinstance(kind, type) or _is_identifier(kind):
        return False
    return issubclass(kind, OpenEnum) or has(kind)
