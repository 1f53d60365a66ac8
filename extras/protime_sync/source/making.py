"""What a client's collection is followed by, whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import cast

from protime_runtime.asking.filters import held
from protime_runtime.catalog import CollectionInfo
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import InvalidRequest
from protime_runtime.given import several
from protime_sync.source.aside import Asides
from protime_sync.source.collection import Mode, Source
from protime_sync.source.entries import Reader
from protime_sync.source.levels import LevelSource
from protime_sync.source.named import info_of
from protime_sync.source.structures import is_below_structures


def source(
    collection: Collection | AsyncCollection,
    filter: Mapping[str, object],
    *,
    references: Iterable[object] = (),
    today: Callable[[], date],
    mode: Mode | None = None,
) -> Source:
    """Return what a collection of a client with a filter is followed by.

    Args:
        collection: One of a client's.
        filter: As for the collection's ``delta``, or its ``list`` if it has none.
        references: Reference types to ask for.
        today: The day that filters are checked against.
        mode: `Mode.COMPARISON` reads plain lists even where there is a delta.

    Raises:
        InvalidRequest: The collection cannot be listed as a whole.
    """
    info = info_of(collection)
    check_whole(info)
    is_below = is_below_structures(info)
    return (LevelSource if is_below else Source)(
        info=info,
        mode=mode or (Mode.DELTA if info.delta else Mode.COMPARISON),
        filter=filter if is_below else held(filter),
        references=several(cast("Iterable[str]", references), "external_references"),
        today=today,
        reader=Reader(Asides(info.name)),
    )


def check_whole(info: CollectionInfo) -> None:
    """Refuse a collection of which nothing lists all items.

    Raises:
        InvalidRequest: It cannot be listed as a whole.
    """
    if not is_below_structures(info) and not any(
        operation.name == "list" and not operation.path_parameters
        for operation in info.operations
    ):
        raise InvalidRequest(
            f"{info.name} cannot be listed as a whole, so it cannot be followed."
        )
