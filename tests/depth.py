"""How much is tried: a fair sample by default, and all of it in ``nox -s deep``."""

from __future__ import annotations

import os

import pytest

DEEP = os.environ.get("PROTIME_DEEP") == "1"


def many(deep: int, usual: int) -> int:
    """Return how often to try; a test that asks bears the mark ``deep``."""
    return deep if DEEP else usual


SERVERS = [
    pytest.param(name, marks=pytest.mark.sampled(2)) for name in ("postgres", "mariadb")
]
"""Databases that a test is tried with besides a file: by default, one in two cases."""
