# Generated from spec/ by `nox -s generate`. Do not edit.
"""OAuth scopes of the Protime API."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """A scope that a client may be given."""

    EXTERNAL_REFERENCES_WRITE = "connector-protimeapi-external-references.write"
    ROOMS_READ = "connector-protimeapi-rooms.read"
    ROOMS_WRITE = "connector-protimeapi-rooms.write"
    VISITS_HISTORICAL_DATA_READ = "connector-protimeapi-visits-historical-data.read"
    VISITS_READ = "connector-protimeapi-visits.read"
    VISITS_WRITE = "connector-protimeapi-visits.write"
