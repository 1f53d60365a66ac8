"""What a file or a database may hold: a state, an inbox, a store."""

from __future__ import annotations

from protime_sync.database import earlier, tables
from protime_sync.database.layout import Layout

STATE = Layout(
    name="state",
    tables=(tables.FEEDS, tables.HOLDERS, tables.KEPT, tables.ITEMS, tables.BROUGHT),
    application=0x50524F54,  # PROT
    version=3,
    in_files={1: earlier.file_1, 2: earlier.file_2},
    in_postgres={1: earlier.schema_1, 2: earlier.schema_2},
    earlier=earlier.schema_form,
)
INBOX = Layout(
    name="inbox",
    tables=(tables.DELIVERIES, tables.ASIDE, tables.DIGESTS, tables.VERSIONS),
    application=0x50524F49,  # PROI
    version=1,
    in_files={0: earlier.inbox_file},
)
STORE = Layout(
    name="store",
    tables=(tables.SUBSCRIPTIONS,),
    application=0x50524F4B,  # PROK
    version=1,
    in_files={0: earlier.store_file},
)
