"""What is mutated: the modules whose faults cost users data or secrets."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHIPPED = (
    "protime",
    "protime_runtime",
    "protime_emulator",
    "protime_sync",
    "protime_cli",
)
PATTERNS = (
    "protime_runtime/auth.py",
    "protime_runtime/budget.py",
    "protime_runtime/cut_links.py",
    "protime_runtime/deadlines.py",
    "protime_runtime/delta.py",
    "protime_runtime/exchange.py",
    "protime_runtime/filters.py",
    "protime_runtime/grants.py",
    "protime_runtime/limiter.py",
    "protime_runtime/links.py",
    "protime_runtime/native*.py",
    "protime_runtime/overlapping.py",
    "protime_runtime/paging.py",
    "protime_runtime/parallel.py",
    "protime_runtime/reading.py",
    "protime_runtime/references.py",
    "protime_runtime/retrying.py",
    "protime_runtime/splitting.py",
    "protime_runtime/token*.py",
    "protime_runtime/verifying.py",
    "protime_runtime/webhook_events.py",
    "protime_sync/asked.py",
    "protime_sync/blocks.py",
    "protime_sync/deletions.py",
    "protime_sync/engine.py",
    "protime_sync/following.py",
    "protime_sync/holding.py",
    "protime_sync/judging.py",
    "protime_sync/keeping.py",
    "protime_sync/leases.py",
    "protime_sync/memory.py",
    "protime_sync/postgres*.py",
    "protime_sync/processes.py",
    "protime_sync/sqlite*.py",
    "protime_sync/state.py",
    "protime_sync/steps.py",
    "protime_sync/whole_file.py",
    "protime_sync/wide.py",
    "protime_sync/windows.py",
    "protime_sync/webhooks/*inbox.py",
    "protime_sync/webhooks/merging.py",
    "protime_sync/webhooks/ordering.py",
    "protime_sync/webhooks/receiver.py",
    "protime_sync/webhooks/store.py",
)
"""Every module that is mutated, below the folder that the packages stand in."""
SUITES = (
    "tests/reading/**/test_*.py",
    "tests/runtime/**/test_*.py",
    "tests/speed/**/test_*.py",
    "tests/sync/**/test_*.py",
    "tests/trust/**/test_*.py",
    "tests/webhooks/**/test_*.py",
)
"""The tests that may kill a mutant; others test other things."""
LONG = (
    "tests/reading/test_values.py",
    "tests/sync/test_*dlt*.py",
    "tests/sync/test_kills.py",
    "tests/sync/test_split_brain.py",
    "tests/trust/test_interrupting.py",
    "tests/trust/test_tracebacks.py",
    "tests/webhooks/test_deliveries.py",
    "tests/webhooks/test_memory.py",
)
"""Of these, those that take long: others see the same, or children do the work."""


def package(name: str) -> Path:
    """Return the folder of a package, as it is installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed")
    return Path(spec.origin).parent


def matches(pattern: str) -> list[Path]:
    """Return the modules that a pattern names, below the folder of their package."""
    name, _, rest = pattern.partition("/")
    folder = package(name)
    found = folder.glob(rest)
    return sorted(path.relative_to(folder.parent) for path in found)


def modules() -> list[Path]:
    """Return every module that is mutated, as `PATTERNS` names it."""
    return sorted({path for pattern in PATTERNS for path in matches(pattern)})
