"""Resources of dlt: tables that it merges and deletes in, and what it keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from protime_sync.arrow import pa
from protime_sync.dlt.table import Table
from protime_sync.dlt.turns import Document
from protime_sync.errors import need
from protime_sync.target.dialects import UNKNOWN, Dialect
from protime_sync.target.opening import strategy_of

dlt = need("dlt")


def current_load() -> str:
    """Return the number of the package that dlt extracts."""
    package = need("dlt.common.storages.load_package").load_package_state()
    found: str = package["load_id"]
    return found


class _DltSource(dlt.extract.DltSource):  # type: ignore[name-defined, misc]
    """A source whose columns keep their names, though dagster-dlt takes them away.

    Without it, a second run of one source in one process fails; see
    https://github.com/dagster-io/dagster/issues/34052.
    """

    @property
    def schema(self) -> Any:  # noqa: ANN401 - dlt's
        for table in self._schema.tables.values():
            for name, column in table.get("columns", {}).items():
                column.setdefault("name", name)
        return self._schema

    @schema.setter
    def schema(self, value: Any) -> None:  # noqa: ANN401 - dlt's
        self._schema = value

    tables: Sequence[Table] = ()
    """The collections, as far as they are known."""

    def clone(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as dlt's
        """Return a copy, as dlt makes one to select resources."""
        made = super().clone(*arguments, **named)
        made.tables = self.tables
        return made


def source_of(resources: Iterable[Any]) -> Any:  # noqa: ANN401 - dlt's
    """Return a source of resources."""
    made = list(resources)
    return dlt.source(lambda: made, name="protime", _impl_cls=_DltSource)()


def resource_of(
    table: Table,
    rows: Callable[[], Iterator[pa.Table]],
    dialect: Dialect = UNKNOWN,
) -> Any:  # noqa: ANN401 - dlt's
    """Return the resource of a table, which merges and deletes."""
    return dlt.resource(
        rows,
        name=table.name,
        primary_key=list(table.key),
        write_disposition={
            "disposition": "merge",
            "strategy": strategy_of(table.options.table_format),
        },
        table_format=table.options.table_format,
        columns=table.hints(dialect),
    )()


def documents_of(pipeline: Any) -> Mapping[str, Document]:  # noqa: ANN401 - dlt's
    """Return what dlt keeps of each resource, by its name."""
    sources = pipeline.state.get("sources", {})
    found: Mapping[str, Document] = sources.get("protime", {}).get("resources", {})
    return found
