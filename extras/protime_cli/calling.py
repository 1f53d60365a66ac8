"""Calls of a client that are made from the catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from protime import Protime
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.delta import DeltaPager
from protime_runtime.paging import Pager


def method(client: Protime, info: CollectionInfo, name: str) -> Callable[..., object]:
    """Return the client's method of an operation."""
    owner = getattr(client, info.attribute)
    return cast("Callable[..., object]", getattr(owner, name))


def pager(call: Callable[..., object], *args: object, **given: object) -> Pager[object]:
    """Return the pager that a method gives."""
    return cast("Pager[object]", call(*args, **given))


def delta(
    call: Callable[..., object], *args: object, **given: object
) -> DeltaPager[object]:
    """Return the delta that a method gives."""
    return cast("DeltaPager[object]", call(*args, **given))


def operation_of(info: CollectionInfo, name: str) -> OperationInfo | None:
    """Return an operation of a collection, if it has it."""
    return next((one for one in info.operations if one.name == name), None)
