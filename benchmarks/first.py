"""A program that reads one page and ends: ``python -m benchmarks.first URL WAY``.

What it takes is counted from outside, so it imports next to nothing by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any


def walk(url: str, way: str) -> Iterator[Any]:
    """Walk a list the way that is named, such as ``by_hand.over_httpx dicts``."""
    path, *options = way.split()
    module, name = path.split(".")
    peer = import_module(f"benchmarks.peers.{module}")
    found: Iterator[Any] = getattr(peer, name)(url, *options)
    return found


if __name__ == "__main__":
    for _ in next(walk(*sys.argv[1:])):
        pass
