"""The spec as attrs classes: one class for each kind of node, in the API's names.

`generator.reading` structures the YAML files below ``spec/`` into these classes. Keys
that a class does not declare are errors, so this module is also the reference of what a
spec file may say.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

# A name of its own, as the class with a field called ``list`` cannot say ``list[str]``.
Names: TypeAlias = list[str]
Read = Literal["always", "sometimes", "never"]
Write = Literal["required", "optional", "never"]
Operator = Literal["eq", "ge", "le", "in"]
OperationName = Literal[
    "list",
    "list_for_person",
    "delta",
    "get",
    "create",
    "update",
    "upsert",
    "delete",
    "put",
]
RuleKind = Literal["at-most-one-year", "not-before-previous-year"]
Answer = Literal["item", "page", "created", "upserted", "webhook", "nothing"]


@frozen(kw_only=True)
class Environment:
    """Where a tenant's API and its tokens are served; ``{tenant}`` is filled in."""

    api: str
    authentication: str
    summary: str
    inferred: str | None = None


@frozen(kw_only=True)
class Api:
    """What holds for the whole API: ``spec/api.yaml``."""

    title: str
    package: str
    """The package that is imported."""
    client: str
    """The class of the client; that of its twin, which is awaited, has a prefix."""
    version: str
    summary: str
    base_path: str
    documentation: str
    connect_path: str
    discovery_path: str
    longest_uri: int
    delta_hours: int
    scope_prefix: str
    """How every scope begins; what follows names the members of ``Scope``."""
    domains: Names
    example_collection: str
    """The collection that the docstring of the client lists."""
    environments: dict[str, Environment]
    responses: dict[int, str]


@frozen(kw_only=True)
class ReferenceType:
    """How other systems name a collection's items: ``spec/reference_types.yaml``."""

    item: str
    summary: str
    id: Literal["integer", "string"] | None = "integer"
    predefined: dict[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Field:
    """A property of an item or of a type.

    Exactly one of `type` and `identifier` is given, except where the same place names
    items of several collections: then `type` is what is read.
    """

    summary: str
    type: str | None = None
    identifier: str | Names | None = None
    list: bool = False
    map: bool = False
    read: Read = "sometimes"
    write: Write = "never"
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    python: str | None = None
    also: Names = field(factory=Names)
    personal: bool = False
    inferred: str | None = None
    example: object = None


@frozen(kw_only=True)
class Type:
    """An enum (`values`) or an object (`fields`) that fields are made of.

    `new` names the twin that is sent, where what is sent differs from what is read.
    """

    summary: str
    values: list[str] | None = None
    fields: dict[str, Field] | None = None
    new: str | None = None
    inferred: str | None = None


@frozen(kw_only=True)
class Rule:
    """A limit that the API sets to a filter's value in some operations."""

    kind: RuleKind
    operations: list[OperationName]
    source: str
    inferred: str | None = None


@frozen(kw_only=True)
class Filter:
    """A property that a list or delta is narrowed by."""

    summary: str
    type: str
    operators: list[Operator]
    sets: list[str] = field(factory=list)
    multiple: bool = False
    required: bool = False
    python: str | None = None
    rules: list[Rule] = field(factory=list)
    inferred: str | None = None


@frozen(kw_only=True)
class PathParameter:
    """A segment of the path; with `identifier` it also takes a reference value."""

    summary: str
    type: Literal["integer", "string"] = "string"
    identifier: str | None = None
    python: str | None = None


@frozen(kw_only=True)
class Operation:
    """One way of asking a collection; what is left out follows from the collection."""

    path: str | None = None
    filters: list[str] = field(factory=list)
    where: bool = False
    expand: list[str] = field(factory=list)
    external_references: list[str] | None = None
    body: str | None = None
    body_optional: bool = False
    body_is_list: bool = False
    statuses: list[int] = field(factory=list)
    answer: Answer | None = None
    paged: bool = True
    source: str | None = None
    notes: list[str] = field(factory=list)
    inferred: str | None = None


@frozen(kw_only=True)
class Item:
    """What a collection holds; `moments` name date and minutes of a point in time."""

    name: str
    summary: str
    new: str | None = None
    moments: dict[str, list[str]] = field(factory=dict)


@frozen(kw_only=True)
class Scopes:
    """OAuth scopes for reading and writing; any one of a list is enough."""

    read: list[str] = field(factory=list)
    write: list[str] = field(factory=list)
    inferred: str | None = None


@frozen(kw_only=True)
class Collection:
    """A collection of the API: ``spec/collections/<collection>.yaml``."""

    collection: str
    domain: str
    summary: str
    sources: list[str]
    scopes: Scopes
    operations: dict[OperationName, Operation]
    item: Item | None = None
    path: str | None = None
    path_parameters: dict[str, PathParameter] = field(factory=dict)
    webhooks: bool = False
    filters: dict[str, Filter] = field(factory=dict)
    external_references: list[str] = field(factory=list)
    fields: dict[str, Field] = field(factory=dict)
    types: dict[str, Type] = field(factory=dict)
    notes: list[str] = field(factory=list)
    inferred: str | None = None


@frozen(kw_only=True)
class Spec:
    """Everything below ``spec/``; collections in the order of their file names."""

    api: Api
    reference_types: dict[str, ReferenceType]
    types: dict[str, Type]
    collections: dict[str, Collection]
