"""A request is a value that says what to ask, and shows no body."""

from __future__ import annotations

from protime_runtime.messages import Request
from tests.runtime.models import clockings


def test_path_and_query_make_the_target() -> None:
    """A flag has no value; a link has its query within."""

    def nothing(*_: object) -> None:
        return None

    request = Request(path="/a", query=(("delta", None), ("x", "1 +&")), read=nothing)
    assert request.target == "/a?delta&x=1%20%2B%26"
    assert Request(path="/a?b=1", read=nothing).target == "/a?b=1"


def test_a_body_is_not_shown() -> None:
    """It may hold what is personal."""
    assert "Janssens" not in repr(clockings.create({"name": "Janssens"}))
