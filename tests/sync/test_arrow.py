"""Tables must hold what the rows hold, under a schema that only grows."""

from __future__ import annotations

import json
import pickle
import warnings
from datetime import UTC, date, datetime

import attrs
import pyarrow as pa
import pytest

from protime import Clocking, PersonReference, Protime
from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.errors import DeviationWarning, InvalidRequest
from protime_runtime.reading.decoder import Decoder
from protime_sync.arrow import Shape, shape_of

from .conftest import FEBRUARY

CLOCKINGS = CATALOG["clockings"]
FROZEN = {"frozen": True, "kw_only": True, "slots": True}


def test_the_schema_follows_the_catalog() -> None:
    """References are ids, enums dictionaries, dates dates and lists lists."""
    shape = shape_of(CLOCKINGS, references=(PersonReference.EMPLOYEE_NUMBER,))
    types = {one.name: one.type for one in shape.schema}
    assert all(one.nullable for one in shape.schema)
    assert types["id"] == types["person_id"] == pa.int64()
    assert types["person_employee_number"] == pa.string()
    assert types["date"] == pa.date32()
    assert types["kind"] == pa.dictionary(pa.int32(), pa.string())
    assert types["geolocation_latitude"] == pa.float64()
    element = pa.struct(
        [("level", pa.int64()), ("activity_definition_id", pa.string())]
    )
    assert types["activity_levels"] == pa.list_(element)


@pytest.mark.parametrize("name", [one for one in CATALOG if CATALOG[one].item])
def test_every_collection_has_a_table(emulator: Emulator, name: str) -> None:
    """All that the sample holds of a collection fits, natively and as JSON."""
    rows = emulator.collection(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for nested in ("native", "json"):
            shape = shape_of(CATALOG[name], nested=nested)
            table = shape.table(rows)
            table.validate(full=True)
            assert table.schema == shape.schema
            assert table.num_rows == len(rows)


def test_values_are_those_of_the_models(emulator: Emulator, client: Protime) -> None:
    """Each cell says what the model's attribute says."""
    rows = [
        row for row in emulator.collection("clockings") if row["date"] >= "2026-02-01"
    ]
    cells = shape_of(CLOCKINGS).table(rows).to_pylist()
    models = list(client.clockings.list(date=FEBRUARY))
    for cell, model in zip(cells, models, strict=True):
        assert cell["id"] == model.id
        assert cell["date"] == model.date
        assert cell["person_id"] == model.person.id
        assert cell["kind"] == model.kind
        assert cell["time_of_day_in_minutes"] == model.time_of_day_in_minutes
        levels = [one.activity_definition.id for one in model.activity_levels or ()]
        found = [one["activity_definition_id"] for one in cell["activity_levels"] or ()]
        assert found == levels


def test_minutes_become_points_in_time() -> None:
    """Across midnight and the change of clocks."""
    rows = [
        {"id": 1, "date": "2026-03-29", "timeOfDayInMinutes": 60},
        {"id": 2, "date": "2026-03-29", "timeOfDayInMinutes": 240},
        {"id": 3, "date": "2026-03-28", "timeOfDayInMinutes": 1500},
        {"id": 4, "date": "2026-03-29", "timeOfDayInMinutes": -30},
        {"id": 5},
    ]
    table = shape_of(CLOCKINGS, timezone="Europe/Brussels").table(rows)
    moments = [
        None if one is None else one.astimezone(UTC)
        for one in table["time_of_day_at"].to_pylist()
    ]
    assert moments == [
        datetime(2026, 3, 29, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 2, tzinfo=UTC),
        datetime(2026, 3, 29, 0, tzinfo=UTC),
        datetime(2026, 3, 28, 22, 30, tzinfo=UTC),
        None,
    ]
    assert table["time_of_day_in_minutes"].to_pylist() == [60, 240, 1500, -30, None]


def test_what_does_not_fit_is_null_and_reported() -> None:
    """A value of another type fails nothing, and the other rows stay."""
    rows = [
        {"id": 1, "date": "yesterday", "timeOfDayInMinutes": 5, "kind": "inout"},
        {"id": 2, "date": "2026-02-03", "timeOfDayInMinutes": "five", "kind": "Zork"},
        {"id": 3, "date": "", "kind": "InOut", "geolocation": "here"},
    ]
    decoder = Decoder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        table = shape_of(CLOCKINGS).table(rows, decoder)
    odd = {one.field for one in decoder.deviations.counts() if one.kind == "type"}
    assert odd == {"date", "timeOfDayInMinutes", "geolocation"}
    assert table["date"].to_pylist() == [None, date(2026, 2, 3), None]
    assert table["time_of_day_in_minutes"].to_pylist() == [5, None, None]
    assert table["kind"].to_pylist() == ["InOut", "Zork", "InOut"]


def test_a_spec_that_grows_only_adds() -> None:
    """Older files can be read with a later schema."""
    mood = attrs.field(default=None, metadata={"wire": "mood"}, type="str | None")
    grown = attrs.make_class("Clocking", {"mood": mood}, bases=(Clocking,), **FROZEN)
    old, new = Shape(model=Clocking).schema, Shape(model=grown).schema
    assert pa.unify_schemas([old, new]) == new
    assert new.names == [*old.names, "mood"]


def test_what_has_no_items_has_no_table() -> None:
    with pytest.raises(InvalidRequest, match="external-references has no items"):
        shape_of("external-references")


def test_lists_as_json() -> None:
    """For targets without lists, they are texts that parse to the same."""
    levels = [{"level": 1, "activityDefinition": {"id": "a"}}]
    shape = shape_of(CLOCKINGS, nested="json", dictionaries=False)
    table = shape.table([{"id": 1, "activityLevels": levels, "kind": "InOut"}])
    assert json.loads(table["activity_levels"][0].as_py()) == levels
    assert table["kind"].type == pa.string()


def test_a_shape_can_be_pickled() -> None:
    shape = shape_of(CLOCKINGS, references=(PersonReference.BADGE_NUMBER,))
    assert pickle.loads(pickle.dumps(shape)).schema == shape.schema  # noqa: S301


@pytest.mark.parametrize(
    ("collection", "row", "column"),
    [
        ("clockings", {"geolocation": {"lattitude": 51}}, "geolocation_latitude"),
        ("clockings", {"geolocation": {"latitude": 51}}, "geolocation_latitude"),
        ("job-histories", {"job": {"id": 51}}, "job_id"),
        ("job-histories", {"historicalFieldCategory": {"id": 51}}, "job_id"),
    ],
)
def test_each_spelling_has_its_column(
    collection: str, row: dict[str, object], column: str
) -> None:
    """A second spelling counts where the field stands, also within an object."""
    for rows in ([row], [{}, row], [row, {"geolocation": 5, "job": 5}]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeviationWarning)
            table = shape_of(CATALOG[collection]).table(rows)
        assert 51 in table[column].to_pylist()
