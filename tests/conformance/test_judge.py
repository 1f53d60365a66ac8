"""The judge sees each kind of difference, and has nothing in common with the client."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from . import judge, tenant_api
from .judge import Table, cells, same

ITEM: dict[str, Any] = {
    "id": 1,
    "person": {"id": 7, "externalReferences": {"@employee-number": "E-7"}},
    "countryISOCode": "BE",
    "weeklyHours1DurationInMinutes": 60,
    "name": {"default": "Day", "translations": {"nl-NL": "Dag"}},
    "from": "2026-03-02",
    "isEnabled": True,
    "levels": [{"level": 1, "activityDefinition": {"id": "a"}, "note": None}],
}
ROW: dict[str, Any] = {
    "id": 1,
    "person_id": 7,
    "person_employee_number": "E-7",
    "country_iso_code": "BE",
    "weekly_hours_1_duration_in_minutes": 60,
    "name_default": "Day",
    "name_translations": '{"nl-NL": "Dag"}',
    "valid_from": date(2026, 3, 2),
    "is_enabled": True,
    "levels": '[{"level": 1, "activityDefinition": {"id": "a"}}]',
    "comments": None,
    "deleted": False,
    "_synced_at": datetime(2026, 3, 2, tzinfo=UTC),
}


def test_an_equal_table() -> None:
    """Under the names that the documentation gives."""
    assert not Table(rows=[ROW]).differences([ITEM])
    assert cells(ITEM).keys() <= ROW.keys()


@pytest.mark.parametrize("column", [name for name in ROW if name[0] != "_"])
def test_each_cell_counts(column: str) -> None:
    """Another value is a difference, wherever it stands."""
    other = {**ROW, column: "zork"}
    if column == "levels":
        other[column] = '[{"level": 2, "activityDefinition": {"id": "a"}}]'
    if column == "name_translations":
        other[column] = "{}"
    assert Table(rows=[other]).differences([ITEM])


@pytest.mark.parametrize("column", [name for name in cells(ITEM) if name != "id"])
def test_each_column_counts(column: str) -> None:
    """A table without it differs, and so does one where it is null."""
    without = {name: value for name, value in ROW.items() if name != column}
    assert Table(rows=[without]).differences([ITEM])
    assert Table(rows=[{**ROW, column: None}]).differences([ITEM])


@pytest.mark.parametrize(
    ("rows", "items", "says"),
    [
        ([], [ITEM], "1 rows missing: 1"),
        ([ROW], [], "1 rows too many: 1"),
        ([ROW, ROW], [ITEM], "1 ids stand twice"),
        ([{**ROW, "deleted": True}], [ITEM], "1 rows missing: 1"),
    ],
)
def test_which_rows_there_are(rows: Any, items: Any, says: str) -> None:
    """Missing ones, too many and double ones are told apart."""
    assert says in Table(rows=rows).differences(items)


def test_rows_that_say_that_they_exist() -> None:
    """Only false says so: null does not, and neither does no column at all."""
    assert not Table(rows=[ROW]).unflagged()
    assert not Table(rows=[{**ROW, "deleted": 0}]).unflagged()
    for wrong in ({**ROW, "deleted": None}, {"id": 1}, {**ROW, "deleted": True}):
        assert Table(rows=[wrong]).unflagged()


@pytest.mark.parametrize(
    ("wanted", "found", "is_same"),
    [
        (5, Decimal("5.0"), True),
        (5, 5.5, False),
        ("2026-03-02", date(2026, 3, 2), True),
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC), True),
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8), True),
        ("2026-03-02T10:00:00+02:00", datetime(2026, 3, 2, 8, tzinfo=UTC), True),
        ("2026-03-02T09:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC), False),
        (True, 1, False),
        (None, "", False),
        (None, 0, False),
        ("", None, False),
        ([], "[]", True),
        ([], None, False),
    ],
)
def test_values(wanted: Any, found: Any, is_same: bool) -> None:
    """Forms of targets are brought to one form; null is nothing else."""
    assert same(wanted, found) is is_same


@pytest.mark.parametrize("module", [judge, tenant_api])
def test_it_shares_nothing(module: Any) -> None:
    """It stands on the standard library and attrs alone."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    found = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    assert not {name for name in found if name.startswith(("protime", "."))}
