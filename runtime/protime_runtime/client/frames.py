"""Errors that forget what the frames below a call held.

Frames of an HTTP library hold the token, the secret and people's data as plain texts
and bytes. Most errors there are turned into the package's own; but a cancelled task,
Ctrl-C, a signal's handler or a hook can end a call in any line. Of such an error, the
lines stay and the variables go, whatever writes the report.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from traceback import clear_frames
from types import TracebackType

from protime_runtime.errors import ProtimeError


class Forgetting:
    """A block around a call; errors that leave it hold no variables of its callees.

    Errors of this package keep theirs, as its frames hold secrets in a `Secret`; what
    they were raised from does not. Frames of the caller stay as they are.
    """

    def __enter__(self) -> None:
        """Remember what the caller was dealing with, which stays as it is."""
        self._outer = sys.exception()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the frames that have ended; those that run refuse to be cleared."""
        for found in _related(error, self._outer):
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
