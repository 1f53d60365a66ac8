# Generated from spec/ by `nox -s generate`. Do not edit.
"""OAuth scopes of the Golden API."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """A scope that a client may be given."""

    EXTERNAL_REFERENCES_WRITE = "golden-api-external-references.write"
    ROOMS_READ = "golden-api-rooms.read"
    ROOMS_WRITE = "golden-api-rooms.write"
    VISITS_HISTORICAL_DATA_READ = "golden-api-visits-historical-data.read"
    VISITS_READ = "golden-api-visits.read"
    VISITS_WRITE = "golden-api-visits.write"
