"""The fields of a clocking, said once for all forms of models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

Fields = Mapping[str, Any]
Both = tuple[Fields, Fields]
"""What is always there, and what may be there."""


class Kind(Enum):
    IN_OUT = "InOut"
    REASON = "Reason"
    ACTIVITY = "Activity"
    ACTIVITY_END = "ActivityEnd"


class Status(Enum):
    UNKNOWN = "Unknown"
    ACTIVE = "Active"
    DELETED = "Deleted"


IDENTIFIER: Both = ({"id": int}, {"externalReferences": dict[str, str]})
PLACE: Both = ({"longitude": float, "latitude": float}, {})


def clocking(identifier: Any, place: Any, *, parsed: bool = True) -> Both:
    """Return those of a clocking; dates and enums are texts where not `parsed`."""
    day, kind, status = (date, Kind, Status) if parsed else (str, str, str)
    return {
        "id": int,
        "person": identifier,
        "date": day,
        "timeOfDayInMinutes": int,
        "kind": kind,
    }, {
        "changeVersion": str,
        "originalTimeOfDayInMinutes": int,
        "calculatedTimeOfDayInMinutes": int,
        "isGenerated": bool,
        "terminal": identifier,
        "geolocation": place,
        "reason": identifier,
        "isOpen": bool,
        "activityLevels": list[dict[str, Any]],
        "status": status,
    }
