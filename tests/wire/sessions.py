"""What the client itself sends: for its token, and of requests that one writes."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from .doors import client
from .traffic import Question, Tenant, request_lines, told


class Answering(Tenant):
    """A tenant that shows the whole of what it is asked."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        super().__init__()
        self.lines: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.lines += [f"headers: {', '.join(sorted(request.headers))}"]
        self.lines += [f"{request.url.scheme}://{request.url.host}"]
        self.lines += request_lines(request)
        return super().__call__(request)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    tenant = Answering()
    with client(
        "sync", tenant, scopes=["connector-protimeapi-jobs.read", "b.write"]
    ) as made:
        list(made.jobs.list())
    yield "_token.txt", "\n".join(tenant.lines) + "\n"
    yield "_raw.txt", told(_raw())


def _raw() -> Iterator[Question]:
    yield Question("raw below the base", lambda made: made.raw("GET", "jobs/a b"))
    yield Question("raw below the host", lambda made: made.raw("GET", "/x"))
    yield Question(
        "raw with a query, a body and headers",
        lambda made: made.raw(
            "PUT", "jobs/1", query={"a": "b c&"}, body={"é": 1}, headers={"X-A": "1"}
        ),
    )
    yield Question("raw above", lambda made: made.raw("GET", "../x"))
    yield Question(
        "raw elsewhere", lambda made: made.raw("GET", "https://evil.example")
    )
