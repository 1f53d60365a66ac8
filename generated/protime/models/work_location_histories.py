# Generated from spec/collections/work-location-histories.yaml by `nox -s generate`.
# Do not edit.
"""Models of work location histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import PersonIdentifier, WorkLocationIdentifier


@frozen(kw_only=True)
class WorkLocationHistory(Model):
    """A period in which a person worked at a work location."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who worked at the work location."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    work_location: WorkLocationIdentifier = field(
        metadata={"wire": "workLocation", "also": ("historicalFieldCategory",)}
    )
    """Work location the person had."""
