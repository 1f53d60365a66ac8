"""Responses that are not what was asked for: errors, and items of another path.

Source: reference/responses/, reference/collections/departments/get/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from protime_runtime.asking import links
from protime_runtime.errors import (
    STATUS_TO_ERROR,
    RequestInfo,
    ResponseError,
    ServerError,
    WrongItem,
)
from protime_runtime.messages import Identity, Response
from protime_runtime.reading.deviations import found
from protime_runtime.reading.documents import parsed
from protime_runtime.types import Identifier, ReferenceValue

_LONGEST_TEXT = 200


def response_error(response: Response, request: RequestInfo) -> ResponseError:
    """Return the error that a response stands for, in any of the documented shapes."""
    document = _document(response.content)
    said = document.get("error", document)
    said = said if isinstance(said, dict) else {"message": said}
    reasons = said.get("reasons") or said.get("validationErrors")
    return _kind(response.status)(
        status=response.status,
        code=_text(said.get("code")),
        message=_text(said.get("message")) or _plain(response),
        reasons=tuple(_reason(reason) for reason in _list(reasons)),
        request=request,
        body=response.content,
        request_id=response.request_id,
    )


def _kind(status: int) -> type[ResponseError]:
    other = ServerError if status >= 500 else ResponseError
    return STATUS_TO_ERROR.get(status, other)


def _document(content: bytes) -> dict[str, object]:
    try:
        document = parsed(content, lambda *_: None)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _plain(response: Response) -> str:
    """Return the start of a body that is no JSON, such as a proxy's page."""
    text = response.content[:_LONGEST_TEXT].decode("utf-8", "replace")
    return " ".join(text.split())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _list(value: object) -> list[object]:
    if isinstance(value, dict):
        return [f"{key}: {_reason(reason)}" for key, reason in value.items()]
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else []


def _reason(value: object) -> str:
    """Return one reason as text; how ``validationErrors`` are made is not published."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def check(
    items: Iterable[object], identities: tuple[Identity, ...], body: bytes
) -> None:
    """Refuse a response about others than the path names.

    What the response does not tell cannot be compared.

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
