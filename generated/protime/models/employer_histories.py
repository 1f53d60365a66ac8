# Generated from spec/collections/employer-histories.yaml by `nox -s generate`.
# Do not edit.
"""Models of employer histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import EmployerIdentifier, PersonIdentifier


@frozen(kw_only=True)
class EmployerHistory(Model):
    """A period in which a person worked for an employer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who worked for the employer."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    employer: EmployerIdentifier = field(
        metadata={"wire": "employer", "also": ("historicalFieldCategory",)}
    )
    """Employer the person worked for."""
