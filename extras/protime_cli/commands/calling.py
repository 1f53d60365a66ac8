"""Calls of a client that are made from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar, cast

from attrs import evolve

from protime import Protime
from protime_runtime.asking import links
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Request
from protime_runtime.paging.delta import DeltaPager
from protime_runtime.paging.pager import Pager

T = TypeVar("T")


def method(client: Protime, info: CollectionInfo, name: str) -> Callable[..., object]:
    """Return the client's method of an operation."""
    owner = getattr(client, info.attribute)
    return cast("Callable[..., object]", getattr(owner, name))


def asking(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    found: Mapping[str, object],
) -> Callable[..., object]:
    """Return the client's method of an operation, with filters or an expression given.

    Raises:
        InvalidRequest: Both are given, or an expression where none is taken.
    """
    given = dict(found)
    expression = given.pop("where", None)
    if expression is None:
        return partial(method(client, info, operation.name), **given)
    others = ", ".join(f"--{name}" for name in given if name != "external_references")
    if others:
        raise InvalidRequest(f"Give either --where or filters ({others}), not both.")
    if not (operation.filters or operation.where):
        raise InvalidRequest(f"The {operation.name} of {info.name} takes no filter.")
    name = "where" if operation.name == "list" else f"{operation.name}_where"
    ask = method(client, info, name)
    return lambda *places: ask(*places, expression, **given)


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
    return next(
        (operation for operation in info.operations if operation.name == name), None
    )


def ask_more(client: Protime, query: Mapping[str, str]) -> None:
    """Add these parameters to the query of every later request of a client."""
    send = client.send

    def more(request: Request[T]) -> T:
        return send(evolve(request, target=links.asking(request.target, query)))

    client.send = more  # type: ignore[method-assign]  # of this client alone
