"""What dlt leaves out of a table: the primary key, indexes, and texts from the spec."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from protime_sync.errors import need
from protime_sync.target.opening import Target
from protime_sync.target.sql import SqlTarget

log = logging.getLogger("protime.sync")


def furnish(
    target: Target,
    table: str,
    *,
    key: Sequence[str],
    indexes: Sequence[str],
    texts: Mapping[str, str],
    about: str,
) -> None:
    """Make the key, the indexes and the comments of a table that was made just now.

    What a database refuses is logged: the rows are right without it.

    Args:
        target: Where the table stands.
        table: The table.
        key: Columns of the primary key.
        indexes: Columns that get an index of their own.
        texts: What each column holds, as a sentence.
        about: What the table holds.
    """
    if not isinstance(target, SqlTarget):
        return
    dialect = target.dialect
    wanted: list[tuple[str | None, Sequence[str], str]] = [(dialect.key, key, "")]
    wanted += [(dialect.index, (column,), "") for column in indexes]
    wanted += [(dialect.comment, (column,), text) for column, text in texts.items()]
    wanted += [(dialect.table_comment, (), about)]
    raised = need("dlt.common.exceptions").DltException
    with target.opened():
        for statement, columns, text in wanted:
            try:
                if statement is not None:
                    target.fill_in(statement, table, columns, text=text)
            except raised as error:
                log.warning("%s: %s", table, str(error).partition("\n")[0])
