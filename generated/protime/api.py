# Generated from spec/api.yaml by `nox -s generate`. Do not edit.
"""What holds for the whole API."""

from __future__ import annotations

from protime_runtime.api import ApiInfo, Environment

API = ApiInfo(
    title="Protime API",
    version="v1",
    base_path="/connector/protimeapi/api/v1",
    documentation="https://documentation.myprotime.eu/protimeapi/",
    connect_path="/tenants/{tenant}/connect/token",
    discovery_path="/tenants/{tenant}/.well-known/openid-configuration",
    longest_uri=4096,
    delta_hours=72,
    collections={
        "time": (
            "absence-definitions",
            "absence-groups",
            "absences",
            "break-definitions",
            "breaks",
            "calculated-totals",
            "clockings",
            "counter-definitions",
            "counter-groups",
            "counters",
            "paid-presences",
            "shift-definitions",
            "work-interruptions",
        ),
        "access": ("access-clockings",),
        "activities": (
            "activity-definitions",
            "activity-durations",
            "activity-restrictions",
            "activity-usages",
        ),
        "planning": ("assignments",),
        "people": (
            "contracts",
            "department-histories",
            "employer-histories",
            "job-category-histories",
            "job-histories",
            "people",
            "sector-histories",
            "work-location-histories",
        ),
        "foundation": (
            "departments",
            "employers",
            "job-categories",
            "jobs",
            "sectors",
            "work-locations",
        ),
        "cross-cutting": ("external-references", "webhooks"),
    },
    environments={
        "production": Environment(
            api="https://{tenant}.myprotime.eu",
            authentication="https://authentication.myprotime.eu",
        ),
        "sandbox": Environment(
            api="https://{tenant}.myprotimesandbox.eu",
            authentication="https://authentication.myprotimesandbox.eu",
        ),
    },
)
"""The API that the client was generated for."""
