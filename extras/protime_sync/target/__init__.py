"""What is asked of a target, and told it, besides the rows that dlt loads.

- `where`: which rows of a table are meant
- `dialects`: what each kind of database can: keys, indexes, comments, JSON
- `sql`, `lake`: one target for SQL, through dlt's own client, and one for Delta tables
- `standing`: a row of the control table, ``_protime_feeds``
- `control`: the control table: positions, leases, errors
- `opening`: the target of a pipeline, or why it is none
- `checking`: tables that others made or changed
"""

from __future__ import annotations
