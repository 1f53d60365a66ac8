"""A copy of a tenant that is always right: feeds with state, Arrow, warehouses.

Names are loaded when they are first used; what needs another package says which extra
of ``protime-client`` brings it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protime_sync.errors import LeaseHeld as LeaseHeld
    from protime_sync.errors import LeaseLost as LeaseLost
    from protime_sync.errors import MissingExtra as MissingExtra
    from protime_sync.errors import StateError as StateError
    from protime_sync.errors import SyncError as SyncError
    from protime_sync.errors import TargetBlocked as TargetBlocked
    from protime_sync.errors import TargetFailed as TargetFailed
    from protime_sync.errors import TargetRefused as TargetRefused
    from protime_sync.errors import TooManyDeletions as TooManyDeletions
    from protime_sync.feeds.async_feed import AsyncFeed as AsyncFeed
    from protime_sync.feeds.async_feed import AsyncSync as AsyncSync
    from protime_sync.feeds.deletions import DeletionLimit as DeletionLimit
    from protime_sync.feeds.feed import Feed as Feed
    from protime_sync.feeds.feed import Sync as Sync
    from protime_sync.feeds.status import Status as Status
    from protime_sync.source.aside import Aside as Aside
    from protime_sync.source.changes import Changes as Changes
    from protime_sync.state.memory import MemoryState as MemoryState
    from protime_sync.state.postgres import PostgresState as PostgresState
    from protime_sync.state.protocol import State as State
    from protime_sync.state.sql import SqlState as SqlState
    from protime_sync.state.sqlite import SqliteState as SqliteState

_MODULES = {
    "Aside": "source.aside",
    "AsyncFeed": "feeds.async_feed",
    "AsyncSync": "feeds.async_feed",
    "Changes": "source.changes",
    "DeletionLimit": "feeds.deletions",
    "Feed": "feeds.feed",
    "LeaseHeld": "errors",
    "LeaseLost": "errors",
    "MemoryState": "state.memory",
    "MissingExtra": "errors",
    "PostgresState": "state.postgres",
    "SqlState": "state.sql",
    "SqliteState": "state.sqlite",
    "State": "state.protocol",
    "StateError": "errors",
    "Status": "feeds.status",
    "Sync": "feeds.feed",
    "SyncError": "errors",
    "TargetBlocked": "errors",
    "TargetFailed": "errors",
    "TargetRefused": "errors",
    "TooManyDeletions": "errors",
}


# Unseen by type checkers, which would take any name for one that is offered.
if not TYPE_CHECKING:
    __all__ = list(_MODULES)

    def __getattr__(name: str) -> object:
        """Import a name when it is first used."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"protime_sync.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """Return the names that can be imported."""
    return sorted(_MODULES)
