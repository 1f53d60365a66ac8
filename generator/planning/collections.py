"""Plans the collections' modules: filters, endpoints, methods and what they import."""

from __future__ import annotations

from generator import names, spec
from generator.planning import bases, filters
from generator.planning import methods as planned
from generator.planning.endpoints import endpoints
from generator.planning.naming import Naming
from generator.planning.operations import operation, paths
from generator.planning.package import (
    CollectionModule,
    Lines,
)
from generator.planning.places import aliases
from generator.planning.texts import docstring, inferred, sources
from generator.planning.types import Types


def module(collection: spec.Collection, types: Types) -> CollectionModule:
    """Return the collection's module."""
    naming = _naming(collection, types)
    operations = tuple(
        operation(name, collection, naming.paths) for name in collection.operations
    )
    methods = planned.methods(operations, naming)
    return CollectionModule(
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
        f"to {verb}, {' or '.join(f'``{scope}``' for scope in found)}"
        for verb, found in (("read", scopes.read), ("write", scopes.write))
        if found
    ]
    return f"Scopes: {'; '.join(asked)}."
