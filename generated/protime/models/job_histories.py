# Generated from spec/collections/job-histories.yaml by `nox -s generate`. Do not edit.
"""Models of job histories."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Date, Model

from .identifiers import JobIdentifier, PersonIdentifier


@frozen(kw_only=True)
class JobHistory(Model):
    """A period in which a person had a job."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the record."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the record; of two, the greater text is newer."""

    person: PersonIdentifier = field(metadata={"wire": "person"})
    """Who had the job."""

    from_: Date = field(metadata={"wire": "from"})
    """First day of the period."""

    until: Date | None = field(default=None, metadata={"wire": "until"})
    """Last day of the period; none while it lasts."""

    job: JobIdentifier = field(
        metadata={"wire": "job", "also": ("historicalFieldCategory",)}
    )
    """Job the person had."""
