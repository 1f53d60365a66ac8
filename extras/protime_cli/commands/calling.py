"""Calls of a client that are made from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NoReturn, TypeVar, cast

from attrs import evolve

from protime import Protime
from protime.catalog import CATALOG
from protime_cli.output.wire import changed, one_call
from protime_cli.terminal import echo_json
from protime_runtime.asking import links
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.joins import Joins
from protime_runtime.messages import Request
from protime_runtime.paging.delta import DeltaPager
from protime_runtime.paging.pager import Pager
from protime_runtime.reading.converter import unstructure
from protime_runtime.types import etag

T = TypeVar("T")
Call = Callable[[], object]


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


def where(
    client: Protime, collection: str, operation: str, places: Sequence[object] = ()
) -> list[object]:
    """Return what tells a command's requests from those of others, as JSON."""
    # Not its address: by another way it is the same tenant, where all is done.
    made = client.settings
    at = [made.tenant, made.environment, collection, operation]
    return [*at, *map(unstructure, places)]


class _Planned(Exception):
    """Carries the request that would be sent."""

    def __init__(self, request: Request[object]) -> None:
        self.request = request


def planned(client: Protime, call: Call) -> Request[object]:
    """Return the request that a call would send, without sending it.

    Raises:
        InvalidRequest: The API would refuse it.
    """
    send = client._send

    def plan(request: Request[object]) -> NoReturn:
        raise _Planned(request)

    client._send = plan  # type: ignore[method-assign,assignment]  # in place of sending
    try:
        call()
    except _Planned as found:
        return found.request
    finally:
        client._send = send  # type: ignore[method-assign]
    raise AssertionError("The call sends nothing.")


def preview(client: Protime, request: Request[object], line: int) -> None:
    """Print a line of JSON with a request that would be sent."""
    address = {"method": request.method, "url": client._url(request)}
    echo_json({"line": line, **address, "body": unstructure(request.body)})


def prepared(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    content: object,
    places: Sequence[object],
) -> Call:
    """Return a call that sends one body, from JSON, to the places of the path.

    Raises:
        InvalidRequest: The API would refuse the body.
    """
    positional, keywords = one_call(info, operation, content, places)
    return partial(method(client, info, operation.name), *positional, **keywords)


def merged(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    places: Sequence[object],
    changes: Mapping[str, object],
) -> Call:
    """Return an update of an item as it is now, with some properties changed.

    Raises:
        InvalidRequest: The item cannot be read, so that all of it must be given.
    """
    if not _can_merge(info, operation):
        raise InvalidRequest(
            f"An update of {info.name} sends what no response holds: give all of it"
            " with --from."
        )
    item = method(client, info, "get")(*places)
    version = etag(item)
    guarded = {} if version is None else {"if_match": version}
    update = method(client, info, operation.name)
    return partial(update, *places, changed(item, changes), **guarded)


def _can_merge(info: CollectionInfo, operation: OperationInfo) -> bool:
    """Whether items can be read as an operation replaces them."""
    readable = operation_of(info, "get") is not None
    return readable and operation.name == "update" and operation.body == info.new_item


def pager(call: Callable[..., object], *args: object, **given: object) -> Pager[object]:
    """Return the pager that a method gives."""
    return cast("Pager[object]", call(*args, **given))


def delta(
    call: Callable[..., object], *args: object, **given: object
) -> DeltaPager[object]:
    """Return the delta that a method gives."""
    return cast("DeltaPager[object]", call(*args, **given))


def joining(
    client: Protime, info: CollectionInfo, given: Mapping[str, object]
) -> Joins:
    """Return what is joined to the items of a collection, as ``--with`` says.

    Raises:
        InvalidRequest: A path leads nowhere.
    """
    paths = str(given.get("joined") or "")
    return Joins(client, CATALOG, info.name, filter(None, paths.split(",")))


def operation_of(info: CollectionInfo, name: str) -> OperationInfo | None:
    """Return an operation of a collection, if it has it."""
    return next(
        (operation for operation in info.operations if operation.name == name), None
    )


def ask_more(client: Protime, query: Mapping[str, str]) -> None:
    """Add these parameters to the query of every later request of a client."""
    send = client._send

    def more(request: Request[T]) -> T:
        return send(evolve(request, target=links.asking(request.target, query)))

    client._send = more  # type: ignore[method-assign]  # of this client alone
