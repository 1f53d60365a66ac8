"""Rows of the day-bound collections, made from a person's day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from ..wire import Row, reference
from .catalogs import LEVELS_COUNT, TERMINALS, definition_id
from .chance import pick
from .days import Day

Builder: TypeAlias = Callable[[Day], list[Row]]
"""Makes a day's rows of one collection, without ids and versions."""


def _row(day: Day, **fields: object) -> Row:
    return {
        "person": reference(day.profile.person),
        "date": day.text,
        **fields,
    }


def _levels(day: Day) -> list[Row]:
    index = pick(day.bits, 40, 3)
    chain = (index, index * 2, index * 2)[:LEVELS_COUNT]
    return [
        {"level": level, "activityDefinition": reference(definition_id(level, place))}
        for level, place in enumerate(chain, 1)
    ]


def _clocking(day: Day, minute: int, kind: str = "InOut", **fields: object) -> Row:
    row: Row = {
        "person": reference(day.profile.person),
        "date": day.text,
        "timeOfDayInMinutes": minute,
        "calculatedTimeOfDayInMinutes": minute,
        "isGenerated": False,
        "kind": kind,
        "status": "Active",
        **fields,
    }
    if day.profile.is_mobile:
        row["geolocation"] = {"longitude": 4.392225, "latitude": 51.144127}
    else:
        row["terminal"] = reference(1 + day.profile.person % TERMINALS)
    return row


def clockings(day: Day) -> list[Row]:
    """Return the clockings of a working day, in order."""
    if not day.works:
        return []
    rows = [_clocking(day, day.begin)]
    if day.profile.clocks_activities:
        rows.append(
            _clocking(day, day.begin + 5, "Activity", activityLevels=_levels(day))
        )
    if day.profile.clocks_lunch:
        rows += [_clocking(day, day.lunch), _clocking(day, day.lunch + 30)]
    if pick(day.bits, 44, 40) == 0:
        rows.append(
            _clocking(day, day.end - 60, "Reason", reason=reference(5), isOpen=False)
        )
    if day.profile.clocks_activities:
        rows.append(_clocking(day, day.end - 5, "ActivityEnd"))
    rows.append(_clocking(day, day.end))
    if pick(day.bits, 50, 50) == 0:
        rows[-1]["originalTimeOfDayInMinutes"] = day.end - 7
    return rows


def access_clockings(day: Day) -> list[Row]:
    """Return the door that was opened before the work began, now and then refused."""
    if not day.works or day.profile.is_mobile:
        return []
    status = "AccessRefused" if pick(day.bits, 48, 60) == 0 else "AccessOk"
    terminal = reference(1 + day.profile.person % TERMINALS)
    return [
        _row(day, timeOfDayInMinutes=day.begin - 2, terminal=terminal, status=status)
    ]


def absences(day: Day) -> list[Row]:
    """Return the absence of a day, if the person was absent."""
    if not day.absence:
        return []
    definition = reference(day.absence)
    request = f"1-{day.profile.person}-{day.bits % 100000}"
    row = _row(
        day,
        resultingAbsenceDefinition=definition,
        requestedAbsenceDefinition=definition,
        durationInMinutes=day.normal,
        calculatedDurationInMinutes=day.normal,
        request={"id": request},
        status="Manual",
        approvalLevel="AwaitingApproval" if pick(day.bits, 48, 6) == 0 else "Approved",
        isLocked=False,
        periodType="Day",
    )
    return [row]


def breaks(day: Day) -> list[Row]:
    """Return the lunch break."""
    if not day.works:
        return []
    row = _row(
        day,
        breakDefinition=reference(1),
        calculatedDurationInMinutes=30,
        clockedDurationInMinutes=30 if day.profile.clocks_lunch else 0,
        startTimeInMinutes=day.lunch,
        endTimeInMinutes=day.lunch + 30,
        isBreakTaken=day.profile.clocks_lunch,
    )
    return [row]


def work_interruptions(day: Day) -> list[Row]:
    """Return a short interruption on few days."""
    if not day.works or pick(day.bits, 36, 20):
        return []
    begin = day.begin + 100
    times = {"startTimeInMinutes": begin, "endTimeInMinutes": begin + 20}
    return [_row(day, durationInMinutes=20, **times)]


def counters(day: Day) -> list[Row]:
    """Return the meal voucher, and what overtime and nights bring."""
    if not day.works:
        return []
    common = {"status": "Auto", "isAuthorized": True, "periodType": "Day"}
    voucher = _row(day, counterDefinition=reference(3), numberOfInstances=1, **common)
    rows = [voucher]
    if day.present > day.normal + 30:
        minutes = day.present - day.normal
        definition = reference(1)
        rows.append(
            _row(day, counterDefinition=definition, durationInMinutes=minutes, **common)
        )
    if day.profile.shift == 3:
        times = {"startTimeInMinutes": day.begin, "endTimeInMinutes": day.end}
        rows.append(_row(day, counterDefinition=reference(2), **times, **common))
    return rows


def paid_presences(day: Day) -> list[Row]:
    """Return the paid minutes; nights are split over two shifts."""
    if not day.works:
        return []
    shift = reference(day.profile.shift + 1)
    if day.profile.shift != 3:
        return [_row(day, durationInMinutes=day.present, shiftDefinition=shift)]
    before = 1440 - day.begin
    return [
        _row(day, durationInMinutes=before),
        _row(day, durationInMinutes=day.present - before, shiftDefinition=shift),
    ]


def activity_durations(day: Day) -> list[Row]:
    """Return the minutes on an activity, of those who clock activities."""
    if not day.works or not day.profile.clocks_activities:
        return []
    row = _row(
        day,
        durationInMinutes=day.present - 10,
        activityLevels=_levels(day),
        status="Auto",
        isAuthorized=True,
    )
    return [row]


def assignments(day: Day) -> list[Row]:
    """Return a week's assignment, on its first working day."""
    if day.date.weekday() != 0:
        return []
    row: Row = {
        "person": reference(day.profile.person),
        "from": day.text,
        "until": (day.date + timedelta(days=6 - len(day.profile.days_off))).isoformat(),
        "startTimeInMinutes": day.begin,
        "endTimeInMinutes": day.end,
        "breakDurationInMinutes": 30,
        "activityLevels": _levels(day),
        "isRejected": False,
    }
    return [row]


def calculated_totals(day: Day) -> list[Row]:
    """Return the one total of a day; the balance is filled in by the source."""
    present, normal = day.present, day.normal
    row = _row(
        day,
        normalTimeDurationInMinutes=normal,
        timePresentDurationInMinutes=present,
        calculatedPresenceDurationInMinutes=present if day.works else normal,
        weeklyHours1DurationInMinutes=0,
        weeklyHours2DurationInMinutes=0,
        weeklyHours3DurationInMinutes=0,
        payPeriodHoursDurationInMinutes=present,
        flextimeDurationInMinutes=present - normal if day.works else 0,
        shiftDefinition=reference(day.profile.shift + 1),
    )
    return [row]


BUILDERS: dict[str, Builder] = {
    "clockings": clockings,
    "access-clockings": access_clockings,
    "absences": absences,
    "breaks": breaks,
    "work-interruptions": work_interruptions,
    "counters": counters,
    "paid-presences": paid_presences,
    "activity-durations": activity_durations,
    "assignments": assignments,
    "calculated-totals": calculated_totals,
}
