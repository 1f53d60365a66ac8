"""The forms that output can have, known without loading what writes them."""

from __future__ import annotations

from typing import Literal

Format = Literal["table", "json", "jsonl", "csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
