# Generated from spec/collections/absence-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Models of absence definitions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, OpenEnum, hidden

from .identifiers import AbsenceGroupIdentifier
from .shared import TranslatedText


class AbsenceDefinitionAllowedDuration(OpenEnum):
    """How long an absence may be."""

    UNKNOWN = "Unknown"
    FULL_DAY = "FullDay"
    HALF_DAY = "HalfDay"
    INTERVAL = "Interval"
    DURATION = "Duration"


@frozen(kw_only=True)
class AbsenceDefinition(Model):
    """A kind of absence."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the absence definition; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the absence definition."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the definition, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the absence definition."""

    code: str | None = field(default=None, metadata={"wire": "code"})
    """Absence code."""

    friendly_name: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyName"}
    )
    """Name that is shown to people."""

    friendly_code: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyCode"}
    )
    """Code that is shown to people."""

    allowed_durations: tuple[AbsenceDefinitionAllowedDuration, ...] | None = field(
        default=None, metadata={"wire": "allowedDurations"}
    )
    """Lengths that absences of the kind may have.

    Inferred: that the items are strings.
    """

    is_enabled: bool | None = field(default=None, metadata={"wire": "isEnabled"})
    """Whether it is enabled in myProtime."""

    is_reason_for_clocking: bool | None = field(
        default=None, metadata={"wire": "isReasonForClocking"}
    )
    """Whether clockings may give it as their reason."""

    absence_group: AbsenceGroupIdentifier | None = field(
        default=None, metadata={"wire": "absenceGroup"}
    )
    """Group the absence definition belongs to."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
