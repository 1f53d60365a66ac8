# Generated from spec/collections/breaks.yaml by `nox -s generate`. Do not edit.
"""Models of breaks."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model

from .identifiers import BreakDefinitionIdentifier, PersonIdentifier


@frozen(kw_only=True)
class Break(Model):
    """A break of a person on one day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the break; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the break."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who has the break."""

    break_definition: BreakDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "breakDefinition"}
    )
    """Kind of break."""

    date: Date = field(metadata={"wire": "date"})
    """Day of the break."""

    calculated_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "calculatedDurationInMinutes"}
    )
    """Length in minutes after calculations."""

    clocked_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "clockedDurationInMinutes"}
    )
    """Length in minutes as it was clocked."""

    start_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "startTimeInMinutes"}
    )
    """Minutes since midnight from which the break may be taken."""

    end_time_in_minutes: int | None = field(
        default=None, metadata={"wire": "endTimeInMinutes"}
    )
    """Minutes since midnight until which the break may be taken."""

    is_break_taken: bool | None = field(default=None, metadata={"wire": "isBreakTaken"})
    """Whether the break was taken."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
