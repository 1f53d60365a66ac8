"""What a collection says of itself: fields, types, filters, operations, references.

The emulator, the sync and the command line read these instead of knowing collections.
"""

from __future__ import annotations

import builtins
from typing import Any, Literal

from attrs import field, frozen

from protime_runtime.api import citation
from protime_runtime.catalog import docstrings

ResponseForm = Literal["item", "page", "created", "upserted", "webhook", "nothing"]
IdType = Literal["integer", "string"]
Method = Literal["GET", "POST", "PUT", "DELETE"]


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
    owner: builtins.type | None = field(default=None, repr=False)
    """Class that declares it."""

    @property
    def summary(self) -> str:
        """What it is, in a sentence."""
        return docstrings.field_summary(self.owner, self.python)


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
    owner: builtins.type | None = field(default=None, repr=False)
    """Class that declares it."""

    @property
    def summary(self) -> str:
        """What it is, in a sentence."""
        return docstrings.field_summary(self.owner, self.python)


@frozen(kw_only=True)
class PathParameterInfo:
    """A segment of a path; with `identifier` it also takes a reference value."""

    wire: str
    python: str
    type: IdType
    identifier: str | None = None


@frozen(kw_only=True)
class OperationInfo:
    """One way of asking a collection."""

    name: str
    method: Method
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
    response: ResponseForm = "item"
    """What the response holds."""
    source: str | None = None
    """Page of the documentation."""
    inferred: str | None = None
    """What no page says of it."""

    @property
    def askable(self) -> tuple[str, ...]:
        """Collections whose reference types can be asked for beside ids in the path."""
        named = {path.identifier for path in self.path_parameters}
        return tuple(name for name in self.external_references if name not in named)


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
    id_type: IdType | None = None
    model: builtins.type[Any] = field(default=object, repr=False)
    """The item's class, or `object` where there is none."""
    endpoint: object = field(default=None, repr=False)
    """The `asking.endpoint.Endpoint` that makes the requests of its operations."""

    @property
    def listed_plainly(self) -> bool:
        """Whether all items can be listed without a filter or a place."""
        required = {filter.wire for filter in self.filters if filter.required}
        lists = [operation for operation in self.operations if operation.name == "list"]
        return any(
            not operation.path_parameters and not required & set(operation.filters)
            for operation in lists
        )


@frozen(kw_only=True)
class ReferenceInfo:
    """How other systems name the items of a collection."""

    collection: str
    item: str
    predefined: tuple[str, ...] = ()
    """Names without the ``@`` that the API marks them with."""
    id_type: IdType | None = "integer"
