"""What a part of a batch brought: rows to write, and ids to remove."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from protime_runtime.messages import Delete
from protime_sync.source.entries import Row


@frozen(kw_only=True)
class Changes:
    """Rows to write and ids to remove; no id stands in both, and none twice."""

    upserts: Sequence[Row] = ()
    deletes: Sequence[Delete] = ()

    def __len__(self) -> int:
        """Return the number of changes."""
        return len(self.upserts) + len(self.deletes)
