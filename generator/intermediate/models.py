"""Plans the models: items, types and identifiers, as they are read and sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from generator import names, spec
from generator.intermediate.fields import python_name, read_field, sent_field
from generator.intermediate.imports import RUNTIME, needed
from generator.intermediate.package import (
    Alias,
    Enum,
    Lines,
    Member,
    Model,
    ModelModule,
    Moment,
)
from generator.intermediate.texts import docstring, inferred
from generator.intermediate.types import (
    IDENTIFIERS,
    SCALARS,
    SHARED,
    Types,
)

_KEPT = "Kept NOTHING_KEPT"


def modules(types: Types) -> tuple[ModelModule, ...]:
    """Return the modules of the models, with their imports."""
    planned = [_identifiers(types), _shared(types)]
    planned += [_of_collection(one, types) for one in types.root.collections.values()]
    found = [one for one in planned if one.classes]
    homes = dict(RUNTIME)
    for module in found:
        homes |= {one.name: f".{module.name}" for one in module.classes}
    return tuple(_importing(module, homes) for module in found)


def _importing(module: ModelModule, homes: Mapping[str, str]) -> ModelModule:
    own = {one.name for one in module.classes}
    texts = [text for one in module.classes for text in _texts(one)]
    return ModelModule(
        name=module.name,
        source=module.source,
        docstring=module.docstring,
        imports=needed(texts, homes, but=own),
        classes=module.classes,
    )


def _texts(one: Model | Enum | Alias) -> Iterator[str]:
    """Iterate over texts that hold every name that the class needs."""
    if isinstance(one, Enum):
        yield "OpenEnum"
    elif isinstance(one, Alias):
        yield f"TypeAlias {one.annotation}"
    else:
        yield f"field frozen {one.base} {_KEPT if one.kept else ''}"
        yield from (field.annotation for field in one.fields)
        yield from (f"tzinfo {made.function} datetime" for made in one.moments)


def _identifiers(types: Types) -> ModelModule:
    classes: list[Model | Enum | Alias] = []
    for name, reference in types.root.reference_types.items():
        if reference.id is not None:
            classes += [_identifier(name, reference, types), _like(name, types)]
    return ModelModule(
        name=IDENTIFIERS,
        source="spec/reference_types.yaml",
        docstring=("Identifiers: items of a collection, as other items name them.",),
        imports=(),
        classes=tuple(classes),
    )


def _identifier(name: str, reference: spec.ReferenceType, types: Types) -> Model:
    id = spec.Field(summary="Protime's id.", type=reference.id, read="always")
    names_of_others = spec.Field(
        summary="Other systems' names for it, as far as they were asked for.",
        type="references",
    )
    fields = {"id": id, "externalReferences": names_of_others}
    return Model(
        name=types.identifier(name),
        docstring=docstring(reference.summary, indent=4),
        base="Identifier",
        names_items_of=name,
        fields=tuple(read_field(*pair, types, sent=False) for pair in fields.items()),
    )


def _like(name: str, types: Types) -> Alias:
    reference, identifier = types.root.reference_types[name], types.identifier(name)
    words = names.prose(reference.item)
    return Alias(
        name=types.like(name),
        annotation=f"{SCALARS[str(reference.id)]} | {identifier}"
        f" | ReferenceValue[{identifier}]",
        docstring=(f"What may name one {words} in what is sent.",),
        identifier=identifier,
        id_type=str(reference.id),
    )


def _shared(types: Types) -> ModelModule:
    return ModelModule(
        name=SHARED,
        source="spec/types.yaml",
        docstring=("Models that several collections share.",),
        imports=(),
        classes=tuple(_of_types(types.root.types, types)),
    )


def _of_collection(collection: spec.Collection, types: Types) -> ModelModule:
    words = names.prose(collection.collection)
    return ModelModule(
        name=names.snake(collection.collection),
        source=f"spec/collections/{collection.collection}.yaml",
        docstring=(f"Models of {words}.",),
        imports=(),
        classes=(*_of_types(collection.types, types), *_of_item(collection, types)),
    )


def _of_types(
    found: Mapping[str, spec.Type], types: Types
) -> Iterator[Model | Enum | Alias]:
    for name, one in found.items():
        if one.values is not None:
            yield _enum(name, one)
        else:
            yield from _twins(name, one, types)


def _enum(name: str, one: spec.Type) -> Enum:
    return Enum(
        name=name,
        docstring=docstring(one.summary, inferred(one.inferred), indent=4),
        inferred=one.inferred,
        members=tuple(
            Member(python=names.upper(value), value=value) for value in one.values or ()
        ),
    )


def _twins(name: str, one: spec.Type, types: Types) -> Iterator[Model]:
    fields = one.fields or {}
    text = docstring(one.summary, inferred(one.inferred), indent=4)
    if all(field.read == "never" for field in fields.values()):
        yield _sent(name, text, fields, types)
        return
    yield evolve(_read(name, text, fields, types), inferred=one.inferred)
    if one.new:
        yield _sent(one.new, _new_docstring(name, one.summary), fields, types)


def _of_item(collection: spec.Collection, types: Types) -> Iterator[Model]:
    item = collection.item
    if item is None:
        return
    text = docstring(item.summary, indent=4)
    moments = tuple(
        _moment(name, parts, collection) for name, parts in item.moments.items()
    )
    yield _read(item.name, text, collection.fields, types, moments)
    if item.new:
        new = _new_docstring(item.name, item.summary)
        yield _sent(item.new, new, collection.fields, types)


def _new_docstring(name: str, summary: str) -> Lines:
    return docstring(summary, f"What is sent; `{name}` is what is read.", indent=4)


def _moment(name: str, parts: list[str], collection: spec.Collection) -> Moment:
    read = [collection.fields[part].read for part in parts]
    whole = all(one == "always" for one in read)
    date, minutes = (python_name(part, collection.fields[part]) for part in parts)
    return Moment(
        name=name,
        date=date,
        minutes=minutes,
        function="moment_told" if whole else "moment_or_none",
        returns="datetime" if whole else "datetime | None",
    )


def _read(
    name: str,
    text: Lines,
    fields: Mapping[str, spec.Field],
    types: Types,
    moments: tuple[Moment, ...] = (),
) -> Model:
    sent = name in types.written
    read = {wire: one for wire, one in fields.items() if one.read != "never"}
    return Model(
        name=name,
        docstring=text,
        fields=tuple(read_field(*pair, types, sent=sent) for pair in read.items()),
        base="Identifier" if name in types.naming else None,
        kept=name in types.kept,
        moments=moments,
    )


def _sent(
    name: str, text: Lines, fields: Mapping[str, spec.Field], types: Types
) -> Model:
    sent = {wire: one for wire, one in fields.items() if one.write != "never"}
    return Model(
        name=name,
        docstring=text,
        fields=tuple(sent_field(*pair, types) for pair in sent.items()),
    )
