# Generated from spec/collections/paid-presences.yaml by `nox -s generate`. Do not edit.
"""Models of paid presences."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import PersonIdentifier, ShiftDefinitionIdentifier


@frozen(kw_only=True)
class PaidPresence(Model):
    """Paid minutes of a person's day."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the presence; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the presence."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Whose presence it is."""

    date: Date = field(metadata={"wire": "date"})
    """Day of the presence."""

    duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "durationInMinutes"}
    )
    """Paid time in minutes."""

    shift_definition: ShiftDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "shiftDefinition"}
    )
    """Shift of the presence, if it has one of its own."""
