"""Plans the collections' modules: filters, endpoints, methods and what they import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from generator import names, spec
from generator.planning import bases, filters
from generator.planning import methods as planned
from generator.planning.endpoints import endpoints
from generator.planning.imports import RUNTIME, needed
from generator.planning.naming import Naming
from generator.planning.operations import operation, paths
from generator.planning.package import (
    CollectionModule,
    FilterClass,
    Import,
    Lines,
    Method,
)
from generator.planning.places import aliases
from generator.planning.texts import docstring, inferred, sources
from generator.planning.types import Types


def module(
    collection: spec.Collection, types: Types, homes: Mapping[str, str]
) -> CollectionModule:
    """Return the collection's module; `homes` say where models come from."""
    naming = _naming(collection, types)
    operations = tuple(
        operation(name, collection, naming.paths) for name in collection.operations
    )
    methods = planned.methods(operations, naming)
    made = CollectionModule(
        name=collection.collection,
        attribute=names.snake(collection.collection),
        class_name=naming.class_name,
        source=f"spec/collections/{collection.collection}.yaml",
        summary=collection.summary,
        docstring=_docstring(collection),
        references=tuple(aliases(operations, methods, naming)),
        endpoints=tuple(endpoints(operations, naming)),
        filters=tuple(filters.classes(operations, naming)),
        bases=bases.bases(operations, naming),
        methods=methods,
        operations=operations,
        item=collection.item.name if collection.item else None,
        new_item=collection.item.new if collection.item else None,
        spec=collection,
    )
    return evolve(made, imports=_imports(made, homes))


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


def _imports(module: CollectionModule, homes: Mapping[str, str]) -> tuple[Import, ...]:
    own = {module.class_name}
    own |= {filter.name for filter in module.filters}
    own |= {alias.name for alias in module.references}
    return needed(_texts(module), {**RUNTIME, **homes}, but=own)


def _texts(module: CollectionModule) -> Iterator[str]:
    """Iterate over texts that hold every name that the module needs."""
    yield "Endpoint"
    yield from (f"{base} Async{base}" for base in module.bases)
    for alias in module.references:
        yield f"TypeAlias {' '.join(alias.types)}"
    for endpoint in module.endpoints:
        yield endpoint.model
        yield "Place" if endpoint.places else ""
        yield from (*endpoint.read, *endpoint.write)
    for method in module.methods:
        yield from _names_of_method(method)
    for filter in module.filters:
        yield from _names_of_filter(filter)


def _names_of_method(method: Method) -> Iterator[str]:
    yield f"Async{method.returns} {method.returns}" if method.pager else method.returns
    yield "Unpack" if method.filter else ""
    yield from method.call.arguments
    for parameter in (*method.parameters, *method.options):
        yield parameter.annotation


def _names_of_filter(filter: FilterClass) -> Iterator[str]:
    yield "TypedDict Annotated"
    for property in filter.properties:
        yield f"{property.annotation} {property.marker}"
        yield "Required" if property.required else ""
        yield from (rule.name for rule in property.rules)


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
