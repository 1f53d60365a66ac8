"""Arrow tables as data frames, if pandas or polars is there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from protime_runtime.tables.arrays import pa


def in_pandas(table: Any) -> Any:  # noqa: ANN401 - a pyarrow.Table, and a DataFrame
    """Return a table as pandas has it: in Arrow's types, and enums as categories.

    With NumPy's types a missing id would make fractions of all others.
    """
    pandas = import_module("pandas")

    def held(kind: Any) -> Any:  # noqa: ANN401 - a pyarrow.DataType
        return None if pa.types.is_dictionary(kind) else pandas.ArrowDtype(kind)

    return table.to_pandas(types_mapper=held)


def in_polars(table: Any) -> Any:  # noqa: ANN401 - a pyarrow.Table, and a DataFrame
    """Return a table as polars has it."""
    return import_module("polars").from_arrow(table)
