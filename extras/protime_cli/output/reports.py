"""What ``protime sync`` and ``protime status`` print: for people, or for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from protime_cli.output.tables import pairs
from protime_cli.terminal import echo, echo_json, heading

Record = Mapping[str, object]


def show(records: Sequence[Record], output: str | None) -> None:
    """Print records of one kind: a table, or a line of JSON for each."""
    form = output or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "jsonl":
        for record in records:
            echo_json(record)
    elif records:
        filled = [
            name
            for name in records[0]
            if any(record[name] is not None for record in records)
        ]
        rows = [[_text(record[name]) for name in filled] for record in records]
        echo(pairs(rows, [name.replace("_", " ") for name in filled]), paint=heading)
    sys.stdout.flush()


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
