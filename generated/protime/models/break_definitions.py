# Generated from spec/collections/break-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Models of break definitions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .shared import TranslatedText


@frozen(kw_only=True)
class BreakDefinition(Model):
    """A kind of break."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the break definition; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the break definition."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the definition, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the break definition."""

    friendly_name: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyName"}
    )
    """Name that is shown to people."""

    paid_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "paidDurationInMinutes"}
    )
    """Paid part of the break in minutes."""

    minimum_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "minimumDurationInMinutes"}
    )
    """Least length of the break in minutes."""

    maximum_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "maximumDurationInMinutes"}
    )
    """Greatest length of the break in minutes."""

    if_not_clocked_duration_in_minutes: int | None = field(
        default=None, metadata={"wire": "ifNotClockedDurationInMinutes"}
    )
    """Time that counts if no break is clocked, in minutes."""

    has_to_be_taken_uninterrupted: bool | None = field(
        default=None, metadata={"wire": "hasToBeTakenUninterrupted"}
    )
    """Whether the break must be taken without interruption."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
