"""How a feed goes on, as a generator without any I/O of its own but the state's.

It yields requests, and is sent the page that came or thrown the error; and it yields
`Changes`. So the sync and the async feed differ only in how they wait.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve

from protime.api import API
from protime_runtime.errors import Conflict, DecodingError, DeltaExpired
from protime_runtime.messages import Delete, Page
from protime_runtime.paging.cursor import Cursor
from protime_runtime.texts import visible
from protime_sync.feeds.deletions import Allowed, limit_of
from protime_sync.feeds.following import Following, log
from protime_sync.feeds.steps import Steps, asked
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode, Requests
from protime_sync.source.entries import Entry, packed, unpacked
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Judged, Phase, Position, link_left

_LOADS = 3
"""Full loads that a batch begins before it gives up."""


class Reading:
    """Reads one batch; at its end, `position` is what is to be committed."""

    def __init__(
        self,
        following: Following[Any],
        holding: Holding,
        at_most: int | None = None,
        *,
        allow_deletions: Allowed | None = None,
        accept_older: bool | None = None,
    ) -> None:
        """Take what is followed, and what is said of this batch alone.

        Args:
            following: The feed.
            holding: The lease that the batch is read under.
            at_most: Rows after which a full load is interrupted.
            allow_deletions: For this batch, instead of what the feed was made with.
            accept_older: For this batch, instead of what the feed was made with.
        """
        self._following = following
        self._feed = following.name
        self._source = following.source
        self._state = following.state
        self._at_most = at_most
        self._allowed = (
            following.allow_deletions if allow_deletions is None else allow_deletions
        )
        self._accepts = following.accept_older if accept_older is None else accept_older
        self._before = self._state.load(self._feed)
        self._judge = following.judging(holding, accept_older=accept_older)
        self.holding = holding
        self.position: Position | None = None
        self._source.asides.taken()  # Those of a batch that failed come again.

    def steps(self) -> Steps:
        """Yield requests and changes until the batch is complete."""
        position = self._before
        if position is None or self._is_other(position) or self._takes_back(position):
            position = self._fresh()
        follows = self._source.mode is Mode.DELTA and position.link is not None
        if position.phase is Phase.FOLLOWING and follows:
            try:
                yield from self._follow(position)
            except (DeltaExpired, Conflict) as error:
                self._restarts(error)
                if self._is_early(position):
                    self._tell_lost()
            else:
                return
            position = self._fresh()
        elif position.phase is Phase.FOLLOWING:
            if self._source.has_delta:
                raise DecodingError("The state holds no delta link")
            position = self._fresh()
        yield from self._loads(position)

    def _is_other(self, position: Position) -> bool:
        if position.signature == self._source.signature:
            return False
        log.info("%s: another filter, so a full load begins", self._feed)
        return True

    def _takes_back(self, position: Position) -> bool:
        """Whether rows are to be accepted that the last full load left out."""
        return self._accepts and position.older > 0

    def _loads(self, position: Position) -> Steps:
        for left in reversed(range(_LOADS)):
            try:
                yield from self._load(position)
            except (Conflict, DeltaExpired) as error:
                if not left:
                    raise
                self._restarts(error)
                position = self._fresh()
            else:
                return

    def _load(self, position: Position) -> Steps:
        if position.known is None:
            known = self._state.count(self._feed, self._judged(position))
            position = evolve(position, known=known)
        self._judge.begin_load()
        requests = self._load_requests(position)
        tracked_since = self._source.tracked_since
        if tracked_since is not None:
            self._tell_listed(tracked_since)
        cursor = Cursor(requests)
        count, page = 0, Page[Entry](value=())
        while (request := cursor.next) is not None:
            page = cursor.after((yield from asked(request, self.holding)))
            cursor.advance()
            changes = self._judge(page.value, position.load)
            count += len(changes)
            if changes:
                yield changes
            is_enough = self._at_most is not None and count >= self._at_most
            if tracked_since is not None:
                is_enough = False  # A list's link would not lead to the delta.
            if is_enough and cursor.next is not None:
                self._reached(position, page.resume_link, Phase.LOADING)
                return
        if page.delta_link is None and self._source.has_delta:
            raise DecodingError("The last page of a delta gives no deltaLink")
        yield from self._vanished(position)
        self._reached(position, page.delta_link, Phase.FOLLOWING)

    def _load_requests(self, position: Position) -> Requests:
        if position.link is None:
            continued = self._following.is_continued(self._before)
            return self._source.start(continued=continued)
        return self._source.resume(position.link)

    def _follow(self, position: Position) -> Steps:
        for body in self._state.kept(self._feed):
            yield from self._handed_over(unpacked(body), position)
        link = position.link
        cursor = Cursor(self._source.changes(link or ""))
        while (request := cursor.next) is not None:
            page = cursor.after((yield from asked(request, self.holding)))
            cursor.advance()
            link = self._following.link_of(page)
            position = evolve(position, link=link, used_at=self._following.now())
            self.keep(page.value, position)
            yield from self._handed_over(page.value, position)
        self._reached(position, link, Phase.FOLLOWING)

    def keep(self, found: Sequence[Entry], position: Position) -> None:
        """Store changes before they are handed over.

        Whether a delta link can be used twice is not documented, so a crash must not
        need it a second time.
        """
        if found:
            body, lease = packed(found), self.holding.lease
            self._state.keep(self._feed, body, position, lease)

    def _handed_over(self, found: Sequence[Entry], position: Position) -> Steps:
        changes = self._judge(found, position.load)
        if changes:
            yield changes

    def _vanished(self, position: Position) -> Steps:
        if nameless := position.nameless + self._source.asides.nameless:
            # Any row that seems to be gone may be one of them.
            log.warning(
                "%s: nothing is deleted, as %d rows of the full load name no id",
                self._feed,
                nameless,
            )
            return
        feed, limit = self._feed, limit_of(self._allowed)
        found = tuple(self._state.vanished(feed, self._judged(position)))
        if limit is not None:
            limit.check(feed, sum(map(len, found)), position.known or 0)
        for ids in found:
            self._judge.vanished(ids, position.load)
            yield Changes(deletes=[Delete(id) for id in ids])

    def _judged(self, position: Position) -> Judged:
        window, before = self._source.window, self._before
        return Judged(
            load=position.load,
            first=_ordinal(window.first),
            last=_ordinal(window.last),
            scope=self._source.scope,
            undated=before is None or before.signature == position.signature,
        )

    def _reached(self, position: Position, link: str | None, phase: Phase) -> None:
        judge, now = self._judge, self._following.now()
        # A lease that was lost is noticed before the copy's own transaction ends.
        self.holding.confirm()
        aside, nameless = self._source.asides.taken()
        self.position = evolve(
            position,
            phase=phase,
            link=self._following.followable(link, phase),
            used_at=now,
            changed_at=now if judge.count else position.changed_at,
            last_change=max(judge.greatest, position.last_change or "") or None,
            older=position.older + judge.older,
            aside=position.aside + aside,
            nameless=position.nameless + nameless,
        )
        if judge.older:
            self._tell_older()

    def _is_early(self, position: Position) -> bool:
        return link_left(position.used_at, self._following.now()) > timedelta()

    def _tell_lost(self) -> None:
        log.warning(
            "%s: the link was refused before its %d hours had passed, so probably"
            " another consumer with the same client id has started a delta of the"
            " collection, which ends this one (inferred); give each copy a client of"
            " its own",
            self._feed,
            API.delta_hours,
        )
        self._following.lost()

    def _tell_listed(self, first: date) -> None:
        log.warning(
            "%s: change tracking begins on %s by now; what lies before is read by"
            " lists, now and at later full loads",
            self._feed,
            first,
        )

    def _tell_older(self) -> None:
        log.warning(
            "%s: a full load brought %d rows in an older version than is known, as if"
            " the tenant was restored; they were left out, unless the batch is read"
            " with accept_older=True (protime sync: --accept-older)",
            self._feed,
            self._judge.older,
        )

    def _fresh(self) -> Position:
        before = self._before
        self._source.asides.taken()
        return Position(
            phase=Phase.LOADING,
            link=None,
            load=secrets.randbits(62),
            signature=self._source.signature,
            used_at=self._following.now(),
            changed_at=None if before is None else before.changed_at,
            last_change=None if before is None else before.last_change,
        )

    def _restarts(self, error: Conflict | DeltaExpired) -> None:
        log.warning(
            "%s: %s %s; a full load begins",
            self._feed,
            error.status,
            visible(error.message),
        )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
