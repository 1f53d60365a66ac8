"""attrs' classes of values, made in half the time, for the runtime's own.

attrs writes and compiles for each class what compares, hashes and shows its values.
That takes as long as all else of making the class, and most programs never call it: so
here the classes share one of each, which does the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen as frozen


def _frozen(made: type | None = None, **options: Any) -> Any:  # noqa: ANN401 - as attrs has it
    """Make a class as `attrs.frozen` does."""
    if made is None:
        return partial(_frozen, **options)
    # What a class has of its own stays, as with attrs: it may hide a secret.
    shared = {
        name: method for name, method in _SHARED.items() if name not in vars(made)
    }
    built: Any = attrs.frozen(made, eq=False, repr=False, **options)
    for name, method in shared.items():
        setattr(built, name, method)
    return built


def _equals(self: object, other: object) -> Any:  # noqa: ANN401 - as Python has it
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _compared(self) == _compared(other)


def _hashed(self: object) -> int:
    return hash((type(self), *_compared(self)))


def _compared(item: object) -> list[object]:
    made: type = type(item)
    return [getattr(item, field.name) for field in attrs.fields(made) if field.eq]


@recursive_repr()
def _shown(self: object) -> str:
    return f"{type(self).__qualname__}({', '.join(_fields_shown(self))})"


def _fields_shown(item: object) -> Iterator[str]:
    made: type = type(item)
    for field in attrs.fields(made):
        if field.repr:
            show = repr if field.repr is True else field.repr
            yield f"{field.name}={show(getattr(item, field.name))}"


_SHARED = {"__eq__": _equals, "__hash__": _hashed, "__repr__": _shown}

if not TYPE_CHECKING:  # Type checkers know attrs' own.
    frozen = _frozen
