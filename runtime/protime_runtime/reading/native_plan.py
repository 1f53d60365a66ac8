"""Which fields of a model the fast way reads, and how; nothing here needs msgspec.

A model that holds what the fast way does not know is read the tolerant way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, TypeAlias, TypeGuard, cast, get_args, get_origin

import attrs

from protime_runtime.scalars import NAMES, RULES
from protime_runtime.types import (
    OpenEnum,
    is_list,
    is_mapping,
    is_model,
    wired,
    without_none,
)
from protime_runtime.values import frozen

SAMPLES: Mapping[object, object] = {
    int: 1,
    str: "a",
    bool: True,
    float: 0.5,
    date: "2026-01-05",
    datetime: "2026-01-05T08:30:00+01:00",
    object: {"a": [1]},
}
"""The plain types that are read, each with a value as it is on the wire."""

Way: TypeAlias = Literal["closed", "open"]
"""A closed way refuses all that differs; an open one passes over some of it."""

_HOOKS = ("__attrs_post_init__", "__attrs_pre_init__")


class NotPlanned(TypeError):
    """A model that only the tolerant way reads; says why."""


@frozen(kw_only=True)
class Field:
    """One attribute of a model: where it stands, and what it holds."""

    name: str
    wires: tuple[str, ...]
    required: bool
    default: object
    """What is taken for null and for nothing: a value, or attrs' factory of one."""
    hint: object
    """The type without `None`; for models, see `plan`."""
    plan: Plan | None = None
    """Of the model that it holds, or holds several of."""
    many: bool = False


@frozen(kw_only=True)
class Plan:
    """How the items of a model are read."""

    model: type
    fields: tuple[Field, ...]
    constants: Mapping[str, object]
    """Attributes that are not on the wire."""
    exact: bool
    """Whether names that are not known must be kept, and so must not be passed over."""


def plan(model: type, outer: tuple[type, ...] = ()) -> Plan:
    """Return how a model is read.

    Raises:
        NotPlanned: Something in it has to be read the tolerant way.
    """
    if model in outer:
        raise NotPlanned(f"{model.__name__} holds itself")
    fields = wired(model)
    every = attrs.fields(model)
    _check(model, every)
    return Plan(
        model=model,
        fields=tuple(_field(attribute, (*outer, model)) for attribute in fields),
        constants={
            attribute.name: _default(attribute)
            for attribute in every
            if attribute not in fields
        },
        exact=any(attribute.name == "_kept" for attribute in every),
    )


def _check(model: type, every: tuple[attrs.Attribute[object], ...]) -> None:
    if "__slots__" not in vars(model) or any(hasattr(model, hook) for hook in _HOOKS):
        raise NotPlanned(f"{model.__name__} has no slots, or does more than to hold")
    for attribute in every:
        if (
            attribute.validator is not None
            or attribute.converter is not None
            or not attribute.init
        ):
            raise NotPlanned(
                f"{model.__name__}.{attribute.name} does more than to hold"
            )


def _default(attribute: attrs.Attribute[object]) -> object:
    if getattr(attribute.default, "takes_self", False):
        raise NotPlanned(f"The default of {attribute.name} depends on other fields")
    return attribute.default


def _field(attribute: attrs.Attribute[object], outer: tuple[type, ...]) -> Field:
    hint = without_none(attribute.type)
    many = is_list(hint)
    inner = get_args(hint)[0] if many else hint
    nested = plan(cast("type", inner), outer) if is_model(inner) else None
    required = attribute.default is attrs.NOTHING
    return Field(
        name=attribute.name,
        wires=(attribute.metadata["wire"], *attribute.metadata.get("also", ())),
        required=required,
        default=_default(attribute),
        hint=None if nested else _simple(hint),
        plan=nested,
        many=many and nested is not None,
    )


def _simple(hint: object) -> object:
    """Return the type that values which hold no model are read as.

    Raises:
        NotPlanned: The type holds something else.
    """
    if hint in SAMPLES or is_enum(hint):
        return hint
    if is_mapping(hint) and get_args(hint)[0] is str:
        return dict[str, _simple(get_args(hint)[1])]  # type: ignore[misc]  # computed
    if is_list(hint) and not is_list(get_args(hint)[0]):
        return tuple[_simple(get_args(hint)[0]), ...]  # type: ignore[misc]  # computed
    raise NotPlanned(f"{hint} is read the tolerant way")


def is_enum(hint: object) -> TypeGuard[type[OpenEnum]]:
    """Whether a type is one of the enums."""
    return isinstance(hint, type) and issubclass(hint, OpenEnum)


def sample(plan: Plan) -> dict[str, object]:
    """Return a document that has every field of a model."""
    return {field.wires[0]: _sample(field) for field in plan.fields}


def _sample(field: Field) -> object:
    if field.plan is not None:
        return [sample(field.plan)] if field.many else sample(field.plan)
    return _plain(field.hint)


def _plain(hint: object) -> object:
    if hint in SAMPLES:
        return SAMPLES[hint]
    if is_enum(hint):
        return next(iter(hint)).value
    inner = get_args(hint)
    if get_origin(hint) is dict:
        return {"a": _plain(inner[1])}
    return [_plain(inner[0])]


def sampled(plan: Plan) -> object:
    """Return what `sample` is to be read as, made by the model's own class."""
    return plan.model(**{field.name: _sampled(field) for field in plan.fields})


def _sampled(field: Field) -> object:
    if field.plan is not None:
        made = sampled(field.plan)
        return (made,) if field.many else made
    return _read(field.hint)


def _read(hint: object) -> object:
    if hint is object:
        return SAMPLES[hint]
    if hint in SAMPLES:
        return RULES[NAMES[hint]].read(SAMPLES[hint])
    if is_enum(hint):
        return next(iter(hint))
    inner = get_args(hint)
    if get_origin(hint) is dict:
        return {"a": _read(inner[1])}
    return (_read(inner[0]),)
