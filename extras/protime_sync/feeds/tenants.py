"""Several tenants: a feed for each tenant and collection, none waiting for another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from attrs import field, frozen

from protime_runtime.paging.workers import Workers
from protime_sync.errors import SyncError
from protime_sync.feeds.feed import Feed


@frozen(kw_only=True)
class Outcome:
    """The result of a feed."""

    feed: str
    count: int = 0
    """Changes that were applied and stored."""
    error: Exception | None = field(default=None)
    """Why it ended early; its link stays where it was."""


class SomeFailed(SyncError):
    """Some feeds failed; the others are done."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        """Take the results of all feeds."""
        self.outcomes = tuple(outcomes)
        failed = [outcome for outcome in self.outcomes if outcome.error is not None]
        lines = [f"  - {outcome.feed}: {outcome.error}" for outcome in failed]
        count = f"{len(failed)} of {len(self.outcomes)} feeds failed:"
        super().__init__("\n".join([count, *lines]))


Apply = Callable[[Feed[Any]], int]
"""Applies one batch of a feed and returns the number of changes."""


def run_all(
    feeds: Iterable[Feed[Any]] | Mapping[str, Callable[[], Feed[Any]]],
    apply: Apply,
    *,
    threads: int = 4,
) -> tuple[Outcome, ...]:
    """Apply a batch of each feed, side by side, and return the results.

    Args:
        feeds: Feeds, or functions that make them by name: so that a tenant whose
            settings are wrong stops no other.
        apply: Reads a batch; it is called in a thread of its own.
        threads: Feeds that are read at the same time.
    """
    if isinstance(feeds, Mapping):
        makers = dict(feeds)
    else:
        makers = {feed.name: _constant(feed) for feed in feeds}
    with Workers(threads, "protime-sync") as pool:
        running = [
            pool.submit(partial(_outcome, name, make, apply))
            for name, make in makers.items()
        ]
        return tuple(future.result() for future in running)


def check(outcomes: Iterable[Outcome]) -> None:
    """Raise if a feed failed, once all have ended.

    Raises:
        SomeFailed: At least one failed.
    """
    found = tuple(outcomes)
    if any(outcome.error is not None for outcome in found):
        raise SomeFailed(found)


def _constant(feed: Feed[Any]) -> Callable[[], Feed[Any]]:
    return lambda: feed


def _outcome(name: str, make: Callable[[], Feed[Any]], apply: Apply) -> Outcome:
    try:
        return Outcome(feed=name, count=apply(make()))
    except Exception as error:
        return Outcome(feed=name, error=error)
