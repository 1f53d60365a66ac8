"""External references: which were asked for, what they are, and whom they name.

Source: reference/external-references/ of the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from protime_runtime.catalog import ReferenceInfo

from .names import ACTIVITY_DEFINITIONS, ACTIVITY_RESTRICTIONS
from .responses import refused
from .tenant import Tenant
from .wire import Key, Row, camel

Asked: TypeAlias = Mapping[str, str]
"""Names of reference types, with ``@`` if predefined, by collection."""

_PAIRS = re.compile(r"(?:\([^(),]+,[^(),]+\))+")
_PAIR = re.compile(r"\(([^(),]+),([^(),]+)\)")

ALIASES = {ACTIVITY_RESTRICTIONS: ACTIVITY_DEFINITIONS}
"""Names that the query knows besides collections: whose items they mean."""


class References:
    """A tenant's reference types, predefined and custom."""

    def __init__(self, tenant: Tenant, known: Mapping[str, ReferenceInfo]) -> None:
        """Take the predefined types of each collection."""
        self._tenant = tenant
        self._known = known
        self._ids: dict[tuple[str, str], dict[str, Key]] = {}
        self._values: dict[tuple[str, str], dict[Key, str]] = {}
        self._indexes: dict[tuple[str, str], tuple[int, dict[str, Key]]] = {}

    def asked(self, text: str | None, allowed: Sequence[str]) -> Asked:
        """Read the query parameter ``externalReferences``.

        Raises:
            Problem: 400, it is malformed, or names a collection or a predefined type
                that the endpoint does not take.
        """
        if text is None:
            return {}
        if not _PAIRS.fullmatch(text.strip()):
            raise refused(
                "externalReferences must be written (collection,name)(collection,name)."
            )
        asked: dict[str, str] = {}
        for collection, name in _PAIR.findall(text):
            self._check(collection, name, allowed)
            if asked.setdefault(collection, name) != name:
                # "A reference type can be chosen per managed collection" (older page).
                raise refused(f"Only one reference of '{collection}' can be asked for.")
        return asked

    def _check(self, collection: str, name: str, allowed: Sequence[str]) -> None:
        if collection not in allowed:
            taken = ", ".join(allowed) or "none"
            raise refused(
                f"External references of '{collection}' are not supported here;"
                f" supported: {taken}."
            )
        if name.startswith("@") and name[1:] not in self._predefined(collection):
            raise refused(f"'{name}' is not a predefined reference of '{collection}'.")

    def _predefined(self, collection: str) -> Sequence[str]:
        info = self._known.get(collection)
        return () if info is None else info.predefined

    def value(self, collection: str, name: str, key: Key) -> str | None:
        """Return an item's value of a reference type, if it has one."""
        collection = ALIASES.get(collection, collection)
        if not name.startswith("@"):
            return self._values.get((collection, name), {}).get(key)
        row = self._tenant.table(collection).get(key)
        return None if row is None else _own(row, name)

    def find(self, collection: str, name: str, value: str) -> Key | None:
        """Return the id of the item that has a value, if one does."""
        collection = ALIASES.get(collection, collection)
        if name.startswith("@"):
            return self._index(collection, name).get(value)
        key = self._ids.get((collection, name), {}).get(value)
        if key is None or self._tenant.table(collection).get(key) is None:
            return None
        return key

    def _index(self, collection: str, name: str) -> dict[str, Key]:
        table = self._tenant.table(collection)
        revision, index = self._indexes.get((collection, name), (-1, {}))
        if revision != table.revision:
            index = {}
            for row in table.rows():
                value, key = _own(row, name), row["id"]
                if value is not None and isinstance(key, int | str):
                    index.setdefault(value, key)
            self._indexes[collection, name] = table.revision, index
        return index

    def put(self, collection: str, name: str, value: str, key: Key) -> bool:
        """Map a custom value to an item; return whether the value is new.

        Raises:
            Problem: 400, the item has another value of this type.
        """
        values = self._values.setdefault((collection, name), {})
        ids = self._ids.setdefault((collection, name), {})
        if values.get(key, value) != value:
            raise refused(
                f"{collection}/{key} already has the {name} '{values[key]}':"
                " an item has one value for each reference name."
            )
        before = ids.get(value)
        if before is not None:
            del values[before]
        ids[value], values[key] = key, value
        return before is None

    def delete(self, collection: str, name: str, value: str) -> bool:
        """Forget a custom value; return whether there was one."""
        key = self._ids.get((collection, name), {}).pop(value, None)
        if key is not None:
            del self._values[collection, name][key]
        return key is not None


def _own(row: Row, name: str) -> str | None:
    """Return a predefined value from the item's own field.

    ``@badge-number`` is ``badgeNumber``; ``@absence-code`` is ``code``.
    """
    field = camel(name[1:])
    value = row.get(field if field in row else name.rpartition("-")[2])
    return None if value is None or value == "" else str(value)
