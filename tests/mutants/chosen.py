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
    "protime_runtime/sending/tokens.py",
    "protime_runtime/asking/cut_links.py",
    "protime_runtime/client/deadlines.py",
    "protime_runtime/paging/delta.py",
    "protime_runtime/sending/exchange.py",
    "protime_runtime/asking/filters.py",
    "protime_runtime/sending/oauth.py",
    "protime_runtime/sending/pace.py",
    "protime_runtime/asking/links.py",
    "protime_runtime/reading/native*.py",
    "protime_runtime/paging/prefetch.py",
    "protime_runtime/paging/pager.py",
    "protime_runtime/paging/parallel.py",
    "protime_runtime/reading/kinds.py",
    "protime_runtime/asking/references.py",
    "protime_runtime/sending/retries.py",
    "protime_runtime/asking/splitting.py",
    "protime_runtime/sending/token*.py",
    "protime_runtime/webhooks/verifier.py",
    "protime_runtime/webhooks/events.py",
    "protime_sync/database/*.py",
    "protime_sync/dlt/blocks.py",
    "protime_sync/feeds/base.py",
    "protime_sync/feeds/deletions.py",
    "protime_sync/feeds/engine.py",
    "protime_sync/feeds/following.py",
    "protime_sync/state/holding.py",
    "protime_sync/feeds/judging.py",
    "protime_sync/feeds/keeping.py",
    "protime_sync/state/leases.py",
    "protime_sync/state/memory.py",
    "protime_sync/state/postgres*.py",
    "protime_sync/state/processes.py",
    "protime_sync/state/queries.py",
    "protime_sync/state/sql*.py",
    "protime_sync/state/protocol.py",
    "protime_sync/feeds/steps.py",
    "protime_sync/loads/windows.py",
    "protime_sync/webhooks/*inbox.py",
    "protime_sync/webhooks/merging.py",
    "protime_sync/webhooks/ordering.py",
    "protime_sync/webhooks/receiver.py",
    "protime_sync/webhooks/sealing.py",
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
    "tests/sync/dlt/test_*dlt*.py",
    "tests/sync/feeds/test_kills.py",
    "tests/sync/feeds/test_split_brain.py",
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
