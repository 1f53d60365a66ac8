# Generated from spec/ by `nox -s generate`. Do not edit.
"""What programs that work on all collections know of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from protime_runtime.catalog import CollectionInfo, ReferenceInfo

_MODULES = {
    "external-references": "external_references",
    "room-usages": "room_usages",
    "rooms": "rooms",
    "visits": "visits",
}


class _Catalog(Mapping[str, CollectionInfo]):
    """The collections' entries by name, each in a module of its own."""

    def __getitem__(self, name: str) -> CollectionInfo:
        module = import_module(f"{__name__}.{_MODULES[name]}")
        entry: CollectionInfo = module.COLLECTION
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


CATALOG: Mapping[str, CollectionInfo] = _Catalog()
"""What is known of each collection, by its name in URLs."""

REFERENCES: Mapping[str, ReferenceInfo] = {
    "people": ReferenceInfo(
        collection="people",
        item="Person",
        predefined=("badge-number", "1st-number"),
    ),
    "groups": ReferenceInfo(
        collection="groups",
        item="Group",
    ),
    "rooms": ReferenceInfo(
        collection="rooms",
        item="Room",
        predefined=("door-code",),
        id_type="string",
    ),
    "room-parts": ReferenceInfo(
        collection="room-parts",
        item="RoomPart",
        id_type=None,
    ),
}
"""How other systems name the items of each collection."""
