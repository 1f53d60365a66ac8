"""What a response says besides items: which error it is, or what was created.

Source: reference/responses/, how-to/create-update-delete/
"""

from __future__ import annotations

import json
from typing import TypeVar, cast
from urllib.parse import unquote

from protime_runtime.errors import (
    STATUS_TO_ERROR,
    CreationUnconfirmed,
    RequestInfo,
    ResponseError,
    ServerError,
)
from protime_runtime.messages import Created, NewId, Response, Upserted
from protime_runtime.reading.documents import parsed

Id = TypeVar("Id", bound=int | str)

_LONGEST_TEXT = 200
_MOST_DIGITS = 20


def response_error(response: Response, request: RequestInfo) -> ResponseError:
    """Return the error that an answer stands for, with all that it says."""
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


def created(expected: NewId[Id], response: Response) -> Created[Id]:
    """Read the id at the end of the ``Location`` header.

    Raises:
        CreationUnconfirmed: There is no such header.
    """
    location = response.headers.get("location")
    last = _last_segment(location)
    if location is None or last is None:
        raise CreationUnconfirmed(
            "The item was accepted, but the answer names no location to read it at;"
            " look for the item before creating it again.",
            monitor=response.headers.get("operation-location"),
            body=response.content,
        )
    number = expected.kind is int and last.isdecimal() and len(last) <= _MOST_DIGITS
    text: object = int(last) if number else last
    return Created(id=cast("Id", text), location=location)


def upserted(response: Response) -> Upserted:
    """Read whether the item was created (201) or updated."""
    location = response.headers.get("location")
    return Upserted(
        created=response.status == 201,
        maybe_created=response.status != 201 and response.maybe_done_before,
        id=_last_segment(location),
        location=location,
    )


def _last_segment(location: str | None) -> str | None:
    path = (location or "").partition("?")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]) or None
