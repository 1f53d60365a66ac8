# Generated from spec/collections/absence-groups.yaml by `nox -s generate`. Do not edit.
"""Models of absence groups."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, OpenEnum, hidden

from .shared import TranslatedText


class AbsenceGroupType(OpenEnum):
    """What absences of a group stand for."""

    ABSENCE = "Absence"
    WORKING_ELSEWHERE = "WorkingElsewhere"
    UNKNOWN = "Unknown"


@frozen(kw_only=True)
class AbsenceGroup(Model):
    """A group of absence definitions."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the absence group; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the absence group."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the absence group, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the absence group."""

    type: AbsenceGroupType | None = field(default=None, metadata={"wire": "type"})
    """What the definitions of the group stand for."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
