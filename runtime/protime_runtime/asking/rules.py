"""Limits that the API sets to a filter's days, beside the filter in its annotation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar, Literal

from attrs import field

from protime_runtime.api import citation
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import a_year_after
from protime_runtime.errors import InvalidRequest
from protime_runtime.values import frozen


@frozen
class Rule(ABC):
    """A limit that the API sets to a filter's value, and the page that says so."""

    kind: ClassVar[Literal["at-most-one-year", "not-before-previous-year"]]
    source: str
    inferred: str | None = field(default=None, kw_only=True)
    """What it is inferred from, where no page says it of this collection."""

    @abstractmethod
    def broken(self, days: DateRange, today: date) -> str | None:
        """Return what is wrong with the days, or `None`."""

    def check(self, name: str, days: DateRange, today: date) -> None:
        """Raise what the API would say of the days.

        Raises:
            InvalidRequest: The range breaks the rule.
        """
        broken = self.broken(days, today)
        if broken is None:
            return
        way_out = (
            "; no page says so of this collection, and delta_where() sends it as it is"
            if self.inferred
            else ""
        )
        cited = citation(self.source, self.inferred)
        raise InvalidRequest(f"{name}: {broken}{way_out}. {cited}")


class AtMostOneYear(Rule):
    """The days span at most a year; a list over more of them is split."""

    __slots__ = ()
    kind = "at-most-one-year"

    def broken(self, days: DateRange, today: date) -> str | None:
        """Return what is wrong with the days, or `None`."""
        if days.end is None or days.end <= a_year_after(days.start):
            return None
        return f"{days} spans more than one year"


class NotBeforePreviousYear(Rule):
    """The days begin on 1 January of the previous year, or later."""

    __slots__ = ()
    kind = "not-before-previous-year"

    @staticmethod
    def earliest(today: date) -> date:
        """Return the first day that the API still tracks changes from."""
        return date(today.year - 1, 1, 1)

    def broken(self, days: DateRange, today: date) -> str | None:
        """Return what is wrong with the days, or `None`."""
        if days.start >= self.earliest(today):
            return None
        return (
            f"{days.start} lies before 1 January of the previous year, where the API's"
            " change tracking begins"
        )
