"""Items page by page as they come, and the rows that they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import cast

from attrs import define, field

from protime_cli.output.wire import Row
from protime_runtime.model import as_read


def rows_of(items: Iterable[object]) -> list[Row]:
    """Return models as the JSON that they were read from."""
    return [cast("Row", as_read(item)) for item in items]


@define
class Pages:
    """Pages that are gone through once, item by item or row by row; they are counted.

    Args:
        pages: The items of each page.
        rows_of: Returns the rows that items are.
        are_models: Whether the items are models that have all that their rows have.
    """

    _pages: Iterable[Sequence[object]]
    rows_of: Callable[[Sequence[object]], Iterable[Row]] = rows_of
    are_models: bool = True
    count: int = field(default=0, init=False)
    """Items of the pages that came so far."""

    def __iter__(self) -> Iterator[Sequence[object]]:
        """Iterate over the items of each page."""
        for items in self._pages:
            self.count += len(items)
            yield items

    def rows(self) -> Iterator[Row]:
        """Iterate over the rows of all pages."""
        return chain.from_iterable(map(self.rows_of, self))
