"""Cases that share a test are all checked."""

from __future__ import annotations

import pytest

from .cases import check_each


def test_all_that_fail_are_reported() -> None:
    """By their names; what comes after a failure is checked, too."""
    checked = list[str]()

    def right() -> None:
        checked.append("right")

    def wrong() -> None:
        checked.append("wrong")
        raise ZeroDivisionError

    def silent() -> None:
        checked.append("silent")
        with pytest.raises(ZeroDivisionError):
            pass

    cases = [("wrong", wrong), ("silent", silent), ("right", right)]
    with pytest.raises(ExceptionGroup, match="2 of 3 cases failed") as caught:
        check_each(cases)
    assert checked == ["wrong", "silent", "right"]
    notes = [note for error in caught.value.exceptions for note in error.__notes__]
    assert notes == ["in the case 'wrong'", "in the case 'silent'"]


def test_nothing_is_checked_where_there_is_no_case() -> None:
    with pytest.raises(AssertionError):
        check_each([])
