"""Fields and types, read from the models of what is read and of what is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_type_hints

import attrs
from attrs import frozen

from protime_runtime.catalog.declarations import Hint, hint_of
from protime_runtime.catalog.infos import FieldInfo, TypeInfo
from protime_runtime.types import Identifier, OpenEnum

_SAID = ("minimum", "maximum", "max_length", "also", "personal")
"""What metadata say of a field as the catalog does."""


@frozen
class Models:
    """The models of an item or a type: what is read, and what is sent."""

    read: type | None
    sent: type | None

    def fields(self) -> tuple[FieldInfo, ...]:
        """Return the fields of both, in the order of the spec."""
        read, sent = declared(self.read), declared(self.sent)
        return tuple(
            _field(wire, read.get(wire), sent.get(wire))
            for wire in _merged(list(read), list(sent))
        )


@frozen
class Declared:
    """A field as a model declares it."""

    owner: type
    attribute: attrs.Attribute[Any]
    hint: Hint


@cache
def declared(model: type | None) -> Mapping[str, Declared]:
    """Return the fields of a model by their names in JSON; none of an enum."""
    if model is None or not attrs.has(model):
        return {}
    annotations = get_type_hints(model)
    return {
        attribute.metadata["wire"]: Declared(
            _owner(model, attribute), attribute, hint_of(annotations[attribute.name])
        )
        for attribute in attrs.fields(model)
        if "wire" in attribute.metadata
    }


def _owner(model: type, attribute: attrs.Attribute[Any]) -> type:
    """Return the class with the field's slot, whose source has the field's text."""
    return next(kind for kind in model.__mro__ if attribute.name in vars(kind))


def _field(wire: str, read: Declared | None, sent: Declared | None) -> FieldInfo:
    held = [found for found in (read, sent) if found]
    attribute, hint = held[0].attribute, held[0].hint
    named = [found.hint.collections for found in held if found.hint.collections]
    # References are empty without a value, which nothing else is.
    references = isinstance(attribute.default, attrs.Factory)  # type: ignore[arg-type]
    return FieldInfo(
        wire=wire,
        python=attribute.name,
        type="references" if references else hint.name,
        identifier=named[0] if named else (),
        list=hint.list,
        map=hint.map and not references,
        read=_read(read),
        write=_write(sent),
        **{
            name: attribute.metadata[name]
            for name in _SAID
            if name in attribute.metadata
        },
        owner=held[0].owner,
    )


def _merged(first: list[str], second: list[str]) -> list[str]:
    """Return the names of both, each of the second after the one before it."""
    merged, place = list(first), 0
    for name in second:
        if name not in merged:
            merged.insert(place, name)
        place = merged.index(name) + 1
    return merged


def _read(field: Declared | None) -> Literal["always", "sometimes", "never"]:
    if field is None:
        return "never"
    return "always" if field.attribute.default is attrs.NOTHING else "sometimes"


def _write(field: Declared | None) -> Literal["required", "optional", "never"]:
    if field is None or field.attribute.metadata.get("read_only"):
        return "never"
    return "required" if field.attribute.default is attrs.NOTHING else "optional"


def types(
    item: Models, bodies: Iterable[Hint], filters: Iterable[type]
) -> Iterator[TypeInfo]:
    """Iterate over the types that fields, bodies and filters reach, own ones first."""
    bodies = [*bodies, *([Hint((item.sent,))] if item.sent else [])]
    sent = _sent(bodies)
    read = set(_reached(field.hint for field in declared(item.read).values()))
    names = _merged(list(declared(item.read)), list(declared(item.sent)))
    both = {**declared(item.sent), **declared(item.read)}
    values = [Hint((value,)) for value in filters]
    reached = _reached([*(both[name].hint for name in names), *bodies, *values])
    own = item.read.__module__ if item.read else ""
    for model in sorted(reached, key=lambda model: model.__module__ != own):
        if model not in (item.read, item.sent):
            twin = None if issubclass(model, Identifier) else sent.get(model)
            yield from _types(model, Models(model if model in read else None, twin))


def _sent(bodies: Iterable[Hint]) -> Mapping[type, type]:
    """Return what is sent in bodies and below, by what is read in its place."""
    found: dict[type, type] = {}
    waiting = list(bodies)
    while waiting:
        # What is made for sending stands first, and what was read last.
        models = waiting.pop(0).models
        if models and models[-1] not in found:
            found[models[-1]] = models[0]
            waiting += [field.hint for field in declared(models[0]).values()]
    return found


def _reached(hints: Iterable[Hint]) -> Iterator[type]:
    """Iterate over the types that annotations name, and those below them."""
    waiting, seen = list(hints), set[type]()
    while waiting:
        for model in waiting.pop(0).models[-1:]:
            if model not in seen:
                seen.add(model)
                yield model
                waiting += [field.hint for field in declared(model).values()]


def _types(model: type, models: Models) -> Iterator[TypeInfo]:
    """Iterate over a type and its twin that is sent, as bodies name it."""
    values = tuple(map(str, model)) if issubclass(model, OpenEnum) else ()
    fields = models.fields()
    yield TypeInfo(name=model.__name__, values=values, fields=fields)
    if models.sent not in (None, model):
        accepted = declared(models.sent)
        kept = tuple(field for field in fields if field.wire in accepted)
        yield TypeInfo(name=models.sent.__name__, fields=kept)
