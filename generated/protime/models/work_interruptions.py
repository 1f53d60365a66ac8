# Generated from spec/collections/work-interruptions.yaml by `nox -s generate`.
# Do not edit.
"""Models of work interruptions."""

from __future__ import annotations

from datetime import datetime, tzinfo

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, moment_or_none

from .identifiers import PersonIdentifier


@frozen(kw_only=True)
class WorkInterruption(Model):
    """An interruption of a person's work."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the interruption; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the interruption."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who interrupted their work."""

    date: Date = field(metadata={"wire": "date"})
    """Day of the interruption."""

    duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "durationInMinutes"}
    )
    """Length of the interruption in minutes."""

    start_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "startTimeInMinutes"}
    )
    """Minutes since midnight at which the interruption starts."""

    end_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "endTimeInMinutes"}
    )
    """Minutes since midnight at which the interruption ends."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def start(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `date` and `start_time_in_minutes`.
        """
        return moment_or_none(self.date, self.start_time_in_minutes, tz)

    def end(self, tz: tzinfo) -> datetime | None:
        """Return the moment in a time zone.

        Made of `date` and `end_time_in_minutes`.
        """
        return moment_or_none(self.date, self.end_time_in_minutes, tz)
