"""Collections and their operations by name."""

from __future__ import annotations

from typing import Any

from protime.catalog import CATALOG
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.client.base import BaseClient
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.errors import InvalidRequest
from protime_sync.source.level_rows import with_places


def info_of(collection: Collection | AsyncCollection | str) -> CollectionInfo:
    """Return what a client's collection says of itself, or one by its name.

    Raises:
        InvalidRequest: There is no such collection.
    """
    if not isinstance(collection, str):
        return with_places(collection.info)
    name = collection.replace("_", "-")
    if name not in CATALOG:
        raise InvalidRequest(f"There is no collection {collection!r}.")
    return with_places(CATALOG[name])


def of_client(client: BaseClient[Any], name: str) -> Collection | AsyncCollection:
    """Return a client's collection by the name it has in the API.

    Raises:
        InvalidRequest: There is no such collection.
    """
    found: Collection | AsyncCollection = getattr(client, info_of(name).attribute)
    return found


def operation_of(info: CollectionInfo, name: str) -> OperationInfo:
    """Return an operation of a collection.

    Raises:
        InvalidRequest: The collection has none of that name.
    """
    for operation in info.operations:
        if operation.name == name:
            return operation
    raise InvalidRequest(f"{info.name} has no {name}.")
