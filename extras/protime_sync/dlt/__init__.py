"""Collections as a dlt source, for any destination of dlt that merges and deletes."""

from __future__ import annotations

from protime_sync.dlt.source import dlt, duckdb_file, protime_source, run

__all__ = ["dlt", "duckdb_file", "protime_source", "run"]
