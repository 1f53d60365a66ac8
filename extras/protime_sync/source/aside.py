"""Rows that cannot be kept at all: set aside, counted and reported; the rest goes on.

A row is set aside that is no object, that names no id, or whose id no state or table
could keep; with ``strict=True`` it raises instead. What it holds is neither kept nor
told. A value that cannot be kept is no reason: it is null, and counted as a deviation.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from attrs import frozen

from protime_runtime.errors import DecodingError
from protime_runtime.process import Lock
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.deviations import Deviation
from protime_runtime.reading.entries import Key

_MOST = 100
"""Rows that are named; all are counted."""

SET_ASIDE = "set aside"
"""Kind of deviation that rows are counted as; each reason is warned of once."""

_LARGEST = 2**63 - 1
_LONGEST = 255
"""Characters of an id or a version; indexes of databases end not far above."""

_UNKEPT = re.compile("[\0\ud800-\udfff\ufffd]")


@frozen(kw_only=True)
class Aside:
    """A row that was set aside; it holds no value of it."""

    collection: str
    place: str
    """Where it stood in its page or its table, in JSONPath's words."""
    reason: str

    def __str__(self) -> str:
        """Return it as a line of a report."""
        return f"{self.collection}: {self.reason}, at {self.place}; it was set aside"


class Asides:
    """Counts rows of a collection that were set aside. Threads may share it."""

    def __init__(self, collection: str) -> None:
        """Begin with none."""
        self.collection = collection
        self.count = 0
        """All of them, whatever became of their batches."""
        self.fresh = 0
        """Those that `taken` has not reported yet."""
        self.nameless = 0
        """Of these, how many may be any row, as they name no id of its table."""
        self._named: deque[Aside] = deque(maxlen=_MOST)
        self._lock = Lock()

    @property
    def named(self) -> Sequence[Aside]:
        """The last ones, oldest first."""
        return tuple(self._named)

    def taken(self) -> tuple[int, int]:
        """Return how many came since this was asked last, and how many without id."""
        with self._lock.held:
            found = self.fresh, self.nameless
            self.fresh = self.nameless = 0
        return found

    def add(self, error: DecodingError, decoder: Decoder) -> None:
        """Count a row, or raise what is wrong with it if the decoder is strict.

        Raises:
            DecodingError: The decoder is strict.
        """
        if decoder.strict:
            raise error
        reason = str(error).removesuffix(f", at {error.path}")
        aside = Aside(collection=self.collection, place=error.path, reason=reason)
        with self._lock.held:
            self.count += 1
            self.fresh += 1
            self.nameless += not isinstance(error, UnkeptKey)
            self._named.append(aside)
        decoder.deviations.add(
            Deviation(model=self.collection, field="", kind=SET_ASIDE, detail=reason),
            words=str(aside),
        )


class UnkeptKey(DecodingError):
    """An id that no state or table could keep, so that none has ever kept it."""


def check_key(id: Key, place: str, kind: type | None = None) -> None:
    """Refuse an id that cannot be kept.

    Args:
        id: The id.
        place: Where it stands.
        kind: What all ids are, if they are to be alike.

    Raises:
        UnkeptKey: It is no text, or longer or larger than ids are.
        DecodingError: It is of another kind.
    """
    if kind is not None and type(id) is not kind:
        # It may be that of a row which is there, so no `UnkeptKey`.
        words = "An id is of another type than those of its table"
        raise DecodingError(words, path=place)
    if isinstance(id, int):
        if not -_LARGEST <= id <= _LARGEST:
            raise UnkeptKey("An id is larger than any of Protime's", path=place)
    elif len(id) > _LONGEST:
        raise UnkeptKey("An id is longer than any of Protime's", path=place)
    elif not is_kept(id):
        # Half a character cannot be stored, and mended ones might meet.
        raise UnkeptKey("An id is no text", path=place)


def is_kept(text: str) -> bool:
    """Whether a text can be kept to be compared: as an id, or as a version."""
    return len(text) <= _LONGEST and not _UNKEPT.search(text)


def stored_text(text: str) -> str:
    """Return a text as any place can store it."""
    return _UNKEPT.sub("\ufffd", text)


def are_kept(keys: Sequence[Key | None]) -> bool:
    """Whether ids or versions can all be kept."""
    # msgspec has read them, so that each is of just one of these types.
    kinds = set(map(type, keys))
    texts = [key for key in keys if isinstance(key, str)] if str in kinds else []
    numbers = [key for key in keys if isinstance(key, int)] if int in kinds else [0]
    return (
        max(map(len, texts), default=0) <= _LONGEST
        and max(numbers) <= _LARGEST
        and min(numbers) >= -_LARGEST
        and not _UNKEPT.search("".join(texts))
    )
