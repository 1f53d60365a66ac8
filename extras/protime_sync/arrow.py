"""The table of a collection as Arrow has it, for targets of one's own.

::

    shape = shape_of(client.clockings)
    table = shape.table([{"id": 1, "kind": "InOut"}])
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from protime_runtime.catalog import CollectionInfo
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import InvalidRequest
from protime_sync.errors import need
from protime_sync.source.named import info_of

need("pyarrow")

import pyarrow as pa  # noqa: E402

from protime_runtime.tables.arrow import Shape  # noqa: E402
from protime_runtime.tables.layout import Nested  # noqa: E402

__all__ = ["Nested", "Shape", "pa", "repeated", "shape_of"]


def repeated(value: object, kind: pa.DataType, count: int) -> pa.Array[Any]:
    """Return a column that holds the same value in each row."""
    return pa.repeat(pa.scalar(value, kind), count)


def shape_of(
    collection: Collection | AsyncCollection | CollectionInfo | str,
    *,
    references: Iterable[str] = (),
    timezone: str | None = None,
    nested: Nested = "native",
    dictionaries: bool = True,
    only: Iterable[str] = (),
) -> Shape:
    """Return how a collection's items become a table.

    Args:
        collection: One of a client's, its name, or what the catalog knows of it.
        references: Reference types that were asked for; each is a column.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        nested: How lists and translations are held: as Arrow has them, or as JSON.
        dictionaries: Whether enums are dictionaries; plain texts otherwise.
        only: Columns to hold in this order, by any of their names; all, if none. The
            others are not read.

    Raises:
        InvalidRequest: There is no such collection or column, or it has no items.
    """
    info = collection if isinstance(collection, CollectionInfo) else info_of(collection)
    if info.item is None:
        raise InvalidRequest(f"{info.name} has no items, and so no table.")
    return Shape(
        model=info.model,
        collection=info.name,
        references=tuple(
            (getattr(reference, "collection", ""), str(reference))
            for reference in references
        ),
        timezone=timezone,
        nested=nested,
        dictionaries=dictionaries,
        only=tuple(only),
    )
