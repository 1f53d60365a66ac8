"""Destinations of dlt, set up for copies."""

from __future__ import annotations

import os
from getpass import getuser
from typing import Any

from protime_sync.errors import need

dlt = need("dlt")


def duckdb_file(path: str, *, memory: str = "100MB") -> Any:  # noqa: ANN401 - dlt's own class
    """Return a DuckDB file as dlt's destination, with a bound to what merging takes.

    Args:
        path: The file; it is made if there is none.
        memory: What DuckDB holds at the most; beyond it, it uses files beside this one.
    """
    made = need("dlt.destinations.impl.duckdb.configuration").DuckDbCredentials(path)
    # Rows of a table have no order, and keeping one takes files beside this one.
    order = {"preserve_insertion_order": "false"}
    made.global_config = {"memory_limit": memory, **order}
    return dlt.destinations.duckdb(made)


def postgres_database(address: str) -> Any:  # noqa: ANN401 - dlt's own class
    """Return a PostgreSQL database as dlt's destination.

    What the address leaves out, libpq finds: ``PGUSER``, ``PGPASSWORD``, ``~/.pgpass``.

    Args:
        address: ``postgresql://host/database``, with ``user:password@`` or without.
    """
    kinds = need("dlt.destinations.impl.postgres.configuration")
    credentials = kinds.PostgresCredentials()
    credentials.parse_native_representation(address)
    credentials.username = credentials.username or os.environ.get("PGUSER") or getuser()
    credentials.password = credentials.password or ""
    # Unique indexes of dlt's own columns end every later run after a kill.
    return dlt.destinations.postgres(credentials, create_indexes=False)
