"""Compares a tenant's rows, as JSON, with those of a table: each column of each row.

It shares no code with the client. The naming rules are those that the page "Copy into a
warehouse" gives to readers; values are brought to one form on both sides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from attrs import frozen

Cells: TypeAlias = dict[str, Any]

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])")
_SIGNS = re.compile("[^A-Za-z0-9]+")
_RENAMED = {"from": "valid_from", "until": "valid_until"}
_MAPS = ("translations",)
"""Objects that are one column, as their names are data."""

_MOST = 5
"""Differences that are told; the others are counted."""


def snake(name: str) -> str:
    """Return a name of the API as Python has it."""
    return _WORDS.sub("_", name).lower()


def cells(item: Mapping[str, Any], prefix: str = "") -> Cells:
    """Return an item of the API as the row that a table must hold."""
    found: Cells = {}
    for name, value in item.items():
        column = prefix + (_RENAMED.get(name, snake(name)))
        if name == "externalReferences":
            found |= _references(value or {}, prefix)
        elif isinstance(value, Mapping) and name not in _MAPS:
            found |= cells(value, f"{column.removesuffix('_id')}_")
        else:
            found[column] = value
    return found


def _references(value: Mapping[str, Any], prefix: str) -> Cells:
    own = prefix or "external_reference_"
    return {
        f"{own}{_SIGNS.sub('_', name).strip('_').lower()}": text
        for name, text in value.items()
    }


@frozen(kw_only=True)
class Table:
    """What a target holds of a collection."""

    rows: list[Cells]
    has_booleans: bool = True
    """Whether it tells truth values from numbers."""

    def differences(self, wanted: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return how the table differs from what the API gives."""
        items = {item["id"]: cells(item) for item in wanted}
        present = [row for row in self.rows if not row.get("deleted")]
        rows = {row["id"]: row for row in present}
        found = [*_of_ids(items, rows, len(present))]
        for id in items.keys() & rows.keys():
            found += self._of_row(items[id], rows[id])
        if self.rows:
            found += _lost(items.values(), self.rows[0])
        return shortened(found)

    def _of_row(self, item: Cells, row: Cells) -> Iterator[str]:
        for column, value in row.items():
            if column.startswith("_") or column in ("deleted", "tenant"):
                continue
            wanted = item.get(column)
            if not same(wanted, value, strict=self.has_booleans):
                yield f"{row['id']}.{column}: {value!r} and not {wanted!r}"

    def unflagged(self) -> list[str]:
        """Return the rows that do not say that they exist."""
        return self.without("deleted", 0)

    def without(self, column: str, wanted: object) -> list[str]:
        """Return the rows that have another value in a column."""
        found = ((row["id"], row.get(column, "none")) for row in self.rows)
        return shortened(
            [f"{id}.{column}: {value!r}" for id, value in found if value != wanted]
        )


def _of_ids(items: Cells, rows: Cells, count: int) -> Iterator[str]:
    if len(rows) < count:
        yield f"{count - len(rows)} ids stand twice"
    for what, ids in (
        ("missing", items.keys() - rows.keys()),
        ("too many", rows.keys() - items.keys()),
    ):
        if ids:
            some = ", ".join(map(str, sorted(ids)[:_MOST]))
            yield f"{len(ids)} rows {what}: {some}"


def _lost(items: Iterable[Cells], row: Cells) -> Iterator[str]:
    """Yield columns that the API has values for and the table has no place for."""
    filled = {
        column for item in items for column, value in item.items() if value is not None
    }
    for column in sorted(filled - row.keys()):
        yield f"no column {column}"


def same(wanted: Any, found: Any, *, strict: bool = True) -> bool:
    """Return whether a cell holds the API's value."""
    if isinstance(wanted, list | dict):
        return bool(plain(_loaded(found)) == plain(wanted))
    if wanted is None or found is None:
        return wanted is None and found is None
    if strict and isinstance(wanted, bool) != isinstance(found, bool):
        return False
    return bool(scalar(wanted, found) == scalar(found, found))


def scalar(value: Any, found: Any) -> Any:
    """Return a value in the form in which both sides are compared."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(found, datetime):
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    return value.isoformat() if isinstance(value, date) else value


def _loaded(found: Any) -> Any:
    return json.loads(found) if isinstance(found, str | bytes) else found


def plain(value: Any) -> Any:
    """Return nested values with Python's names, without those that are absent."""
    if isinstance(value, Mapping):
        made = {snake(name): plain(inner) for name, inner in value.items()}
        return {name: inner for name, inner in made.items() if inner is not None}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def shortened(found: list[str]) -> list[str]:
    """Return the first few, and how many more there are."""
    more = len(found) - _MOST
    return found if more <= 0 else [*found[:_MOST], f"and {more} more"]
