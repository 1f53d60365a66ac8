"""Collections as a dlt source, for any destination of dlt that merges and deletes.

`protime_sync.dlt.copying` keeps whole copies, as ``protime sync`` does.
"""

from __future__ import annotations

from protime_sync.dlt.destinations import duckdb_file, postgres_database
from protime_sync.dlt.source import dlt, protime_source, run

__all__ = ["dlt", "duckdb_file", "postgres_database", "protime_source", "run"]
