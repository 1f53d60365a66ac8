"""Error answers to errors, whichever of the documented shapes they have.

Source: reference/responses/
"""

from __future__ import annotations

import json

from protime_runtime.errors import (
    STATUS_TO_ERROR,
    RequestInfo,
    ResponseError,
    ServerError,
)
from protime_runtime.messages import Response
from protime_runtime.reading.documents import parsed

_LONGEST_TEXT = 200


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
