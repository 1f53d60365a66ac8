"""Plans the attributes of models: what is read, and what may be sent in its place."""

from __future__ import annotations

from generator import names, spec
from generator.intermediate.package import ModelField
from generator.intermediate.texts import docstring, inferred
from generator.intermediate.types import SCALARS, Types, references


def read_field(wire: str, one: spec.Field, types: Types, *, sent: bool) -> ModelField:
    """Return the attribute that holds what is read; `sent` if its model is sent too."""
    reference = _read_reference(one, types)
    annotation = reference or SCALARS[str(one.type)]
    if one.list:
        annotation = f"tuple[{annotation}, ...]"
    if one.map:
        annotation = f"Mapping[str, {annotation}]"
    return _field(
        wire,
        one,
        annotation,
        (reference,) if reference else (),
        required=one.read == "always",
        read_only=sent and one.write == "never",
        nullable=one.read != "always" and one.type != "json",
    )


def sent_field(wire: str, one: spec.Field, types: Types) -> ModelField:
    """Return the attribute that holds what is sent."""
    choices = _choices(one, types)
    annotation = " | ".join(choices)
    if one.list:
        annotation = f"Sequence[{annotation}]"
    if one.map:
        annotation = f"Mapping[str, {annotation}]"
    if one.type in SCALARS:
        choices = []
    elif not one.identifier:
        # The first is what is made for sending; an item that was read looks the same.
        choices = choices[:1]
    return _field(
        wire, one, annotation, tuple(choices), required=one.write == "required"
    )


def _choices(one: spec.Field, types: Types) -> list[str]:
    # The one that is made for sending comes first.
    likes = [types.like(collection) for collection in references(one)]
    if one.type is None:
        return likes
    if one.type in SCALARS:
        return [SCALARS[one.type]]
    new = types.types[one.type].new if one.type in types.types else None
    return [*([new] if new else []), one.type, *likes]


def _read_reference(one: spec.Field, types: Types) -> str | None:
    if one.type is None:
        return types.identifier(references(one)[0])
    return None if one.type in SCALARS else one.type


def _field(
    wire: str,
    one: spec.Field,
    annotation: str,
    choices: tuple[str, ...],
    *,
    required: bool,
    read_only: bool = False,
    nullable: bool = False,
) -> ModelField:
    factory = one.type == "references"
    # Neither may be None: the one is empty without a value, the other is anything.
    optional = not required and not factory and annotation != "object"
    return ModelField(
        wire=wire,
        python=python_name(wire, one),
        annotation=f"{annotation} | None" if optional else annotation,
        required=required and not factory,
        factory=factory,
        read_only=read_only,
        nullable=nullable,
        # References can be employee and badge numbers.
        personal=one.personal or factory,
        also=tuple(one.also),
        docstring=docstring(one.summary, inferred(one.inferred), indent=4),
        spec=one,
        choices=choices,
    )


def python_name(wire: str, one: spec.Field) -> str:
    """Return the attribute's name."""
    return one.python or names.snake(wire)
