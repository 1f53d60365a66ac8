"""What can go wrong besides the API's own errors.

::

    ProtimeError
    └── SyncError
        ├── StateError       the state cannot be read or written
        ├── LeaseHeld        someone else reads the feed; the message names them
        ├── LeaseLost        someone else took the feed over while it was read
        ├── TooManyDeletions a full load would delete most of what is known
        ├── DeltaTaken       another consumer ends the delta again and again
        ├── SyncBusy         another process keeps the same copy; the message names it
        ├── TargetRefused    the table or destination cannot take the rows
        ├── TargetFailed     the target could not be written; nothing is lost
        │   └── TargetBlocked  and cannot be before someone changes something
        └── MissingExtra     an optional package is not installed
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from types import ModuleType

from protime_runtime.errors import ProtimeError


class SyncError(ProtimeError):
    """Base of the errors of this package."""


class StateError(SyncError):
    """The state cannot be read or written; it is never taken for an empty one."""


class LeaseHeld(SyncError):
    """Someone else reads the feed, and Protime allows one delta per collection."""

    def __init__(self, feed: str, owner: str, until: datetime) -> None:
        """Take the feed, who holds it, and when their lease ends."""
        super().__init__(
            f"{feed} is being read by {owner}, whose lease ends at"
            f" {until.isoformat(timespec='seconds')}; Protime allows one delta per"
            " collection. Wait, or take it over with take_over=True if that process is"
            " gone."
        )
        self.feed = feed
        self.owner = owner
        self.until = until


class LeaseLost(SyncError):
    """Someone else took the feed over while it was read; nothing was stored."""

    def __init__(self, feed: str, owner: str) -> None:
        """Take the feed and who lost it."""
        super().__init__(
            f"The lease of {owner} on {feed} was taken over; nothing of this batch"
            " was stored, and its changes come again to whoever reads next."
        )


class TooManyDeletions(SyncError):
    """A full load did not bring most of the rows that are known; nothing was stored."""

    def __init__(self, feed: str, gone: int, known: int) -> None:
        """Take the feed, the rows that are missing, and the rows there were."""
        super().__init__(
            f"{feed}: a full load did not bring {gone:,} of the {known:,} rows that its"
            " window had, which would delete them; nothing was deleted or stored. See"
            " in Protime whether they are gone, or the client may read them no longer."
            " If they are gone, read once with allow_deletions=True, or"
            " --allow-deletions of protime sync."
        )
        self.feed = feed
        self.gone = gone
        self.known = known


class DeltaTaken(SyncError):
    """A link was refused early for the second time within a day; nothing was loaded.

    Protime keeps one delta for each client and collection (reference/delta/), so two
    copies with the same client end each other's, and would both load everything each
    time. That the second one is the cause is inferred.
    """

    def __init__(self, feed: str, before: datetime) -> None:
        """Take the feed, and when its link was refused the last time."""
        super().__init__(
            f"{feed}: the link was refused before its 72 hours, as on"
            f" {before.isoformat(timespec='seconds')}: probably another copy or program"
            " follows the collection with the same client id, and each ends the other's"
            " delta. It is not loaded again for a day. Give each copy a client of its"
            " own."
        )
        self.feed = feed


class SyncBusy(SyncError):
    """Another process keeps the same copy, and two would undo each other's work."""

    def __init__(self, name: str, owner: str) -> None:
        """Take the copy's name, and who keeps it."""
        super().__init__(
            f"{name} is being synced by {owner}; wait until it ends, or end it."
        )
        self.owner = owner


class TargetRefused(SyncError):
    """The target cannot take the rows without harm, so it was left alone."""


class TargetFailed(SyncError):
    """The target could not be written; what was read comes with the next run.

    `protime_sync.causes` separates what passes by itself from what does not.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        """Take what happened, and what to change."""
        super().__init__(f"{ended(message)} {hint}" if hint else message)
        self.hint = hint


class TargetBlocked(TargetFailed):
    """The target cannot be written before someone changes something."""


class MissingExtra(SyncError, ImportError):
    """An optional package is not installed; the message says how to get it."""


def ended(text: str) -> str:
    """Return a text as a sentence, which another can follow."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def need(module: str, extra: str = "sync") -> ModuleType:
    """Import an optional package.

    Args:
        module: The module.
        extra: The extra of ``protime-client`` that brings it.

    Raises:
        MissingExtra: It is not installed.
    """
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtra(
            f"{package} is not installed: pip install 'protime-client[{extra}]'",
            name=package,
        ) from None
