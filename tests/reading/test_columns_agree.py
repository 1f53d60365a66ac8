"""Two ways into columns, one from models and one from rows, hold the same cells."""

from __future__ import annotations

import json
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime.catalog import CATALOG
from protime_runtime.errors import DeviationWarning
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native_plan import plan, sample
from protime_runtime.tables.arrow import Shape
from protime_sync.arrow import shape_of
from tests.depth import many
from tests.speed.documents import documents, in_columns, page, passing

LISTED = [name for name, info in CATALOG.items() if info.item is not None]


@pytest.mark.parametrize("name", LISTED)
@settings(max_examples=many(20, 4), deadline=None)
@given(data=st.data(), references=st.booleans())
def test_random_rows_have_the_same_cells(
    name: str, data: st.DataObject, references: bool
) -> None:
    """Whatever a row holds, ``to_arrow()`` and a copy hold the same of it."""
    info = CATALOG[name]
    model = info.model
    pairs = [(name, "a")] if references else []
    shape = Shape(model=model, collection=name, references=tuple(pairs))
    rows = data.draw(st.lists(documents(plan(model)), min_size=1, max_size=3))
    content = page(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        batch = in_columns(model, content, passing(model), pairs, name)
        table = shape.table(json.loads(content)["value"], Decoder())
    assert batch.schema == table.schema
    for column in shape.schema.names:
        cells = batch.column(column).to_pylist()
        assert repr(cells) == repr(table[column].to_pylist()), column


@pytest.mark.parametrize("is_first", [True, False])
def test_letter_case_does_not_matter_within_a_list(is_first: bool) -> None:
    """A member of an enum has one spelling, also in the objects of a list."""
    info = CATALOG["activity-usages"]
    model = info.model
    row = sample(plan(model))
    row["usages"] = [{"activityUsageKind": "pERSON", "usageReference": {"id": 1}}]
    decoder = Decoder() if is_first else passing(model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        batch = in_columns(model, page([row]), decoder)
        table = shape_of(info).table([row], Decoder())
    for found in (batch, table):
        assert found.column("usages").to_pylist()[0][0]["kind"] == "Person"
