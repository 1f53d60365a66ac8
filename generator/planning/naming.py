"""What the methods of one collection have in common: names, paths and options."""

from __future__ import annotations

from attrs import frozen

from generator import names, spec
from generator.planning.operations import Paths
from generator.planning.package import (
    Argument,
    Lines,
    PlannedOperation,
    PlannedSegment,
)
from generator.planning.texts import docstring, inferred, sources
from generator.planning.types import SCALARS, Types

_INDENT = 8


@frozen(kw_only=True)
class Naming:
    """The names that a collection's methods use."""

    collection: spec.Collection
    class_name: str
    item: str | None
    references: str
    other_references: str
    types: Types
    paths: Paths

    @property
    def endpoint(self) -> str:
        """The constant that requests are made of."""
        return f"_{names.snake(self.collection.collection)}"


def endpoint(operation: PlannedOperation, naming: Naming) -> str:
    """Return the constant that the operation's requests are made of."""
    if operation.path.startswith(naming.paths.base):
        return naming.endpoint
    return f"_{names.snake(operation.path.rpartition('/')[2])}"


def split(
    operation: PlannedOperation, naming: Naming
) -> tuple[tuple[PlannedSegment, ...], PlannedSegment | None]:
    """Return what fills the endpoint's path, and what names the item below it."""
    base = naming.paths.base
    below = operation.path.startswith(base) and operation.path != base
    if not below:
        return operation.path_parameters, None
    return operation.path_parameters[:-1], operation.path_parameters[-1]


def parameter(path: PlannedSegment) -> Argument:
    """Return the parameter of a method that fills a segment of the path."""
    return Argument(name=path.python, annotation=path.annotation)


def references(operation: PlannedOperation, naming: Naming) -> tuple[Argument, ...]:
    """Return the option that asks for external references, if any can be asked for."""
    if not operation.askable:
        return ()
    annotation = f"Iterable[{kind_of_references(operation, naming)}]"
    return (Argument(name="external_references", annotation=annotation, default="()"),)


def kind_of_references(operation: PlannedOperation, naming: Naming) -> str:
    """Return the type of the references that can be asked for."""
    if operation.askable != operation.external_references:
        return naming.other_references
    if operation.askable == tuple(naming.collection.external_references):
        return naming.references
    return references_union(operation.askable, naming.types)


def references_union(collections: tuple[str, ...], types: Types) -> str:
    """Return the reference types of the collections as one annotation."""
    found = types.root.reference_types
    return " | ".join(f"{found[name].item}Reference" for name in collections)


def filter_name(operation: PlannedOperation, class_name: str) -> str:
    """Return the class of the operation's filters."""
    return f"{class_name}{'Delta' if operation.name == 'delta' else ''}Filter"


def id_type(collection: spec.Collection) -> str:
    """Return the type of the items' ids; text where they have none."""
    id = collection.fields.get("id")
    return SCALARS[id.type] if id and id.type else "str"


def by_keyword(options: tuple[Argument, ...]) -> Lines:
    """Return the options as they are handed on."""
    return tuple(f"{option.name}={option.name}" for option in options)


def docstring_of(operation: PlannedOperation) -> Lines:
    """Return the docstring of the operation's method."""
    return docstring(
        operation.summary,
        *operation.description,
        inferred(operation.inferred),
        sources([operation.source] if operation.source else []),
        indent=_INDENT,
    )
