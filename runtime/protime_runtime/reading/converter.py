"""The converter of models: JSON values to models and back, in the tolerant way.

The only module that imports cattrs. Writing sends only what is set, under the names of
the wire.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NoReturn

from cattrs import Converter

from protime_runtime import given
from protime_runtime.errors import InvalidRequest
from protime_runtime.reading import kinds, writing
from protime_runtime.scalars import NAMES
from protime_runtime.types import (
    OpenEnum,
    ReferenceValue,
    is_list,
    is_mapping,
    is_model,
    is_union,
)

Factory = Callable[[type, Converter], kinds.Structure]


class ModelConverter(Converter):
    """A converter that knows whether hooks were added to it."""

    customised = False
    """Whether it reads otherwise than the fast way, which is then left alone."""

    def register_structure_hook(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as cattrs has it
        """Take a hook for a class."""
        self.customised = True
        return super().register_structure_hook(*args, **named)

    def register_structure_hook_func(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - the same
        """Take a hook for what a predicate holds of."""
        self.customised = True
        super().register_structure_hook_func(*args, **named)

    def register_structure_hook_factory(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
        """Take a maker of hooks for what a predicate holds of."""
        self.customised = True
        return super().register_structure_hook_factory(*args, **named)


def encode(value: object) -> bytes:
    """Return a model, or a list of them, as the JSON that is sent.

    Raises:
        InvalidRequest: It holds what JSON has no form for.
    """
    try:
        return _json(unstructure(value)).encode()
    except InvalidRequest:
        raise
    except (TypeError, ValueError) as error:
        raise InvalidRequest(f"What is to be sent is no JSON: {error}.") from None


def _unheard_of(value: object) -> NoReturn:
    raise InvalidRequest(
        f"What is to be sent is JSON, which cannot hold {given.described(value)}."
    )


_json = json.JSONEncoder(
    separators=(",", ":"), allow_nan=False, default=_unheard_of
).encode


def unstructure(value: object) -> object:
    """Return a model, or a list of them, as plain JSON values under wire names."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [unstructure(element) for element in value]
    return converter.unstructure(value)


def _make_converter() -> ModelConverter:
    made = ModelConverter(detailed_validation=False)
    factories: list[tuple[Callable[[object], bool], Factory]] = [
        (is_union, kinds.union_structure),
        (is_list, kinds.tuple_structure),
        (is_mapping, kinds.mapping_structure),
        (is_model, kinds.model_structure),
    ]
    for predicate, factory in factories:
        made.register_structure_hook_factory(predicate)(factory)
    for kind in (int, float, str, bool, datetime):
        made.register_structure_hook(kind, kinds.plain(NAMES[kind]))
    # A class's hook is its subclasses' too: for a factory, an enum would be a text.
    made.register_structure_hook(OpenEnum, kinds.read_enum)
    made.register_structure_hook_func(lambda hint: hint is date, kinds.plain("date"))
    made.register_structure_hook_func(
        lambda hint: hint is object, lambda value, _: value
    )
    made.register_unstructure_hook_factory(
        is_model, lambda model: writing.model_unstructure(model, made.unstructure)
    )
    plain = partial(writing.plain, write=made.unstructure)
    for written in (ReferenceValue, OpenEnum, date, datetime):
        made.register_unstructure_hook(written, plain)
    made.customised = False
    return made


converter = _make_converter()
"""The converter of all models; more hooks can be registered before its first use.

With a hook of yours, all is read by it, and nothing by the fast way.
"""
