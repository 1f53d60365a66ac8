"""Between Starlette and the emulator: bodies that came, and responses that go."""

from __future__ import annotations

from starlette import responses as http
from starlette.requests import ClientDisconnect, Request

from .responses import Problem, Response
from .wire import encoded

LARGEST_BODY = 1_000_000
"""Bytes; larger bodies are answered with 413."""


def response_of(response: Response) -> http.Response:
    """Return a response as Starlette sends it."""
    headers = dict(response.headers)
    if response.body is None:
        return http.Response(status_code=response.status, headers=headers)
    return http.Response(
        encoded(response.body),
        status_code=response.status,
        headers=headers,
        media_type="application/json",
    )


async def content_of(request: Request) -> bytes | http.Response:
    """Return the body, or a 413 for one that is too large."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LARGEST_BODY:
                problem = Problem(413, f"The body is larger than {LARGEST_BODY} bytes.")
                return response_of(problem.response())
            parts.append(part)
    except ClientDisconnect:
        return http.Response(status_code=400)
    return b"".join(parts)
