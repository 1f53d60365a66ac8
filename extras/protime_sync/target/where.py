"""Which rows of a table are meant: by tenant, days, people or ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import evolve, frozen

from protime_sync.source.entries import Key

AT_ONCE = 500
"""Ids in one question; SQLite takes 999 values, SQL Server 2,100."""


class Test(Enum):
    """How a column is compared."""

    IS = "is"
    FROM_OR_NEVER = "from"
    """On a day or later, or empty."""
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    AMONG = "among"
    IS_NOT_TRUE = "is not true"


@frozen
class Term:
    """A comparison of a column with values."""

    column: str
    test: Test
    values: tuple[Any, ...] = ()


@frozen(kw_only=True)
class Where:
    """Rows for which all that is given holds; without anything, all of a table."""

    tenant: str | None = None
    first: date | None = None
    """Rows that end on this day or later, or never."""
    last: date | None = None
    """Rows that begin on this day or earlier."""
    days: tuple[str, str] | None = None
    """Columns of a row's first and last day; without them no day is asked for."""
    before: date | None = None
    """Rows that end before this day."""
    after: date | None = None
    """Rows that begin after this day."""
    people: Sequence[Key] = ()
    ids: Sequence[Key] | None = None
    existing: bool = False
    """Whether rows that are marked as deleted are left out."""
    person: str = "person_id"
    """The column that `people` stand in."""

    def terms(self) -> Iterator[Term]:
        """Yield what must hold, all of it."""
        first, last = self.days or ("", "")
        bounds: list[tuple[str, Test, date | None]] = []
        if self.days is not None:
            bounds = [
                (last, Test.FROM_OR_NEVER, self.first),
                (first, Test.UNTIL, self.last),
                (last, Test.BEFORE, self.before),
                (first, Test.AFTER, self.after),
            ]
        if self.tenant is not None:
            yield Term("tenant", Test.IS, (self.tenant,))
        for column, test, day in bounds:
            if day is not None:
                yield Term(column, test, (day,))
        if self.people:
            yield Term(self.person, Test.AMONG, tuple(self.people))
        if self.ids is not None:
            yield Term("id", Test.AMONG, tuple(self.ids))
        if self.existing:
            yield Term("deleted", Test.IS_NOT_TRUE)

    def parts(self) -> Iterator[Where]:
        """Yield the same in parts that each name at most `AT_ONCE` ids."""
        if self.ids is None:
            yield self
            return
        ids = list(dict.fromkeys(self.ids))
        for start in range(0, len(ids), AT_ONCE):
            yield evolve(self, ids=ids[start : start + AT_ONCE])


EVERYTHING = Where()
