"""Errors that forget what the frames below a call held.

Frames of an HTTP library hold the token, the secret and people's data as plain texts
and bytes. Most errors there are turned into the package's own; but a cancelled task,
Ctrl-C, a signal's handler or a hook can end a call in any line. Of such an error, the
lines stay and the variables go, whatever writes the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from traceback import clear_frames

from protime_runtime.errors import ProtimeError


def forget(error: BaseException, outer: BaseException | None) -> None:
    """Clear the frames that an error came through, but for those that still run.

    Errors of this package keep theirs, as its frames hold secrets in a `Secret`; what
    they were raised from does not. Frames of the caller stay as they are.

    Args:
        error: What ended a call.
        outer: What the caller was dealing with before, which stays as it is.
    """
    for found in _related(error, outer):
        if not isinstance(found, ProtimeError):
            clear_frames(found.__traceback__)


def _related(
    error: BaseException | None, outer: BaseException | None
) -> Iterator[BaseException]:
    """Yield an error with its causes, contexts and parts, up to the caller's own."""
    seen = {id(outer)}
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [found.__cause__, found.__context__]
            waiting += getattr(found, "exceptions", ())
