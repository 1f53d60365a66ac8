"""Modules of the collections, and what they are made of."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from generator import spec
from generator.intermediate.package.models import Import, Lines


@frozen(kw_only=True)
class FilterProperty:
    """A property of a filter: how it is typed and what the runtime checks."""

    python: str
    wire: str
    annotation: str
    docstring: Lines
    operators: tuple[str, ...]
    sets: tuple[str, ...]
    multiple: bool
    required: bool
    rules: tuple[spec.Rule, ...]


@frozen(kw_only=True)
class FilterClass:
    """The filters that one operation takes."""

    name: str
    docstring: Lines
    properties: tuple[FilterProperty, ...]


@frozen(kw_only=True)
class EndpointConstant:
    """The constant that a collection's requests are made of."""

    name: str
    model: str
    id_type: str
    path: str
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    filters: tuple[FilterProperty, ...] = ()
    delta_filters: tuple[FilterProperty, ...] = ()


@frozen(kw_only=True)
class Parameter:
    """A parameter of a method."""

    name: str
    annotation: str
    default: str | None = None


@frozen(kw_only=True)
class Call:
    """The one call that a method makes."""

    sender: str
    """Method of the client that the request is given to."""
    endpoint: str
    at: tuple[str, ...] = ()
    """What fills the endpoint's path."""
    request: str | None = None
    """Method of the endpoint; without one, the client is given the endpoint itself."""
    arguments: Lines = ()


@frozen(kw_only=True)
class Method:
    """A method of a collection class."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    options: tuple[Parameter, ...] = ()
    """Parameters that are given by keyword."""
    filter: str | None = None
    """Class of the filters that are given by keyword; then the method is overloaded."""
    returns: str
    pager: bool = False
    """Whether it gives a pager, which is never awaited and differs by mode."""
    docstring: Lines
    call: Call


@frozen(kw_only=True)
class PathParameter:
    """A segment of a path."""

    wire: str
    python: str
    annotation: str
    spec: spec.PathParameter


@frozen(kw_only=True)
class Operation:
    """An operation as the API has it: for the OpenAPI document and the catalog."""

    name: spec.OperationName
    summary: str
    description: Lines
    inferred: str | None
    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    """Below the base path, with ``{wireName}`` where a parameter stands."""
    path_parameters: tuple[PathParameter, ...]
    filters: tuple[str, ...]
    where: bool
    expand: tuple[str, ...]
    external_references: tuple[str, ...]
    body: str | None
    body_is_list: bool
    body_optional: bool
    statuses: tuple[int, ...]
    answer: spec.Answer
    scopes: tuple[str, ...]
    source: str | None


@frozen(kw_only=True)
class CollectionModule:
    """A module of the collections: one collection in both modes."""

    name: str
    """Name of the collection, as in URLs."""
    attribute: str
    class_name: str
    source: str
    summary: str
    docstring: Lines
    imports: tuple[Import, ...]
    references_name: str
    references: tuple[str, ...]
    endpoints: tuple[EndpointConstant, ...]
    filters: tuple[FilterClass, ...]
    methods: tuple[Method, ...]
    operations: tuple[Operation, ...]
    item: str | None
    new_item: str | None
    spec: spec.Collection
