"""What each target can hold of the values that any place can store: one table.

What no column holds is told by `protime_runtime.tables.cells`; here is what depends on
where the columns go: a database of dlt, by its name there, or a form of file.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

NUL = "\0"
IN_PLACE_OF_NUL = "\ufffd"
"""What a target holds that cannot hold U+0000: a text is not made shorter."""

WITHOUT_NUL = "U+0000, held as U+FFFD"
"""What is told of it."""


@frozen(kw_only=True)
class Holds:
    """What a target can hold."""

    nul: bool = False
    """U+0000 in a text."""


TARGETS: Mapping[str, Holds] = {
    "duckdb": Holds(nul=True),
    "filesystem": Holds(nul=True),  # Delta tables, which are Parquet.
    "postgres": Holds(nul=False),
    "parquet": Holds(nul=True),
    "jsonl": Holds(nul=True),
    "json": Holds(nul=True),
    "csv": Holds(nul=False),  # Most readers end the cell or fail.
}


def holds(name: str) -> Holds:
    """Return what a target can hold; of one that is not known, the least."""
    return TARGETS.get(name, Holds())
