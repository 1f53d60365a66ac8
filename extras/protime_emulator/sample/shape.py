"""What a collection says of its rows: whom and which days they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    PathParameterInfo,
    ReferenceInfo,
)

from ..filters.evaluation import field_of
from ..names import PEOPLE
from ..wire import camel


class Shape:
    """Which properties of a collection mean what."""

    def __init__(self, info: CollectionInfo, own: ReferenceInfo | None) -> None:
        """Take the collection, and how other systems name its items."""
        self.info = info
        self._own = own

    @cached_property
    def owner(self) -> str:
        """Collection that rows are about: people, or what rows without ids are of."""
        named = [path.identifier for path in self._paths() if path.identifier]
        return named[-1] if named and self.info.id_type is None else PEOPLE

    @cached_property
    def subject(self) -> FieldInfo | None:
        """What names whom a row is about: what the filter means, or the first such."""
        meant = field_of("person", self.info)
        named = [
            field
            for field in self.info.fields
            if field.identifier == (self.owner,) and not field.list
        ]
        return min(named, key=lambda field: field.wire != meant, default=None)

    @cached_property
    def day(self) -> FieldInfo | None:
        """The day that lists are narrowed by, if they are."""
        filters = sorted(self.info.filters, key=lambda each: each.wire != "date")
        meant = [field_of(filter.wire, self.info) for filter in filters]
        days = {field.wire: field for field in self.info.fields if field.type == "date"}
        return next((days[name] for name in meant if name in days), None)

    @property
    def is_of_days(self) -> bool:
        """Whether rows are about what people do on days."""
        has_both = self.subject is not None and self.day is not None
        return has_both and self.info.id_type is not None

    @cached_property
    def is_of_periods(self) -> bool:
        """Whether rows are periods of people, of whom each is in one, as histories."""
        fields = {field.wire: field for field in self.info.fields}
        has_both = "from" in fields and "until" in fields
        is_open = has_both and fields["until"].read != "always"
        return is_open and self.subject is not None and not self.is_of_days

    @cached_property
    def fixed(self) -> Mapping[str, PathParameterInfo]:
        """Properties of which a path says the value, as it does the level."""
        return {
            path.wire.removesuffix("Id"): path
            for path in self._paths()
            if path.identifier is None and path.wire != "id"
        }

    @cached_property
    def always(self) -> frozenset[str]:
        """Properties that no item is without, but for what is numbered."""
        fields = {field.wire for field in self.info.fields if field.read == "always"}
        return frozenset(fields - {"id", "changeVersion"})

    @cached_property
    def kept(self) -> frozenset[str]:
        """Properties that all made rows have: these, and those they are found by."""
        filtered = {field_of(filter.wire, self.info) for filter in self.info.filters}
        named = () if self._own is None else self._own.predefined
        return self.always | filtered | set(map(camel, named)) | self.fixed.keys()

    def _paths(self) -> Iterator[PathParameterInfo]:
        for operation in self.info.operations:
            yield from operation.path_parameters
