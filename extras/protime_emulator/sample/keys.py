"""Which ids the collections of the sample tenant have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from ..wire import Key

_SOME = 12


class Keys:
    """Ids that rows can name, looked up once they are needed."""

    def __init__(self, find: Callable[[str], Iterable[Key]]) -> None:
        """Take what finds all ids of a collection."""
        self._find = find
        self._found: dict[str, tuple[Key, ...]] = {}

    def all(self, collection: str) -> Iterable[Key]:
        """Return every id of a collection."""
        return self._find(collection)

    def some(self, collection: str) -> tuple[Key, ...]:
        """Return the first ids of a collection."""
        if collection not in self._found:
            self._found[collection] = tuple(islice(self._find(collection), _SOME))
        return self._found[collection]
