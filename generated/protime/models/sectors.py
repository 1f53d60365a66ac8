# Generated from spec/collections/sectors.yaml by `nox -s generate`. Do not edit.
"""Models of sectors."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .shared import TranslatedText


@frozen(kw_only=True)
class Sector(Model):
    """A sector that people work in."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the sector; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the sector."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the sector, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the sector."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
