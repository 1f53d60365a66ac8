"""Names and cells as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | date
"""What stands in a cell; only a workbook's days have a type."""

_BETWEEN = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a name by which its spellings are one.

    >>> folded("timeOfDayInMinutes") == folded("Time of day, in minutes")
    True
    """
    return _BETWEEN.sub("", text).casefold()


def quoted(cell: Cell) -> str:
    """Return a cell for a message, cut where it is long."""
    text = str(cell)
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


_LONGEST = 60
