"""Modules of the collections, and what they are made of."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from generator import spec
from generator.planning.package.models import Lines


@frozen(kw_only=True)
class FilterRule:
    """A rule of a filter, by the class that checks it."""

    name: str
    source: str
    inferred: str | None


@frozen(kw_only=True)
class FilterProperty:
    """A property of a filter: what is given, and the marker of what the API takes."""

    python: str
    annotation: str
    docstring: Lines
    marker: str
    arguments: Lines
    """What the marker is made with."""
    rules: tuple[FilterRule, ...]
    required: bool


@frozen(kw_only=True)
class FilterClass:
    """The filters that one operation takes."""

    name: str
    docstring: Lines
    properties: tuple[FilterProperty, ...]


@frozen(kw_only=True)
class EndpointPlace:
    """A segment of an endpoint's path: what may be named there, and from where."""

    wire: str
    collection: str | None = None
    """Collection whose reference types are taken in place of an id."""
    told_by: str | None = None
    """Attribute of the items that holds the id: ``id``, ``person.id``."""
    custom: bool = False
    """Whether it is a reference type, of which only custom ones are taken."""


@frozen(kw_only=True)
class EndpointConstant:
    """The constant that a collection's requests are made of."""

    name: str
    model: str
    id_type: str
    path: str
    places: tuple[EndpointPlace, ...] = ()
    """Its segments, then the item's own; none where all take plain ids only."""
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    filter: str | None = None
    """Class of the filters that lists take."""
    delta_filter: str | None = None
    operations: tuple[UnsaidOfOperation, ...] = ()
    webhooks: bool = False


@frozen(kw_only=True)
class UnsaidOfOperation:
    """What an operation's method does not say of it."""

    name: str
    arguments: Lines


@frozen(kw_only=True)
class Argument:
    """A parameter of a method."""

    name: str
    annotation: str
    default: str | None = None


@frozen(kw_only=True)
class Call:
    """The one call that a method makes."""

    sender: str
    """Method of the collection or its client that the request is given to."""
    endpoint: str | None = None
    at: tuple[str, ...] = ()
    """What fills the endpoint's path."""
    request: str | None = None
    """Method of the endpoint; without one, only the arguments are given."""
    arguments: Lines = ()


@frozen(kw_only=True)
class Method:
    """A method of a collection class."""

    name: str
    parameters: tuple[Argument, ...] = ()
    options: tuple[Argument, ...] = ()
    """Parameters that are given by keyword."""
    filter: str | None = None
    """Class of the filters that are given by keyword."""
    returns: str
    pager: bool = False
    """Whether it gives a pager, which is never awaited and differs by mode."""
    docstring: Lines
    call: Call


@frozen(kw_only=True)
class PlannedSegment:
    """A segment of a path."""

    wire: str
    python: str
    annotation: str
    spec: spec.PathParameter


@frozen(kw_only=True)
class PlannedOperation:
    """An operation as the API has it."""

    name: spec.OperationName
    summary: str
    description: Lines
    inferred: str | None
    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    """Below the base path, with ``{wireName}`` where a parameter stands."""
    path_parameters: tuple[PlannedSegment, ...]
    filters: tuple[str, ...]
    where: bool
    expand: tuple[str, ...]
    external_references: tuple[str, ...]
    """Collections whose reference types the API takes."""
    body: str | None
    body_is_list: bool
    body_optional: bool
    statuses: tuple[int, ...]
    answer: spec.Answer
    scopes: tuple[str, ...]
    source: str | None

    @property
    def askable(self) -> tuple[str, ...]:
        """Collections whose reference types can be asked for beside ids in the path.

        A type of what the path names makes the API read the id as a value of it
        (reference/collections/departments/get/).
        """
        named = {parameter.spec.identifier for parameter in self.path_parameters}
        return tuple(name for name in self.external_references if name not in named)


@frozen(kw_only=True)
class ReferencesAlias:
    """The reference types that some of a collection's methods take, under a name."""

    name: str
    types: tuple[str, ...]
    docstring: str


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
    references: tuple[ReferencesAlias, ...]
    endpoints: tuple[EndpointConstant, ...]
    filters: tuple[FilterClass, ...]
    bases: Lines
    """Bases of the class that blocks; those of its twin have a prefix."""
    methods: tuple[Method, ...]
    operations: tuple[PlannedOperation, ...]
    item: str | None
    new_item: str | None
    spec: spec.Collection
