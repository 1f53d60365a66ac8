"""A pytest plugin that puts httpx2 in httpx's place, for all that import httpx.

``python -m pytest -p tests.trust.drop_in tests/runtime`` runs the runtime's tests with
httpx2: by default, as the given client, and with its own exceptions.
"""

from __future__ import annotations

import sys
from importlib import import_module

sys.modules["httpx"] = import_module("httpx2")


def pytest_report_header() -> str:
    """Say which library the tests run with."""
    library = sys.modules["httpx"]
    return f"HTTP library: {library.__name__} {library.__version__}"
