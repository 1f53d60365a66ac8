"""The rule of each plain type, value by value, on every version of Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone
from math import inf, nan
from pathlib import Path

import pytest

from protime_runtime import scalars
from protime_runtime.scalars import RULES, NotOfType

_EAST = timezone(timedelta(hours=1))
_AT = datetime(2026, 1, 5, 8, 30, tzinfo=_EAST)

READ: list[tuple[str, object, object]] = [
    ("integer", 510, 510),
    ("integer", 510.0, 510),
    ("integer", -0.0, 0),
    ("integer", 1e20, 10**20),
    ("integer", 2**70, 2**70),
    ("number", 5, 5.0),
    ("number", 1e300, 1e300),
    ("string", "", ""),
    ("string", " 5", " 5"),
    ("boolean", False, False),
    ("date", "2026-01-05", date(2026, 1, 5)),
    ("date", "0001-01-01", date(1, 1, 1)),
    ("date", "", None),
    ("datetime", "2026-01-05T08:30:00+01:00", _AT),
    ("datetime", "2026-01-05t07:30:00z", _AT),
    ("datetime", "2026-01-05T08:30:00.1234567+01:00", _AT.replace(microsecond=123456)),
    ("datetime", "2026-01-05T08:30:00.5+01:00", _AT.replace(microsecond=500000)),
    ("datetime", "2026-01-05T07:30:00-00:00", _AT.astimezone(UTC)),
    ("enum", "anything", "anything"),
]
REFUSED: list[tuple[str, object]] = [
    *(("integer", one) for one in (510.5, "510", True, None, inf, nan, [], {})),
    *(("number", one) for one in ("0.5", True, None, inf, -inf, nan, 10**400)),
    *(("string", one) for one in (5, True, None, [], {})),
    *(("boolean", one) for one in (0, 1, 1.0, "true", "", None)),
    *(
        ("date", one)
        for one in (
            "20260105",
            "2026-W01-1",
            "2026-1-5",
            " 2026-01-05",
            "2026-01-05 ",
            "2026-01-05\n",
            "0000-01-01",
            "10000-01-01",
            "2026-02-30",
            "2026-01-05Z",
            "2026-01-05 00:00:00",
            "2026-01-05T00:00",
            "2026-01-05T00:00:00",
            "2026-01-05T00:00:00Z",
            "\u0662\u0660\u0662\u0666-01-05",
            " ",
            20260105,
            0,
            None,
            True,
        )
    ),
    *(
        ("datetime", one)
        for one in (
            "",
            "2026-01-05",
            "2026-01-05T08:30:00",
            "2026-01-05T08:30+01:00",
            "2026-01-05 08:30:00+01:00",
            "2026-01-05T24:00:00Z",
            "2026-01-05T08:60:00Z",
            "2026-01-05T08:30:60Z",
            "2026-01-05T08:30:00+24:00",
            "2026-01-05T08:30:00+01",
            "2026-01-05T08:30:00+0100",
            "2026-01-05T08:30:00+01:00:30",
            "2026-01-05T08:30:00,5Z",
            "2026-02-30T08:30:00Z",
            "2026-W01-1T08:30:00Z",
            1767598200,
            None,
        )
    ),
    *(("enum", one) for one in (5, True, None, [])),
]


@pytest.mark.parametrize(("name", "value", "expected"), READ, ids=repr)
def test_what_is_of_its_type_is_read(
    name: str, value: object, expected: object
) -> None:
    """The value and its type are those of the table."""
    found = RULES[name].read(value)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(("name", "value"), REFUSED, ids=repr)
def test_what_is_not_of_its_type_is_refused(name: str, value: object) -> None:
    """One error, which says nothing of the value."""
    with pytest.raises(NotOfType, match=r"\A\Z"):
        RULES[name].read(value)


_LATER = "2026-01-05T08:30:00"
COMPARED: list[tuple[str, datetime | None]] = [
    (f"{_LATER}+01:00", _AT),
    (_LATER, _AT.replace(tzinfo=UTC)),
    (f"{_LATER}.1234567", _AT.replace(tzinfo=UTC, microsecond=123456)),
    *(
        (text, None)
        for text in (
            "",
            "2026-01-05",
            "20260105T083000",
            "2026-W01-1T08:30:00",
            "2026-01-05 08:30:00",
            "2026-01-05T08:30",
            "2026-01-05T08:30:00,5",
            "2026-01-05T24:00:00",
            "2026-02-30T08:30:00",
            "0000-01-05T08:30:00",
        )
    ),
]


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_only_the_offset_may_be_missing_where_times_are_compared(
    text: str, expected: datetime | None
) -> None:
    """All else is of the rule, or no time."""
    assert scalars.compared(text) == expected


def test_other_values_are_no_times_to_compare() -> None:
    """A time of a hook's is taken as it is, and as UTC without an offset."""
    assert scalars.compared(_AT) is _AT
    assert scalars.compared(_AT.replace(tzinfo=None)) == _AT.replace(tzinfo=UTC)
    assert [scalars.compared(value) for value in (None, 5, True, [])] == [None] * 4


def test_letter_case_is_the_specs() -> None:
    """A known text is found in any letter case; blanks make another."""
    known = ["InOut", "Reason"]
    assert scalars.spelled("inOUT", known) == "InOut"
    assert scalars.spelled(" InOut", known) == " InOut"
    assert scalars.spelled("Zork", known) == "Zork"


_PROGRAM = """
import json, sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("scalars", sys.argv[1])
scalars = module_from_spec(spec)
spec.loader.exec_module(scalars)
for name, text in json.loads(sys.argv[2]):
    try:
        print(repr(scalars.RULES[name].read(text)))
    except scalars.NotOfType:
        print("refused")
for text in json.loads(sys.argv[3]):
    print(repr(scalars.compared(text)))
"""


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_reads_alike(version: str) -> None:
    """What each version's own readers of dates take makes no difference."""
    python = _python(version)
    if python is None:
        pytest.skip(f"there is no python{version} here")
    read = [(name, one) for name, one, _ in READ if name.startswith("date")]
    refused = [one for one in REFUSED if one[0].startswith("date")]
    done = subprocess.run(  # noqa: S603 - our own program
        [
            python,
            "-c",
            _PROGRAM,
            str(Path(scalars.__file__)),
            json.dumps(read + refused),
            json.dumps([text for text, _ in COMPARED]),
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    expected = [repr(scalars.RULES[name].read(one)) for name, one in read]
    compared = [repr(scalars.compared(text)) for text, _ in COMPARED]
    assert done.stdout.splitlines() == [
        *expected,
        *["refused"] * len(refused),
        *compared,
    ]


def _python(version: str) -> str | None:
    """Return an interpreter of a version that runs, also one of pyenv's."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = [shutil.which(f"python{version}")]
    found += map(str, root.glob(f"versions/{version}.*/bin/python"))
    return next(filter(_runs, filter(None, found)), None)


def _runs(python: str) -> bool:
    done = subprocess.run([python, "-V"], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0
