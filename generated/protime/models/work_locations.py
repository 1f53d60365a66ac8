# Generated from spec/collections/work-locations.yaml by `nox -s generate`. Do not edit.
"""Models of work locations."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .shared import TranslatedText


@frozen(kw_only=True)
class WorkLocation(Model):
    """A place where people work."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the work location; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the work location."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the work location, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the work location."""

    description: str | None = field(default=None, metadata={"wire": "description"})
    """Description of the work location."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
