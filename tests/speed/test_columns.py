"""Lists become Arrow tables with the spec's columns, odd values and all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from protime.catalog import CATALOG
from protime.models.clockings import Clocking
from protime.models.job_histories import JobHistory
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.references import ExternalReference
from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.messages import Request, Response, Whole
from protime_runtime.paging.pager import AsyncPager, Pager
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native_plan import plan, sample
from protime_runtime.reading.responses import read
from protime_runtime.tables.cells import cell
from protime_runtime.tables.columns import columns
from protime_runtime.types import Identifier
from tests.depth import many
from tests.speed.documents import documents, in_columns, page, passing, planned

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)
clockings: Endpoint[Clocking, int] = Endpoint(
    "clockings", Clocking, id=int, path="/clockings"
)


REFERENCES = (("people", "a"), ("terminals", "a"), ("people", "HR number"))


class Terminal(ExternalReference[Identifier], collection="terminals"):
    """A reference type."""


class Sender:
    """Gives one page after the other."""

    def __init__(self, *pages: Sequence[object]) -> None:
        self._decoder = Decoder()
        self.pages = list(pages)

    def _url(self, request: Request[Any]) -> str:
        return request.target

    def _send(self, request: Request[Any]) -> Any:
        rows = self.pages.pop(0)
        document: dict[str, object] = {"value": rows}
        if self.pages:
            document["nextLink"] = f"/clockings?page={len(self.pages)}"
        content = json.dumps(document).encode()
        return self._read(request, Response(status=200, content=content))

    def _read(self, request: Request[Any], answer: Response) -> Any:
        return read(request.expects, answer, self._decoder)


class AsyncSender(Sender):
    """Gives one page after the other, awaited."""

    async def _send(self, request: Request[Any]) -> Any:
        return super()._send(request)


def row(number: int, **more: object) -> dict[str, object]:
    return {**sample(plan(Clocking)), "id": number, **more}


def test_every_model_has_columns() -> None:
    """Names are unique, and every model that is read has some."""
    for model in planned():
        names = [one.name for one in columns(model, references=REFERENCES)]
        assert names
        assert len(set(names)) == len(names)


def test_columns_are_named_after_what_they_hold() -> None:
    """An identifier is its id; an object's fields carry its name in front."""
    names = [one.name for one in columns(Clocking)]
    assert {"person_id", "terminal_id", "geolocation_latitude", "kind"} < set(names)
    assert not [one for one in names if "external" in one]
    asked = [one.name for one in columns(Clocking, references=REFERENCES)]
    assert {"person_id", "person_a", "person_hr_number"} == set(asked) - {
        *set(names) - {"person_id"},
        "terminal_a",
    }


def test_columns_of_reference_types_have_names_that_no_destination_changes() -> None:
    """Signs become one underscore, and what would be the same name is numbered."""
    pairs = [("people", name) for name in ("HRM ID", "hrm-id", "人", "@a--b")]
    names = [one.name for one in columns(Clocking, references=pairs)]
    found = [name for name in names if name.startswith("person_")]
    assert found == [
        "person_id",
        "person_hrm_id",
        "person_hrm_id_2",
        "person_",
        "person_a_b",
    ]


def test_a_list_becomes_a_table() -> None:
    """Fast and tolerant pages make the same rows."""
    pytest.importorskip("pyarrow")
    sender = Sender([row(1)], [], [row(2)], [row(3, kind="inout", reason=None)])
    table = Pager(sender, clockings.list()).to_arrow()
    assert table.column("id").to_pylist() == [1, 2, 3]
    first, second, third = (
        {**one, "id": 0, "kind": 0, "reason_id": 0} for one in table.to_pylist()
    )
    assert first == second == third
    assert table.column("kind").to_pylist() == ["InOut"] * 3
    assert table.column("reason_id").to_pylist() == [1, 1, None]
    assert str(table.schema.field("date").type) == "date32[day]"


async def test_a_list_becomes_a_table_when_awaited() -> None:
    """The same for the async client, with the names of other systems."""
    pytest.importorskip("pyarrow")
    parts = clockings.list(external_references=[Terminal("@external-code")])
    terminal = {"id": 1, "externalReferences": {"@external-code": "T-1"}}
    sender = AsyncSender([row(1, terminal=terminal)], [row(2, terminal=terminal)])
    table = await AsyncPager(sender, parts).to_arrow()
    assert table.column("terminal_external_code").to_pylist() == ["T-1"] * 2


@pytest.mark.parametrize("model", list(planned()), ids=lambda one: one.__name__)
@settings(max_examples=many(25, 4), deadline=None)
@given(data=st.data(), references=st.booleans())
def test_columns_are_read_as_objects_are(
    model: type, data: st.DataObject, references: bool
) -> None:
    """What is read without making models gives the cells that models give."""
    pytest.importorskip("pyarrow")
    content = page(data.draw(st.lists(documents(plan(model)), max_size=3)))
    asked = REFERENCES if references else ()
    whole = Decoder(fast=False)
    found = in_columns(model, content, passing(model), asked)
    expected = in_columns(model, content, whole, asked)
    assert list(map(str, found.to_pylist())) == list(map(str, expected.to_pylist()))


def test_an_empty_list_has_columns() -> None:
    """Without any row a table still has the spec's columns."""
    pytest.importorskip("pyarrow")
    table = Pager(Sender([]), clockings.list()).to_arrow()
    assert (table.num_rows, "person_id" in table.column_names) == (0, True)


@pytest.mark.parametrize("day", ["soon", 5, True, 20260105.0, ["2026-01-05"]])
@pytest.mark.parametrize("minutes", ["x", "5", 1.5, True, {"a": 1}])
def test_what_does_not_fit_is_null(day: object, minutes: object) -> None:
    """One value of another type costs one cell, and is counted."""
    pytest.importorskip("pyarrow")
    odd = row(2, timeOfDayInMinutes=minutes, person=5, date=day, activityLevels=[7])
    sender = Sender([row(1)], [row(1), odd])
    cells = Pager(sender, clockings.list()).to_arrow().to_pylist()[2]
    assert (cells["id"], cells["time_of_day_in_minutes"]) == (2, None)
    assert (cells["person_id"], cells["date"]) == (None, None)
    assert sender._decoder.deviations.counts()


@pytest.mark.parametrize("spelling", ["job", "historicalFieldCategory"])
def test_each_spelling_has_its_column(spelling: str) -> None:
    """A second spelling of a field is never an empty column."""
    pytest.importorskip("pyarrow")
    one = sample(plan(JobHistory))
    one[spelling] = one.pop("job")
    histories: Endpoint[JobHistory, int] = Endpoint(
        "job-histories", JobHistory, id=int, path="/job-histories"
    )
    table = Pager(Sender([one], [one]), histories.list()).to_arrow()
    assert table.column("job_id").to_pylist() == [1, 1]


def test_what_is_no_list_has_no_columns() -> None:
    """Requests that do not say what they ask for are refused."""
    pager = Pager(Sender([]), [evolve(clockings.list()[0], expects=Whole())])
    with pytest.raises(InvalidRequest):
        list(pager.iter_arrow())


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks it is told in one line what to install."""
    monkeypatch.setitem(sys.modules, "protime_runtime.tables.arrow", None)
    with pytest.raises(ConfigurationError, match=r"protime-client\[arrow\]"):
        Pager(Sender([]), clockings.list()).to_arrow()


def test_pyarrow_is_loaded_when_used() -> None:
    """Objects cost no import of pyarrow."""
    program = "import sys, protime; protime.Protime; print('pyarrow' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


LISTED = [name for name, info in CATALOG.items() if info.item is not None]


@pytest.mark.parametrize("name", LISTED)
def test_ordinary_rows_become_columns_at_once(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows as the spec has them call for no reading of one value, but of days and JSON.

    Counted in cells of 100 rows: lists, translations and ids beside each other are no
    reason to go row by row.
    """
    shape = pytest.importorskip("protime_sync.arrow").shape_of(name)
    rows = [sample(plan(CATALOG[name].model))] * 100
    read: list[object] = []
    plain = cell

    def counting(kind: str, *rest: Any) -> object:
        read.append(kind)
        return plain(kind, *rest)

    for module in ("arrays", "layout"):
        monkeypatch.setattr(f"protime_runtime.tables.{module}.cell", counting)
    assert shape.table(rows).num_rows == 100
    assert set(read) <= {"datetime", "json"}
