# Generated from spec/collections/sector-histories.yaml by `nox -s generate`.
# Do not edit.
"""Models of sector histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import PersonIdentifier, SectorIdentifier


@frozen(kw_only=True)
class SectorHistory(Model):
    """A period in which a person worked in a sector."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who worked in the sector."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    sector: SectorIdentifier = field(
        metadata={"wire": "sector", "also": ("historicalFieldCategory",)}
    )
    """Sector the person worked in."""
