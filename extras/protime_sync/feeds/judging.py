"""Which of the changes that came are news: never an older one over a newer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from protime_runtime.messages import Delete
from protime_sync.source.changes import Changes
from protime_sync.source.collection import Mode, Source
from protime_sync.source.entries import Entry, Key, digest
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Known, State


class Judge:
    """Judges the entries of one batch by what is known of their ids, and notes them."""

    def __init__(
        self,
        feed: str,
        source: Source,
        state: State,
        *,
        skip_unchanged: bool,
        accept_older: bool,
        holding: Holding,
    ) -> None:
        """Take the feed, whether what was saved without a change is left out, and more.

        Args:
            feed: The feed.
            source: What it follows.
            state: Knows what came before.
            skip_unchanged: Leave out what was saved without a change.
            accept_older: Take what a full load brings even if a newer one is known.
            holding: The lease.
        """
        self._feed = feed
        self._source = source
        self._state = state
        self._holding = holding
        self._scope = source.scope
        self._skips = skip_unchanged or source.mode is Mode.COMPARISON
        self._skips_saved = skip_unchanged
        self._accepts = accept_older
        self._is_load = False
        self.older = 0
        """Rows of a full load that were left out, as newer ones are known."""
        self.count = 0
        """Changes that were news."""
        self.greatest = ""
        """Greatest version among all that came."""

    def begin_load(self) -> None:
        """Judge what follows as a full load, which brings all there is."""
        self._is_load, self.older = True, 0

    def __call__(self, found: Sequence[Entry], load: int) -> Changes:
        """Return what is news, and note it in the state."""
        self._holding.renew()
        known = dict(self._state.known(self._feed, [entry.id for entry in found]))
        news: dict[Key, Entry] = {}
        noted: dict[Key, Known] = {}
        for entry in found:
            self.greatest = max(self.greatest, entry.version or "")
            before = known.get(entry.id)
            if before is not None and self._is_older(entry, before, load):
                if before.load != load:
                    noted[entry.id] = before._replace(load=load)
                continue
            after = self._known(entry, load)
            if not self._is_had(entry, after, before):
                news[entry.id] = entry
            known[entry.id] = noted[entry.id] = after
        if noted:
            self._state.stage(self._feed, noted.values(), self._holding.lease)
        self.count += len(news)
        return _changes(news.values())

    def vanished(self, ids: Sequence[Key], load: int) -> None:
        """Note ids that a full load did not bring."""
        self._holding.renew()
        gone = [_gone(id, load, self._scope) for id in ids]
        self._state.stage(self._feed, gone, self._holding.lease)
        self.count += len(ids)

    def _is_older(self, entry: Entry, before: Known, load: int) -> bool:
        """Whether an entry is left out, as a newer one is known."""
        if not _is_older(entry, before):
            return False
        # What the load itself has brought twice is no matter of a restored tenant.
        if self._is_load and before.load != load:
            if self._accepts:
                return False
            self.older += 1
        return True

    def _is_had(self, entry: Entry, after: Known, before: Known | None) -> bool:
        if before is None or not self._skips or not _is_same(after, before):
            return False
        # Saved again without a change, it has another version all the same.
        return self._skips_saved or after.version == before.version

    def _known(self, entry: Entry, load: int) -> Known:
        if entry.row is None:
            return Known(
                entry.id, entry.version, None, True, load, None, None, self._scope
            )
        first, last = self._source.days(entry.row)
        hashed = digest(entry.row) if self._skips else None
        return Known(
            entry.id, entry.version, hashed, False, load, first, last, self._scope
        )


def _is_older(entry: Entry, before: Known) -> bool:
    return (
        entry.version is not None
        and before.version is not None
        and entry.version < before.version
    )


def _is_same(after: Known, before: Known) -> bool:
    if before.deleted != after.deleted:
        return False
    return after.deleted or (after.digest is not None and after.digest == before.digest)


def _gone(id: Key, load: int, scope: str) -> Known:
    # Without a version: if the row comes back, whatever its version, it is news.
    return Known(id, None, None, True, load, None, None, scope)


def _changes(news: Iterable[Entry]) -> Changes:
    upserts, deletes = [], []
    for entry in news:
        if entry.row is None:
            deletes.append(Delete(entry.id, entry.version))
        else:
            upserts.append(entry.row)
    return Changes(upserts=upserts, deletes=deletes)
