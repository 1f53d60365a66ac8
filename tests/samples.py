"""Arguments for any operation, made from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from protime.catalog import CATALOG, REFERENCES
from protime_runtime.catalog import CollectionInfo, FieldInfo, FilterInfo, OperationInfo

Ids = Callable[[str], object]
"""Gives an id of an item of a collection."""

SCALARS: Mapping[str, object] = {
    "integer": 480,
    "number": 4.5,
    "string": "Sample",
    "boolean": True,
    "date": "2026-03-10",
    "datetime": "2026-03-10T08:00:00+01:00",
    "json": {},
    "references": {},
}


@frozen
class Samples:
    """Values for fields and filters; ids are asked for, as only some exist."""

    info: CollectionInfo
    ids: Ids
    values: Mapping[str, object] = {}
    """Values of properties for which any other would be refused, by wire name."""

    def body(self, operation: OperationInfo, *, whole: bool = True) -> object:
        """Return what is sent, with all properties or only the required ones."""
        document = self.document(str(operation.body), whole=whole)
        return [document] if operation.body_is_list else document

    def answer(self, name: str) -> dict[str, object]:
        """Return an object of a type with all that is read."""
        fields = [one for one in self._fields(name) if one.read != "never"]
        return {one.wire: self.field(one, self.answer) for one in fields}

    def document(self, name: str, *, whole: bool = True) -> dict[str, object]:
        """Return an object of a type, as it is written."""
        return {
            one.wire: self.field(one, self.document)
            for one in self._fields(name)
            if one.write == "required" or (whole and one.write == "optional")
        }

    def _fields(self, name: str) -> Sequence[FieldInfo]:
        if name in (self.info.item, self.info.new_item):
            return self.info.fields
        return next(one.fields for one in self.info.types if one.name == name)

    def field(
        self, info: FieldInfo, inner: Callable[[str], dict[str, object]]
    ) -> object:
        """Return a value of a property, with what it holds made by `inner`."""
        if info.wire in self.values:
            return self.values[info.wire]
        value = self._one(info, inner)
        if info.list:
            return [value]
        return {"nl-NL": value} if info.map else value

    def _one(
        self, info: FieldInfo, inner: Callable[[str], dict[str, object]]
    ) -> object:
        if info.identifier:
            return {"id": self.ids(info.identifier[0])}
        if info.type in SCALARS:
            value = SCALARS[info.type]
            if isinstance(value, int) and info.maximum is not None:
                return min(value, info.maximum)
            return value[: info.max_length] if isinstance(value, str) else value
        found = next(one for one in self.info.types if one.name == info.type)
        return found.values[0] if found.values else inner(found.name)

    def filter(self, info: FilterInfo) -> object:
        """Return a value of a filter that takes more than one form, the shortest."""
        types = {one.name: one for one in self.info.types}
        if info.wire in self.values:
            return self.values[info.wire]
        if info.type in types:
            return types[info.type].values[0]
        if info.type == "integer":
            collection = "people" if info.wire == "person" else f"{info.wire}s"
            id = self.ids(collection)
            return [id] if "in" in info.operators else id
        return SCALARS[info.type]

    def references(self, operation: OperationInfo) -> list[tuple[str, str]]:
        """Return a reference type of each collection that can be asked for."""
        named = {one.identifier for one in operation.path_parameters}
        return [
            (one, reference_of(one))
            for one in operation.external_references
            if one not in named
        ]


def an_id(collection: str) -> object:
    """Return what could be an id of a collection, of its type."""
    known = CATALOG.get(collection)
    return "3f2504e0" if known is not None and known.id_type == "string" else 4781


def reference_of(collection: str) -> str:
    """Return the name of a reference type: a predefined one, or a custom one."""
    predefined = REFERENCES[collection].predefined
    return f"@{predefined[0]}" if predefined else "HRMID"


def is_required(info: CollectionInfo, wire: str) -> bool:
    """Return whether a filter has to be given."""
    return next(one.required for one in info.filters if one.wire == wire)


def names() -> list[tuple[str, str]]:
    """Return every collection with the name of each of its operations."""
    return [
        (info.name, one.name) for info in CATALOG.values() for one in info.operations
    ]
