"""Many small cases in one test, which reports all that fail and not the first alone.

A case that takes a microsecond does not pay for an id, a report and a collection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest


def check_each(cases: Iterable[tuple[str, Callable[[], None]]]) -> None:
    """Check every case, and raise the errors of all that fail, each with its name."""
    failed: list[Exception] = []
    count = 0
    for count, (name, check) in enumerate(cases, 1):  # noqa: B007 - counted at the end
        try:
            check()
        except (Exception, pytest.fail.Exception) as error:
            error.add_note(f"in the case {name!r}")
            failed.append(error if isinstance(error, Exception) else _told(error))
    assert count
    if failed:
        raise ExceptionGroup(f"{len(failed)} of {count} cases failed", failed)


def _told(error: BaseException) -> AssertionError:
    """Return what `pytest.fail` raises, which is no `Exception`, as one."""
    told = AssertionError(str(error))
    for note in error.__notes__:
        told.add_note(note)
    return told.with_traceback(error.__traceback__)
