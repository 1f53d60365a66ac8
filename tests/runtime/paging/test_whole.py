"""Lists as a whole, in the forms that other libraries have, and how pagers show."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from protime import (
    ConfigurationError,
    DateRange,
    PersonReference,
    Protime,
    show_personal,
)
from protime.catalog import CATALOG
from protime_emulator import Emulator
from tests.runtime.conftest import awaiting

TODAY = date(2026, 3, 2)
FEBRUARY = DateRange.month(2026, 2)
PLAIN = [
    info.attribute
    for info in CATALOG.values()
    if info.item is not None and info.listed_plainly
]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as emulator:
        yield emulator


def clockings(client: Any) -> Any:
    return client.clockings.list(
        date=FEBRUARY, external_references=[PersonReference.EMPLOYEE_NUMBER]
    )


def test_items_and_dicts_are_those_of_iterating(client: Protime) -> None:
    """All of them, in order, over several pages and over workers."""
    items = list(clockings(client))
    assert len(items) > 100
    assert clockings(client).to_list() == items
    dicts = [item.to_dict() for item in items]
    assert clockings(client).to_dicts() == dicts
    assert json.loads(json.dumps(dicts)) == dicts
    assert clockings(client).to_dicts(names="python")[0]["time_of_day_in_minutes"]
    assert clockings(client).parallel(2).to_list() == items


@pytest.mark.parametrize("name", ["clockings", *PLAIN])
def test_frames_hold_what_the_table_holds(name: str, client: Protime) -> None:
    """Columns, types and values are those of the one table, for each collection."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pager = clockings(client) if name == "clockings" else getattr(client, name).list()
    table = pager.to_arrow()
    pandas, polars = pager.to_pandas(), pager.to_polars()

    assert list(pandas.columns) == polars.columns == table.column_names
    assert len(pandas) == polars.height == table.num_rows
    ids = table["id"].to_pylist()
    assert pandas["id"].tolist() == polars["id"].to_list() == ids
    for column in table.schema:
        if str(column.type) == "int64":
            assert str(pandas[column.name].dtype) == "int64[pyarrow]"


def test_what_is_missing_stays_missing(client: Protime) -> None:
    """An id that is not there makes no fraction of the others; kinds are categories."""
    pandas = pytest.importorskip("pandas")
    frame = clockings(client).to_pandas()
    assert frame["terminal_id"].isna().any()
    assert frame["terminal_id"].dropna().map(type).eq(int).all()
    assert isinstance(frame["kind"].dtype, pandas.CategoricalDtype)
    counted = frame.groupby("person_employee_number", observed=True)["id"].count()
    assert counted.sum() == len(frame)


async def test_the_same_awaited(client: Protime, emulator: Emulator) -> None:
    """In all forms."""
    async with awaiting(emulator) as awaited:
        assert await clockings(awaited).to_list() == list(clockings(client))
        assert await clockings(awaited).to_dicts() == clockings(client).to_dicts()
        frame = await clockings(awaited).to_pandas()
        assert frame.equals(clockings(client).to_pandas())
        polars = await clockings(awaited).to_polars()
        assert polars.equals(clockings(client).to_polars())
        pager = awaited.clockings.list(date=FEBRUARY)
        assert repr(pager).startswith("<AsyncPager of clockings: date ge '2026-02-01'")


@pytest.mark.parametrize("library", ["pandas", "polars"])
async def test_what_is_not_installed_is_named_before_anything_is_sent(
    library: str,
    client: Protime,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the extra that brings it."""
    monkeypatch.setitem(sys.modules, library, None)
    sent = len(emulator.requests)
    with pytest.raises(ConfigurationError, match=rf"protime-client\[{library}\]"):
        getattr(clockings(client), f"to_{library}")()
    assert len(emulator.requests) == sent


def test_a_pager_shows_its_request(client: Protime, emulator: Emulator) -> None:
    """Collection, filter and how many requests; nothing is sent, and nobody shown."""
    sent = len(emulator.requests)
    shown = {
        repr(client.clockings.list(date=FEBRUARY, person=[1, 2])): (
            "<Pager of clockings: date ge '2026-02-01' and date le '2026-02-28'"
            " and person in (…)>"
        ),
        repr(client.people.list()): "<Pager of people: all>",
        repr(client.people.list().parallel(2)): "<ParallelPager of people: all>",
        repr(client.people.where("lastName eq 'Zorkmid'")): (
            "<Pager of people: lastName eq …>"
        ),
        # Of as many characters as a day.
        repr(client.people.where("telephone eq '0470123456'")): (
            "<Pager of people: telephone eq …>"
        ),
        repr(
            client.clockings.list(date=DateRange(date(2024, 1, 1), date(2026, 1, 1)))
        ): (
            "<Pager of clockings: date ge '2024-01-01' and date le '2024-12-31',"
            " the first of 3 requests>"
        ),
    }
    for found, expected in shown.items():
        assert found == expected
    long = repr(client.clockings.list(date=FEBRUARY, person=range(1, 900)))
    assert len(long) < 300
    assert len(emulator.requests) == sent


def test_a_notebook_shows_the_first_rows(client: Protime, emulator: Emulator) -> None:
    """By one request, and with names if the program says so."""
    name = str(client.people.get(1).last_name)
    sent = len(emulator.requests)
    html = client.people.list()._repr_html_()
    assert len(emulator.requests) == sent + 1
    assert html.count("<tr>") == 1 + 6
    assert "&lt;Pager of people: all&gt;" in html
    assert name not in html
    try:
        show_personal()
        assert name in client.people.list()._repr_html_()
    finally:
        show_personal(False)


@pytest.mark.parametrize("info", CATALOG.values(), ids=lambda info: info.name)
def test_a_collection_shows_what_can_be_asked(info: Any, client: Protime) -> None:
    """Operations, and filters with what is required; nothing is sent."""
    text = repr(getattr(client, info.attribute))
    assert f" of {client.settings.tenant}: " in text
    assert all(operation.name in text for operation in info.operations)
    assert all(filter.python in text for filter in info.filters)
    assert text.count("(required)") == sum(filter.required for filter in info.filters)
