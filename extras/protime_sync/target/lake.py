"""A target of Delta tables: asked and written by the package ``deltalake``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import and_
from typing import Any

from protime_sync.arrow import pa
from protime_sync.errors import need
from protime_sync.target.dialects import Dialect
from protime_sync.target.where import EVERYTHING, Term, Test, Where

_PART = 50_000


class LakeTarget:
    """The Delta tables of a dataset, by the names they have in the client."""

    dialect = Dialect(tried=True)

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401 - dlt's
        """Take a pipeline of dlt; nothing is opened yet."""
        self._jobs = pipeline.destination_client()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Do nothing: files need no connection."""
        yield

    def columns(self, table: str) -> Sequence[str]:
        """Return the names of a table's columns; none if there is no such table."""
        found = self.table(table)
        return () if found is None else tuple(pa.schema(found.schema()).names)

    def select(
        self, table: str, columns: Sequence[str], where: Where = EVERYTHING
    ) -> Iterator[Sequence[Sequence[Any]]]:
        """Iterate over rows, many at once."""
        for batch in self._batches(table, columns, where):
            arrays = [batch.column(name).to_pylist() for name in columns]
            if batch.num_rows:
                yield list(zip(*arrays, strict=True))

    def _batches(
        self, table: str, columns: Sequence[str], where: Where
    ) -> Iterator[pa.RecordBatch]:
        found = self.table(table)
        if found is None:
            return
        terms = list(where.terms())
        # Arrow cannot compare texts with what Delta's log says of files.
        ours = [term for term in terms if isinstance(next(iter(term.values), 0), str)]
        pushed = [term for term in terms if term not in ours]
        names = list(dict.fromkeys([*columns, *(term.column for term in ours)]))
        dataset = found.to_pyarrow_dataset()
        for batch in dataset.to_batches(names, filter=_all(pushed), batch_size=_PART):
            yield batch if not ours else batch.filter(_all(ours))

    def count(self, table: str, where: Where = EVERYTHING) -> int:
        """Return the number of rows."""
        return sum(batch.num_rows for batch in self._batches(table, ["id"], where))

    def delete(self, table: str, where: Where) -> None:
        """Delete rows: those that are left are written anew."""
        found = self.table(table)
        if found is None:
            return
        ids = [row[0] for part in self.select(table, ["id"], where) for row in part]
        if not ids:
            return
        source = pa.table({"gone": pa.array(ids)})
        clause = "target.id = source.gone"
        if where.tenant is not None:
            quoted = where.tenant.replace("'", "''")
            clause += f" AND target.tenant = '{quoted}'"
        merger = found.merge(
            source, clause, source_alias="source", target_alias="target"
        )
        merger.when_matched_delete().execute()

    def make(self) -> None:
        """Make the dataset's folder, as dlt would, if it is missing."""
        with self._jobs as client:
            if not client.is_storage_initialized():
                client.initialize_storage()

    def loaded(self, load_id: str) -> bool:
        """Return whether dlt has loaded a package to its end."""
        with self._jobs as client:
            folder = client.get_table_dir(client.schema.loads_table_name)
            if not client.fs_client.exists(folder):
                return False
            files = client.fs_client.ls(folder, detail=False)
        return any(f"__{load_id}.jsonl" in file for file in files)

    def forget_schema(self, name: str) -> None:
        """Do nothing: a table that is missing is made by the rows that come."""

    def table(self, name: str) -> Any:  # noqa: ANN401 - a DeltaTable, or None
        """Return a table, `None` if there is none."""
        place, options = self.place(name)
        known = need("deltalake", "lake").DeltaTable
        if not known.is_deltatable(place, options):
            return None
        return known(place, storage_options=options)

    def place(self, name: str) -> tuple[str, Mapping[str, str]]:
        """Return where a table stands, and how its files are reached."""
        options_of = need("dlt.common.libs.deltalake").deltalake_storage_options
        with self._jobs as client:
            config = client.config
            options = options_of(config.credentials, config.deltalake_storage_options)
            return client.get_open_table_location("delta", name), options


def _all(terms: Iterable[Term]) -> Any:  # noqa: ANN401 - an expression of Arrow, or None
    field = need("pyarrow.compute").field
    found = [_TESTS[term.test](field(term.column), term.values) for term in terms]
    return reduce(and_, found) if found else None


_TESTS: Mapping[Test, Callable[[Any, Sequence[Any]], Any]] = {
    Test.IS: lambda column, values: column == values[0],
    Test.FROM_OR_NEVER: lambda column, values: column.is_null() | (column >= values[0]),
    Test.UNTIL: lambda column, values: column <= values[0],
    Test.BEFORE: lambda column, values: column < values[0],
    Test.AFTER: lambda column, values: column > values[0],
    Test.AMONG: lambda column, values: column.isin(list(values)),
    Test.IS_NOT_TRUE: lambda column, values: column.is_null() | ~column,
}
