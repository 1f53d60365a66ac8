# Generated from spec/collections/department-histories.yaml by `nox -s generate`.
# Do not edit.
"""Models of department histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import DepartmentIdentifier, PersonIdentifier


@frozen(kw_only=True)
class DepartmentHistory(Model):
    """A period in which a person belonged to a department."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who belonged to the department."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    department: DepartmentIdentifier = field(
        metadata={"wire": "department", "also": ("historicalFieldCategory",)}
    )
    """Department the person belonged to."""
