"""How much is tried: a fair sample by default, and all of it in ``nox -s deep``."""

from __future__ import annotations

import os

DEEP = os.environ.get("PROTIME_DEEP") == "1"


def many(deep: int, usual: int) -> int:
    """Return how often to try; a test that asks bears the mark ``deep``."""
    return deep if DEEP else usual
