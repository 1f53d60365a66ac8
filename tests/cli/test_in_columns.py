"""What is written column by column is what is written row by row."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protime import PersonReference
from protime.catalog import CATALOG
from protime_cli.output.columns import chosen, columns_of
from protime_cli.output.format_names import Format
from protime_cli.output.pages import Pages
from protime_cli.output.writer import Output
from protime_cli.session.session import Session
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.native_plan import plan, sample
from protime_runtime.tables.columns import Column
from protime_runtime.tables.csv_lines import FORMULAS, Formulas
from tests.depth import many
from tests.speed.documents import documents

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)
LISTED = [name for name, info in CATALOG.items() if info.item is not None]
REFERENCES = [PersonReference("a"), PersonReference.EMPLOYEE_NUMBER]
Written = tuple[Any, list[str]]


def items_of(name: str, rows: list[Any]) -> tuple[object, ...]:
    """Return rows as models: what is not of its type stays in them as it came."""
    return Decoder(fast=False).items(rows, CATALOG[name].model, b"")


def written(
    form: Format,
    items: tuple[object, ...],
    columns: list[Column],
    formulas: Formulas = "keep",
    *,
    in_columns: bool = True,
) -> Written:
    """Return the file of two pages, and what was said of it."""
    said: list[str] = []
    with TemporaryDirectory() as folder, patch.object(Session, "say", _to(said)):
        file = Path(folder, f"items.{form}")
        output = Output(format=form, file=file, session=Session(), formulas=formulas)
        pages = Pages([items[:1], items[1:]], are_models=in_columns)
        output.write(pages, columns)
        return _read(file), [text.replace(folder, "") for text in said]


def _to(said: list[str]) -> Any:
    return lambda _, text: said.append(text)


def _read(file: Path) -> Any:
    if file.suffix == ".csv":
        return file.read_bytes()
    parquet = pytest.importorskip("pyarrow.parquet")
    return list(map(str, parquet.read_table(file).to_pylist()))


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("name", LISTED)
@settings(max_examples=many(15, 3), deadline=None)
@given(data=st.data())
def test_any_items_are_written_alike(
    name: str, form: Format, data: st.DataObject
) -> None:
    """Odd values and chosen columns included; remarks are only of what is written."""
    rows = data.draw(st.lists(documents(plan(CATALOG[name].model)), max_size=4))
    known = columns_of(CATALOG[name], REFERENCES)
    names = st.lists(st.sampled_from([column.name for column in known]), unique=True)
    columns = list(chosen(known, ",".join(data.draw(names)) or None))
    formulas = data.draw(st.sampled_from(FORMULAS))
    items = items_of(name, rows)
    file, said = written(form, items, columns, formulas)
    by_row = written(form, items, columns, formulas, in_columns=False)
    assert file == by_row[0]
    assert set(said) <= set(by_row[1])


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("number", [math.nan, math.inf, [math.nan], {"of": math.nan}])
def test_no_numbers_in_json_are_nothing(form: Format, number: object) -> None:
    """`NaN`, of which JSON knows nothing, is null in it, and no text of that name."""
    row = sample(plan(CATALOG["activity-definitions"].model))
    items = items_of("activity-definitions", [{**row, "restrictions": number}])
    columns = list(columns_of(CATALOG["activity-definitions"]))
    by_row = written(form, items, columns, in_columns=False)
    assert written(form, items, columns)[0] == by_row[0]


TEXTS = [
    "",
    "=1+1",
    "-5",
    'a "b", c',
    "a\r\nb",
    "a\0b",
    "half \ud800",
    "\\u0000",
    "é人",
]


@pytest.mark.parametrize("formulas", FORMULAS)
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("text", TEXTS)
def test_texts_that_need_care_are_written_alike(
    text: str, form: Format, formulas: Formulas
) -> None:
    """In texts, in members of enums that are not known, and in JSON; with remarks."""
    row = sample(plan(CATALOG["clockings"].model))
    odd = [{**row, name: text} for name in ("changeVersion", "kind", "activityLevels")]
    columns = list(columns_of(CATALOG["clockings"], REFERENCES))
    for items in (items_of("clockings", [row, row, one]) for one in odd):
        by_row = written(form, items, columns, formulas, in_columns=False)
        assert written(form, items, columns, formulas) == by_row


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("name", LISTED)
def test_ordinary_pages_become_no_rows(name: str, form: Format, tmp_path: Path) -> None:
    """Items as the spec has them are written column by column, in every collection."""

    def refuse(items: object) -> Any:
        raise AssertionError("rows were made")

    items = items_of(name, [sample(plan(CATALOG[name].model))] * 3)
    columns = columns_of(CATALOG[name], REFERENCES)
    output = Output(format=form, file=tmp_path / "file", session=Session(quiet=True))
    output.write(Pages([items, items], refuse), columns)
    assert (tmp_path / "file").stat().st_size
