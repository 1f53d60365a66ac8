"""Whether the items that came are those that the path of the request names.

Source: reference/collections/departments/get/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from protime_runtime.asking import links
from protime_runtime.errors import WrongItem
from protime_runtime.messages import Identity
from protime_runtime.reading.deviations import found
from protime_runtime.types import Identifier, ReferenceValue


def check(
    items: Iterable[object], identities: tuple[Identity, ...], body: bytes
) -> None:
    """Refuse an answer about others than the path names.

    What the answer does not tell cannot be compared.

    Raises:
        WrongItem: An item tells another id, or another value of the reference.
    """
    if identities:
        for item in items:
            for identity in identities:
                _check(identity, item, body)


def _check(identity: Identity, item: object, body: bytes) -> None:
    *holders, name = identity.attribute.split(".")
    for holder in holders:
        item = getattr(item, holder, None)
    told = getattr(item, name, None)
    if isinstance(identity.value, ReferenceValue):
        _check_value(identity, identity.value, item, told, body)
    elif told not in (None, identity.value) and _key(told) != _key(identity.value):
        message = f"{_shown(identity.value)} was asked for, and {_shown(told)} came"
        raise _wrong(identity, message, told, body)


def _check_value(
    identity: Identity,
    asked: ReferenceValue[Identifier],
    item: object,
    id: object,
    body: bytes,
) -> None:
    told = getattr(item, "external_references", None)
    value = told.get(asked.type) if isinstance(told, Mapping) else None
    # Whether the API heeds letter case is not published.
    if value is not None and _folded(value) != _folded(asked.value):
        message = f"The item that came has another value of {asked.type}"
        if id is not None:
            message += f"; its id is {_shown(id)}"
        raise _wrong(identity, message, id, body)


def _wrong(identity: Identity, message: str, told: object, body: bytes) -> WrongItem:
    path = f"$.{identity.attribute}"
    return WrongItem(message, asked=identity.value, told=told, path=path, body=body)


def _shown(id: object) -> str:
    """Return a number or a GUID as it is; what else stands there may name a person."""
    if isinstance(id, int | float) or (isinstance(id, str) and id.isdecimal()):
        return str(id)
    return links.shown(id) if isinstance(id, str) else found(id)


def _folded(text: object) -> str:
    return str(text).strip().casefold()


def _key(id: object) -> object:
    """Return what two writings of one id have in common.

    A number may come as a text or with a fraction of zero, and a GUID in either case.
    """
    if isinstance(id, float) and id.is_integer():
        return int(id)
    text = _folded(id)
    for read in (UUID, int):
        try:
            return read(text)
        except ValueError:
            pass
    return text
