"""Plans the collections' modules: filters, endpoints, methods and what they import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from generator import names, spec
from generator.planning import methods as planned
from generator.planning.imports import RUNTIME, needed
from generator.planning.naming import (
    Naming,
    endpoint,
    filter_name,
    id_type,
)
from generator.planning.operations import operation, paths
from generator.planning.package import (
    CollectionModule,
    EndpointConstant,
    FilterClass,
    FilterProperty,
    Import,
    Lines,
    Method,
    Operation,
    ReferencesAlias,
)
from generator.planning.places import aliases, places
from generator.planning.scopes import member
from generator.planning.texts import docstring, inferred, sources
from generator.planning.types import SCALARS, Types


def module(
    collection: spec.Collection, types: Types, homes: Mapping[str, str]
) -> CollectionModule:
    """Return the collection's module; `homes` say where models come from."""
    naming = _naming(collection, types)
    operations = tuple(
        operation(name, collection, naming.paths) for name in collection.operations
    )
    filters = tuple(_filters(operations, naming))
    found = planned.methods(operations, naming)
    references = tuple(aliases(operations, found, naming))
    return CollectionModule(
        name=collection.collection,
        attribute=names.snake(collection.collection),
        class_name=naming.class_name,
        source=f"spec/collections/{collection.collection}.yaml",
        summary=collection.summary,
        docstring=_docstring(collection),
        imports=_imports(found, filters, references, naming, homes),
        references=references,
        endpoints=tuple(_endpoints(operations, filters, naming)),
        filters=filters,
        methods=found,
        operations=operations,
        item=collection.item.name if collection.item else None,
        new_item=collection.item.new if collection.item else None,
        spec=collection,
    )


def _naming(collection: spec.Collection, types: Types) -> Naming:
    class_name = names.pascal(collection.collection)
    return Naming(
        collection=collection,
        class_name=class_name,
        item=collection.item.name if collection.item else None,
        references=f"{class_name}Reference",
        other_references=f"{class_name}OtherReference",
        types=types,
        paths=paths(collection, types),
    )


def _imports(
    found: tuple[Method, ...],
    filters: tuple[FilterClass, ...],
    references: tuple[ReferencesAlias, ...],
    naming: Naming,
    homes: Mapping[str, str],
) -> tuple[Import, ...]:
    texts = list(_annotations(found, filters, references, naming))
    own = {naming.class_name, *(one.name for one in filters)}
    own |= {naming.references, naming.other_references}
    return needed(texts, {**RUNTIME, **homes}, but=own)


def _annotations(
    found: tuple[Method, ...],
    filters: tuple[FilterClass, ...],
    references: tuple[ReferencesAlias, ...],
    naming: Naming,
) -> Iterator[str]:
    """Iterate over texts that hold every name that the module needs."""
    yield f"Endpoint Collection AsyncCollection {naming.item}"
    yield "Place" if _has_places(naming) else ""
    for alias in references:
        yield f"TypeAlias {' '.join(alias.types)}"
    if naming.collection.scopes.read or naming.collection.scopes.write:
        yield "Scope"
    for method in found:
        yield (
            f"Async{method.returns} {method.returns}"
            if method.pager
            else method.returns
        )
        yield "overload Unpack" if method.filter else ""
        yield from method.call.arguments
        yield from (one.annotation for one in (*method.parameters, *method.options))
    for one in filters:
        yield "TypedDict Property"
        yield from (
            f"{each.annotation} {'Rule' * bool(each.rules)}" for each in one.properties
        )


def _has_places(naming: Naming) -> bool:
    named = naming.collection.path_parameters.values()
    return "put" in naming.collection.operations or any(one.identifier for one in named)


def _filters(
    operations: tuple[Operation, ...], naming: Naming
) -> Iterator[FilterClass]:
    words = names.prose(naming.collection.collection)
    for one in operations:
        if one.filters:
            purpose = "follow" if one.name == "delta" else "list"
            yield FilterClass(
                name=filter_name(one, naming.class_name),
                docstring=(f"Which {words} to {purpose}.",),
                properties=tuple(
                    _property(wire, one.name, naming) for wire in one.filters
                ),
            )


def _property(
    wire: str, operation: spec.OperationName, naming: Naming
) -> FilterProperty:
    one = naming.collection.filters[wire]
    annotation = filter_annotation(one)
    return FilterProperty(
        python=one.python or names.snake(wire),
        wire=wire,
        annotation=f"Required[{annotation}]" if one.required else annotation,
        docstring=docstring(one.summary, inferred(one.inferred), indent=4),
        operators=tuple(one.operators),
        sets=tuple(one.sets),
        multiple=one.multiple,
        required=one.required,
        rules=tuple(rule for rule in one.rules if operation in rule.operations),
    )


def filter_annotation(one: spec.Filter) -> str:
    """Return what may be given for the filter."""
    if one.sets:
        return "Members"
    if "ge" in one.operators and one.type == "date":
        return "DateRange"
    single = SCALARS.get(one.type, one.type)
    several = one.multiple or "in" in one.operators
    choices = [single] * (one.operators != ["in"]) + [f"Iterable[{single}]"] * several
    return " | ".join(choices)


def _endpoints(
    operations: tuple[Operation, ...], filters: tuple[FilterClass, ...], naming: Naming
) -> Iterator[EndpointConstant]:
    found = {one.name: one.properties for one in filters}
    whole = evolve(
        _endpoint(naming.endpoint, naming.paths.base, operations, naming),
        write=_scope_members(naming.collection.scopes.write),
        filters=found.get(f"{naming.class_name}Filter", ()),
        delta_filters=found.get(f"{naming.class_name}DeltaFilter", ()),
    )
    yield whole
    for one in operations:
        # A list below another collection, such as the history of one person.
        if endpoint(one, naming) != whole.name:
            yield _endpoint(endpoint(one, naming), one.path, (one,), naming)


def _endpoint(
    name: str, path: str, operations: tuple[Operation, ...], naming: Naming
) -> EndpointConstant:
    return EndpointConstant(
        name=name,
        model=naming.item or "object",
        id_type=id_type(naming.collection),
        path=_placeholders(naming.types.root.api.base_path + path),
        places=places(path, operations, naming.collection),
        read=_scope_members(naming.collection.scopes.read),
    )


def _scope_members(scopes: list[str]) -> tuple[str, ...]:
    return tuple(f"Scope.{member(one)}" for one in scopes)


def _placeholders(path: str) -> str:
    return "/".join("{}" if one.startswith("{") else one for one in path.split("/"))


def _docstring(collection: spec.Collection) -> Lines:
    return docstring(
        collection.summary,
        "\n".join(collection.notes),
        inferred(collection.inferred),
        _scopes(collection.scopes),
        inferred(collection.scopes.inferred),
        sources(collection.sources),
        indent=4,
    )


def _scopes(scopes: spec.Scopes) -> str:
    asked = [
        f"to {verb}, {' or '.join(f'``{one}``' for one in found)}"
        for verb, found in (("read", scopes.read), ("write", scopes.write))
        if found
    ]
    return f"Scopes: {'; '.join(asked)}."
