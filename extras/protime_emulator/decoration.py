"""Writing the external references that were asked for into rows."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from attrs import frozen

from protime_runtime.catalog import CollectionInfo, FieldInfo, ReferenceInfo

from .references import ALIASES, Asked, References
from .wire import Row


@frozen
class _Place:
    """An identifier's field, below the fields that lead to it."""

    path: tuple[str, ...]
    collections: tuple[str, ...]
    is_plain: bool
    """Whether it is one object, at the top of the row, of one collection."""


class Decorator:
    """Copies rows with the references of one query; stored rows stay as they are."""

    def __init__(
        self,
        collection: CollectionInfo,
        asked: Asked,
        references: References,
        known: Mapping[str, ReferenceInfo],
        expanded: Container[str] = (),
    ) -> None:
        """Find the places that hold identifiers of the collections asked for."""
        self._asked = asked
        self._references = references
        self._items = {info.item: name for name, info in known.items()}
        self._hidden = [
            *({"id", "changeVersion"} - {field.wire for field in collection.fields}),
            *(name for name in expandable(collection) if name not in expanded),
        ]
        # Restrictions have no id that could have another name.
        own = collection.name in asked and collection.id_type is not None
        self._own = collection.name if own else None
        names = set(asked) | {ALIASES.get(name, name) for name in asked}
        places = [
            place
            for place in _places(collection, collection.fields, ())
            if names.intersection(place.collections)
        ]
        self._plain = [
            (place.path[0], self._collection({}, place.collections, place.path))
            for place in places
            if place.is_plain
        ]
        self._places = [place for place in places if not place.is_plain]

    def __call__(self, row: Row) -> Row:
        """Return the row with references."""
        if not self._asked and not self._hidden:
            return row
        copy = dict(row)
        for name in self._hidden:
            copy.pop(name, None)
        for field, collection in self._plain:
            value = row.get(field)
            if isinstance(value, dict) and collection is not None:
                named = self._named(value, collection)
                copy[field] = {**value, "externalReferences": named}
        for place in self._places:
            self._walk(copy, place.path, place.collections)
        if self._own is not None:
            copy["externalReferences"] = self._named(row, self._own)
        return copy

    def _walk(
        self, row: Row, path: Sequence[str], collections: tuple[str, ...]
    ) -> None:
        """Copy what the path leads through, so that stored rows are not changed."""
        first, *rest = path
        value = row.get(first)
        if isinstance(value, list):
            copies = [
                dict(element) if isinstance(element, dict) else element
                for element in value
            ]
            row[first] = copies
            inner = [element for element in copies if isinstance(element, dict)]
        elif isinstance(value, dict):
            row[first] = copy = dict(value)
            inner = [copy]
        else:
            return
        for element in inner:
            if rest:
                self._walk(element, rest, collections)
            else:
                self._name(element, self._collection(row, collections, path))

    def _name(self, identifier: Row, collection: str | None) -> None:
        if collection is not None:
            identifier["externalReferences"] = self._named(identifier, collection)

    def _named(self, row: Row, collection: str) -> Row:
        key, name = row.get("id"), self._asked[collection]
        value = (
            self._references.value(collection, name, key)
            if isinstance(key, int | str)
            else None
        )
        return {} if value is None else {name: value}

    def _collection(
        self, row: Row, collections: tuple[str, ...], path: Sequence[str]
    ) -> str | None:
        """Return what of the asked an identifier belongs to."""
        if len(collections) > 1:
            # A sibling says which is meant: activityUsageKind "Person" means people.
            kinds = [
                self._items.get(value)
                for value in row.values()
                if isinstance(value, str)
            ]
            collections = tuple(kind for kind in kinds if kind in collections)
        for alias, collection in ALIASES.items():
            if (
                collection in collections
                and alias in self._asked
                and path[-1].endswith("s")
            ):
                return alias
        return next(
            (collection for collection in collections if collection in self._asked),
            None,
        )


def expandable(collection: CollectionInfo) -> frozenset[str]:
    """Return the properties that come only if they are asked for."""
    return frozenset(
        name for operation in collection.operations for name in operation.expand
    )


def _places(
    collection: CollectionInfo, fields: Sequence[FieldInfo], path: tuple[str, ...]
) -> list[_Place]:
    found: list[_Place] = []
    types = {type.name: type for type in collection.types}
    for field in fields:
        here = (*path, field.wire)
        if field.identifier:
            is_plain = not path and not field.list and len(field.identifier) == 1
            found.append(_Place(here, field.identifier, is_plain))
        elif field.type in types and len(here) < 5:
            found += _places(collection, types[field.type].fields, here)
    return found


Decorate = Callable[[Row], Row]
