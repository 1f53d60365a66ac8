"""A request is a value that says what to ask, and shows no body."""

from __future__ import annotations

from protime_runtime.asking.links import asking, target
from tests.runtime.models import clockings


def test_path_and_query_make_the_target() -> None:
    """A flag has no value; all else is encoded."""
    assert target("/a", (("delta", None), ("x", "1 +&"))) == "/a?delta&x=1%20%2B%26"
    assert target("/a", ()) == "/a"


def test_more_can_be_asked_for() -> None:
    """Instead of what is there, and beside it."""
    assert asking("/a?x=1&delta&y=2", {"x": "3 4"}) == "/a?delta&y=2&x=3%204"
    assert asking("/a", {"x": "1"}) == "/a?x=1"


def test_a_body_is_not_shown() -> None:
    """It may hold what is personal."""
    assert "Janssens" not in repr(clockings.create({"name": "Janssens"}))
