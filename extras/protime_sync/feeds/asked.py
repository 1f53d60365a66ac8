"""What a feed, or one batch of it, was asked to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import frozen

from protime_runtime.messages import Request
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.judging import Judge
from protime_sync.source.collection import Mode, Source
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Phase, State


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
    url: Callable[[Request[Any]], str]
    """Gives the address of a request; raises if it leads away from the tenant."""

    def followable(self, link: str | None, phase: Phase) -> str | None:
        """Return a link that is to be stored.

        A feed would never get past one that can only be refused later.

        Raises:
            ForeignLink: It leads away from the tenant.
            ProtimeError: It is no link.
        """
        if link is not None and phase is Phase.LOADING:
            requests = self.source.resume(link)
        elif link is not None and self.source.mode is Mode.DELTA:
            requests = self.source.changes(link)
        else:
            requests = ()
        for request in requests:
            self.url(request)
        return link

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
