"""The forms that output can have, known without loading what writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Format = Literal["table", "json", "jsonl", "csv", "parquet", "xlsx"]
ENDINGS: Mapping[str, Format] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
"""The form of a file by the ending of its name."""

FORMATS: tuple[Format, ...] = tuple(dict.fromkeys(ENDINGS.values()))


def of_ending(file: Path) -> Format:
    """Return the form that the ending of a file's name stands for.

    Raises:
        ValueError: It stands for none; the text lists those that do.
    """
    form = ENDINGS.get(file.suffix.lower())
    if form is None:
        ending = f"ends in {file.suffix}" if file.suffix else "has no ending"
        known = ", ".join(ENDINGS)
        raise ValueError(f"{file} {ending}, which is no form; known: {known}.")
    return form
