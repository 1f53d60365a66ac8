# Generated from spec/collections/job-category-histories.yaml by `nox -s generate`.
# Do not edit.
"""Models of job category histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import JobCategoryIdentifier, PersonIdentifier


@frozen(kw_only=True)
class JobCategoryHistory(Model):
    """A period in which a person belonged to a job category."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who belonged to the job category."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    job_category: JobCategoryIdentifier = field(
        metadata={"wire": "jobCategory", "also": ("historicalFieldCategory",)}
    )
    """Job category the person belonged to."""
