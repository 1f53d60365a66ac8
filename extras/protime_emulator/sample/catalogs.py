"""Catalogs and definitions of the sample tenant."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from functools import cache

from ..wire import Row, reference
from .words import CATALOGS, LEVELS

STRUCTURE_VERSION = "b2347a7a-d60d-446f-b03b-7e52cc8c3281"
"""The tenant's activity structure; its levels count from 1."""

CIRCLES = 8
ORG_GROUPS = (121, 122, 123, 124)
TERMINALS = 6
LEVELS_COUNT = len(LEVELS)

NAMESPACE = uuid.UUID("38fc2206-b51f-434a-9c36-9e0e5fc5e70e")

SHIFTS = (
    ("DAY", "Day", 480, 990),
    ("EAR", "Early", 360, 840),
    ("LAT", "Late", 840, 1320),
    ("NIG", "Night", 1320, 1800),
)
"""Code, name, start and end (minutes since midnight) of the shifts; ids from 1."""

ABSENCES = (
    ("VAC", "Vacation", 1),
    ("SIC", "Sickness", 2),
    ("TRA", "Training", 3),
    ("HOM", "Working from home", 3),
    ("DOC", "Doctor's visit", 2),
)
"""Code, name and group of the absences; the fifth is a reason for clockings, too."""

COUNTERS = (
    ("OVT", "Overtime", 1, "Duration"),
    ("NPR", "Night premium", 1, "Interval"),
    ("MVO", "Meal voucher", 2, "Instance"),
)
BREAKS = (("Lunch", 0, 30), ("Coffee", 15, 15))


def text(default: str) -> Row:
    """Return a translated text."""
    return {
        "default": default,
        "translations": {"en-GB": default, "nl-NL": f"{default} (nl)"},
    }


@cache
def definition_id(level: int, index: int) -> str:
    """Return the id of an activity definition; both count from 1 and 0."""
    return str(uuid.uuid5(NAMESPACE, f"{level}/{index}"))


def catalogs() -> dict[str, Callable[[], Iterable[Row]]]:
    """Return what makes the rows of each catalog."""
    simple: dict[str, Callable[[], Iterable[Row]]] = {
        name: lambda name=name: _simple(name)  # type: ignore[misc]  # a default binds the name
        for name in CATALOGS
    }
    return {
        **simple,
        "shift-definitions": _shifts,
        "absence-groups": _absence_groups,
        "absence-definitions": _absences,
        "counter-groups": lambda: _named("Hours", "Benefits"),
        "counter-definitions": _counters,
        "break-definitions": _breaks,
        "activity-definitions": _activities,
        "structure-versions": lambda: [{"id": STRUCTURE_VERSION}],
        "terminals": lambda: _terminals(),
        "circles": lambda: _named(*(f"Circle {index + 1}" for index in range(CIRCLES))),
        "groups": lambda: _named(
            "Administrators", "Planners", "Team leaders", "Everyone"
        ),
    }


def _named(*names: str) -> list[Row]:
    return [{"id": index, "name": text(name)} for index, name in enumerate(names, 1)]


def _simple(collection: str) -> list[Row]:
    rows = _named(*CATALOGS[collection])
    for row in rows:
        if collection in ("departments", "employers", "job-categories"):
            row["externalCode"] = f"{collection[:3].upper()}{row['id']}"
        if collection == "employers":
            address = {"address": "Kontichsesteenweg 42", "town": "Aartselaar"}
            row |= {
                **address,
                "postalCode": "2630",
                "companyRegistrationNumber": "0400000000",
            }
        if collection == "work-locations":
            row["description"] = "Site"
    return rows


def _shifts() -> list[Row]:
    rows = _named(*(shift[1] for shift in SHIFTS))
    return [
        {**row, "code": shift[0], "friendlyName": row["name"], "isEnabled": True}
        for row, shift in zip(rows, SHIFTS, strict=True)
    ]


def _absence_groups() -> list[Row]:
    kinds = ("Absence", "Absence", "WorkingElsewhere")
    rows = _named("Leave", "Illness", "Elsewhere")
    return [{**row, "type": kind} for row, kind in zip(rows, kinds, strict=True)]


def _absences() -> list[Row]:
    rows = _named(*(absence[1] for absence in ABSENCES))
    return [
        {
            **row,
            "code": code,
            "friendlyName": row["name"],
            "friendlyCode": text(code),
            "allowedDurations": ["FullDay", "HalfDay", "Interval"],
            "isEnabled": True,
            "isReasonForClocking": code == "DOC",
            "absenceGroup": reference(group),
        }
        for row, (code, _, group) in zip(rows, ABSENCES, strict=True)
    ]


def _counters() -> list[Row]:
    rows = _named(*(counter[1] for counter in COUNTERS))
    return [
        {
            **row,
            "code": code,
            "friendlyName": row["name"],
            "friendlyCode": text(code),
            "isEnabled": True,
            "counterGroup": reference(group),
            "unit": unit,
        }
        for row, (code, _, group, unit) in zip(rows, COUNTERS, strict=True)
    ]


def _breaks() -> list[Row]:
    rows = _named(*(name for name, _, _ in BREAKS))
    return [
        {
            **row,
            "friendlyName": row["name"],
            "paidDurationInMinutes": paid,
            "minimumDurationInMinutes": minutes,
            "maximumDurationInMinutes": minutes * 2,
            "ifNotClockedDurationInMinutes": minutes,
            "hasToBeTakenUninterrupted": False,
        }
        for row, (_, paid, minutes) in zip(rows, BREAKS, strict=True)
    ]


def _terminals() -> list[Row]:
    rows = _named(*(f"Terminal {index + 1}" for index in range(TERMINALS)))
    return [{**row, "externalCode": f"T-{row['id']}"} for row in rows]


def _activities() -> list[Row]:
    rows: list[Row] = []
    for level, names in enumerate(LEVELS, 1):
        for index, name in enumerate(names):
            row: Row = {
                "id": definition_id(level, index),
                "structureVersion": STRUCTURE_VERSION,
                "level": level,
                "canConfigureRestrictions": True,
                "name": text(name),
                "shortCode": name[:3].upper(),
                "dataEntryCode": f"{level}{index:03d}",
                "externalReference": f"ACT-{level}-{index}",
                "activeFrom": "2020-01-01",
            }
            if level > 1:
                row["parent"] = reference(definition_id(level - 1, index // 2))
            rows.append(row)
    return rows
