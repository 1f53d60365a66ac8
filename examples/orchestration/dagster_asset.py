"""A copy of Protime as assets of Dagster, in step every quarter of an hour.

``dagster dev -f dagster_asset.py`` shows them. The tenant and the client come from the
environment, as `Protime.from_env` reads it. ``dagster instance concurrency set protime
1`` lets one run at a time write the copy.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import dlt

from protime import DateRange, Protime
from protime_cli.exits import LATER, NO_ANSWER, kind_of
from protime_runtime.errors import ProtimeError
from protime_sync.causes import telling
from protime_sync.dlt import duckdb_file, protime_source, run

FILE = "acme.duckdb"
COLLECTIONS = {
    "people": {},
    "clockings": {"date": DateRange(date(2026, 1, 1))},
}
pipeline = dlt.pipeline("acme", destination=duckdb_file(FILE), dataset_name="protime")


@dg.multi_asset(
    specs=[dg.AssetSpec(["protime", name]) for name in COLLECTIONS],
    can_subset=True,
    pool="protime",
    retry_policy=dg.RetryPolicy(max_retries=3, delay=60),
)
def protime(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """Bring the tables of the selected collections into step with Protime."""
    names = {key.path[-1] for key in context.selected_asset_keys}
    chosen = {name: COLLECTIONS[name] for name in COLLECTIONS if name in names}
    try:
        with Protime.from_env() as client, telling(FILE):
            run(pipeline, protime_source(client, chosen))
    except ProtimeError as error:
        if kind_of(error) in (LATER, NO_ANSWER):
            raise
        # No repetition mends the others: they are for a person.
        raise dg.Failure(str(error), allow_retries=False) from error
    changed = pipeline.last_trace.last_normalize_info.row_counts
    for name in chosen:
        metadata = {"changed": changed.get(name, 0)}
        yield dg.MaterializeResult(asset_key=["protime", name], metadata=metadata)


definitions = dg.Definitions(
    assets=[protime],
    schedules=[
        dg.ScheduleDefinition(
            name="protime_copy",
            target=dg.AssetSelection.assets(protime),
            cron_schedule="*/15 * * * *",
        )
    ],
)
