# Generated from spec/collections/assignments.yaml by `nox -s generate`. Do not edit.
"""Models of assignments."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, hidden

from .identifiers import PersonIdentifier, PersonLike
from .shared import ActivityLevel, NewActivityLevel


@frozen(kw_only=True)
class Assignment(Model):
    """Work planned for a person, on one or more days."""

    change_version: str | None = field(
        default=None, metadata={"wire": "changeVersion", "read_only": True}
    )
    """Version of the assignment; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id", "read_only": True})
    """Protime's id of the assignment."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who is planned."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the assignment."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the assignment.

    Inferred: what a missing one means.
    """

    start_time_in_minutes: int | None = field(
        default=None,
        metadata={"wire": "startTimeInMinutes", "minimum": -1440, "maximum": 2880},
    )
    """Minutes since midnight at which it starts, overnight included."""

    end_time_in_minutes: int | None = field(
        default=None,
        metadata={"wire": "endTimeInMinutes", "minimum": -1440, "maximum": 2880},
    )
    """Minutes since midnight at which it ends, overnight included."""

    break_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "breakDurationInMinutes"}
    )
    """Length of the break in minutes."""

    comments: str | None = field(
        default=None, repr=hidden, metadata={"wire": "comments", "personal": True}
    )
    """Comments."""

    activity_levels: tuple[ActivityLevel, ...] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    """Activities that are planned, by level.

    Inferred: that it may be left out; the older pages say so.
    """

    is_rejected: bool | None = field(
        default=None, metadata={"wire": "isRejected", "read_only": True}
    )
    """Whether the assignment was rejected."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewAssignment(Model):
    """Work planned for a person, on one or more days.

    What is sent; `Assignment` is what is read.
    """

    person: PersonLike = field(metadata={"wire": "person"})
    """Who is planned."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the assignment."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the assignment.

    Inferred: what a missing one means.
    """

    start_time_in_minutes: int | None = field(
        default=None,
        metadata={"wire": "startTimeInMinutes", "minimum": -1440, "maximum": 2880},
    )
    """Minutes since midnight at which it starts, overnight included."""

    end_time_in_minutes: int | None = field(
        default=None,
        metadata={"wire": "endTimeInMinutes", "minimum": -1440, "maximum": 2880},
    )
    """Minutes since midnight at which it ends, overnight included."""

    break_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "breakDurationInMinutes"}
    )
    """Length of the break in minutes."""

    comments: str | None = field(
        default=None, repr=hidden, metadata={"wire": "comments", "personal": True}
    )
    """Comments."""

    activity_levels: Sequence[NewActivityLevel | ActivityLevel] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    """Activities that are planned, by level.

    Inferred: that it may be left out; the older pages say so.
    """
