"""What the generated catalog says of each collection.

The emulator, the sync and the command line read these instead of knowing collections.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from protime_runtime.sources import citation


@frozen(kw_only=True)
class Environment:
    """Hosts of the API and of its tokens; ``{tenant}`` stands for the tenant's name."""

    api: str
    authentication: str


@frozen(kw_only=True)
class ApiInfo:
    """What holds for the whole API."""

    title: str
    version: str
    base_path: str
    documentation: str
    """Address that every source is relative to."""
    connect_path: str
    discovery_path: str
    longest_uri: int
    """Characters; a longer URI is answered with 414."""
    delta_hours: int
    """Hours after its last use until a delta link expires."""
    environments: Mapping[str, Environment]


@frozen(kw_only=True)
class FieldInfo:
    """A property of an item or of a type."""

    wire: str
    python: str
    type: str
    """``integer``, ``number``, ``string``, ``boolean``, ``date``, ``datetime``,
    ``json`` or ``references``; else the name of a type."""
    identifier: tuple[str, ...] = ()
    """Collections whose items the property names, if it is an identifier."""
    list: bool = False
    map: bool = False
    read: Literal["always", "sometimes", "never"] = "sometimes"
    write: Literal["required", "optional", "never"] = "never"
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    also: tuple[str, ...] = ()
    personal: bool = False
    summary: str = ""


@frozen(kw_only=True)
class TypeInfo:
    """An enum (with `values`) or an object (with `fields`)."""

    name: str
    values: tuple[str, ...] = ()
    fields: tuple[FieldInfo, ...] = ()


@frozen(kw_only=True)
class RuleInfo:
    """A limit to a filter's value in one kind of operation."""

    kind: Literal["at-most-one-year", "not-before-previous-year"]
    operation: str
    source: str
    inferred: str | None = None
    """What it is inferred from, where no page says it of this collection."""

    @property
    def citation(self) -> str:
        """The page that the rule stands on, and whether it says so."""
        return citation(self.source, self.inferred)


@frozen(kw_only=True)
class FilterInfo:
    """A property that lists and deltas are narrowed by."""

    wire: str
    python: str
    type: str
    operators: tuple[str, ...]
    sets: tuple[str, ...] = ()
    multiple: bool = False
    required: bool = False
    rules: tuple[RuleInfo, ...] = ()
    summary: str = ""


@frozen(kw_only=True)
class PathParameterInfo:
    """A segment of a path; with `identifier` it also takes a reference value."""

    wire: str
    python: str
    type: Literal["integer", "string"]
    identifier: str | None = None


@frozen(kw_only=True)
class OperationInfo:
    """One way of asking a collection."""

    name: str
    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    """Below the base path, with ``{wireName}`` where a parameter stands."""
    path_parameters: tuple[PathParameterInfo, ...] = ()
    filters: tuple[str, ...] = ()
    """Wire names of the filters that the operation takes."""
    where: bool = False
    """Whether a raw filter expression is taken though no filter is known."""
    expand: tuple[str, ...] = ()
    external_references: tuple[str, ...] = ()
    """Collections whose reference types the API takes."""
    body: str | None = None
    """Type of what is sent."""
    body_is_list: bool = False
    statuses: tuple[int, ...] = (200,)
    """Statuses of success."""
    answer: Literal["item", "page", "created", "upserted", "webhook", "nothing"] = (
        "item"
    )
    source: str | None = None
    """Page of the documentation."""
    inferred: str | None = None
    """What no page says of it."""

    @property
    def askable(self) -> tuple[str, ...]:
        """Collections whose reference types can be asked for beside ids in the path."""
        named = {one.identifier for one in self.path_parameters}
        return tuple(one for one in self.external_references if one not in named)


@frozen(kw_only=True)
class CollectionInfo:
    """A collection: its names, operations, filters and fields."""

    name: str
    attribute: str
    """Name of the client's attribute and of the modules."""
    domain: str
    summary: str
    path: str
    item: str | None = None
    """Name of the item's class in `protime.models`."""
    new_item: str | None = None
    read_scopes: tuple[str, ...] = ()
    """Any one of them is enough."""
    write_scopes: tuple[str, ...] = ()
    operations: tuple[OperationInfo, ...] = ()
    filters: tuple[FilterInfo, ...] = ()
    fields: tuple[FieldInfo, ...] = ()
    types: tuple[TypeInfo, ...] = ()
    """Every type that its fields and bodies reach, shared ones included."""
    external_references: tuple[str, ...] = ()
    delta: bool = False
    webhooks: bool = False
    id_type: Literal["integer", "string"] | None = None


@frozen(kw_only=True)
class ReferenceInfo:
    """How other systems name the items of a collection."""

    collection: str
    item: str
    predefined: tuple[str, ...] = ()
    """Names without the ``@`` that the API marks them with."""
    id_type: Literal["integer", "string"] | None = field(default="integer")
