"""What a feed, or one batch of it, was asked to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from .deletions import Allowed
from .holding import Holding
from .judging import Judge
from .source import Source
from .state import State


@frozen(kw_only=True)
class Options:
    """What a feed was asked to do."""

    feed: str
    """Names the feed in the state."""
    source: Source
    state: State
    holding: Holding
    """The lease that the batch is read under."""
    now: Callable[[], datetime]
    skip_unchanged: bool = False
    allow_deletions: Allowed = False
    accept_older: bool = False
    judge: Callable[..., Judge] = Judge

    def judging(self) -> Judge:
        """Return what judges the entries of one batch."""
        return self.judge(
            self.feed,
            self.source,
            self.state,
            skip_unchanged=self.skip_unchanged,
            accept_older=self.accept_older,
            holding=self.holding,
        )
