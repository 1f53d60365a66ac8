"""What follows once rows are in their tables: where the copy stands is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from protime_runtime.catalog import FieldInfo
from protime_sync.dlt.table import Table
from protime_sync.dlt.turns import Document, Turn
from protime_sync.target.furnishing import furnish
from protime_sync.target.standing import Standing


def settle(
    turn: Turn, tables: Iterable[Table], documents: Mapping[str, Document]
) -> None:
    """Write where collections stand whose rows are there by now.

    Args:
        turn: The target.
        tables: The collections.
        documents: What dlt keeps of them, by the table's name.

    Raises:
        LeaseLost: Somebody else has taken the lease.
    """
    turn.commit(*_settled(turn, tables, documents))


def _settled(
    turn: Turn, tables: Iterable[Table], documents: Mapping[str, Document]
) -> Iterator[Standing]:
    for table in tables:
        reached = turn.settled(table.info.name, documents.get(table.name, {}))
        if reached is not None:
            yield complete(turn, table, reached, is_there=True)


def complete(
    turn: Turn, table: Table, reached: Standing, *, is_there: bool
) -> Standing:
    """Return where a copy stands, once its rows are counted and its table is whole."""
    if reached.rows is None:
        where = evolve(table.where, days=None)
        rows = turn.target.count(table.name, where) if is_there else 0
        reached = evolve(reached, rows=rows)
    if reached.form == 0 and is_there and not _is_furnished(turn, table):
        furnish(
            turn.target,
            table.name,
            key=table.key,
            indexes=table.indexes,
            texts=dict(_texts(table)),
            about=table.info.summary,
        )
        reached = evolve(reached, form=1)
    return reached


def _is_furnished(turn: Turn, table: Table) -> bool:
    """Whether the run of another tenant has made the key and the indexes."""
    others = (row for row in turn.others if row.collection == table.info.name)
    return table.options.tenant_column and any(row.form for row in others)


_BESIDES = {
    "_synced_at": "When this row was last read from Protime, in UTC.",
    "_digest": "By which the next run sees whether the row has changed.",
    "deleted": "Whether the row is gone in Protime.",
    "tenant": "The tenant that the row belongs to.",
}


def _texts(table: Table) -> Iterator[tuple[str, str]]:
    """Yield what each column holds, as the spec says it."""
    about: dict[str, FieldInfo] = {field.wire: field for field in table.info.fields}
    for column in table.shape.columns:
        top = about.get(column.path[0].name if column.path else column.wire)
        if top is not None:
            yield column.name, top.summary
    for name, text in _BESIDES.items():
        if name in table.rows.schema.names:
            yield name, text
