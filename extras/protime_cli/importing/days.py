"""Days in the form that a file has them in, such as ``dd/mm/yyyy``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from attrs import field, frozen

from protime_runtime.errors import InvalidRequest

ISO: Final = "yyyy-mm-dd"
_PARTS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "mm": r"(?P<month>[0-9]{2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "dd": r"(?P<day>[0-9]{2})",
    "d": r"(?P<day>[0-9]{1,2})",
}
_ORDER = ("year", "month", "day")
_PART = re.compile("[a-z]+|[^a-z]+")
_SHORT = ("d/m/yyyy", "m/d/yyyy", "d-m-yyyy", "m-d-yyyy", "d.m.yyyy", "yyyy/m/d")
"""What is tried to say which form a day may be in."""


@frozen
class DayFormat:
    """A form of days: ``d``, ``dd``, ``m``, ``mm`` and ``yyyy`` with signs between."""

    text: str = ISO
    _pattern: re.Pattern[str] = field(init=False, repr=False, eq=False)

    @_pattern.default
    def _compile(self) -> re.Pattern[str]:
        parts = _PART.findall(self.text.casefold())
        try:
            return re.compile("".join(_pattern_of(part) for part in parts))
        except (re.error, KeyError):
            raise _no_format(self.text) from None

    def __attrs_post_init__(self) -> None:
        """Refuse what names no whole day.

        Raises:
            InvalidRequest: A part is missing, twice there or unknown.
        """
        if len(self._pattern.groupindex) != len(_ORDER):
            raise _no_format(self.text)

    def read(self, text: str) -> date | None:
        """Return the day, or `None` where it is none in this form."""
        found = self._pattern.fullmatch(text)
        try:
            return found and date(*(int(found[part]) for part in _ORDER))
        except ValueError:
            return None

    def write(self, day: date) -> str:
        """Return a day in this form."""
        numbers = {"yyyy": f"{day.year:04}", "mm": f"{day.month:02}", "m": day.month}
        numbers |= {"dd": f"{day.day:02}", "d": day.day}
        parts = _PART.findall(self.text.casefold())
        return "".join(str(numbers.get(part, part)) for part in parts)


def advice(text: str, expected: DayFormat) -> str:
    """Return what to type so that a text is read as a day; nothing if it is none."""
    readings = [
        f"{form} for {day.day} {day:%B}"
        for form in _SHORT
        if form != expected.text and (day := DayFormat(form).read(text))
    ]
    if expected.text != ISO and DayFormat().read(text):
        return "; leave --day-format out to read it so"
    return f"; say --day-format {', or '.join(readings)}" if readings else ""


def sample(form: DayFormat) -> str:
    """Return a day in a form, in which day and month cannot be mistaken."""
    return form.write(date(2026, 1, 31))


def _pattern_of(part: str) -> str:
    return _PARTS[part] if part[0].isalpha() else re.escape(part)


def _no_format(text: str) -> InvalidRequest:
    return InvalidRequest(
        f"{text!r} is no form of days: write d or dd, m or mm, and yyyy with signs"
        " between, such as dd/mm/yyyy."
    )
