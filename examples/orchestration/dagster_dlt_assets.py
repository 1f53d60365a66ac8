"""The same copy through dagster-dlt, for those who have other sources of dlt there.

``dagster dev -f dagster_dlt_assets.py`` shows it. dagster-dlt begins each run anew from
what the warehouse holds; `dagster_asset.py` loads first what a run before had read.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import dlt
from dagster_dlt import DagsterDltResource, dlt_assets

from protime import DateRange, Protime
from protime_sync.dlt import duckdb_file, protime_source

COLLECTIONS = {
    "people": {},
    "clockings": {"date": DateRange(date(2026, 1, 1))},
}
client = Protime.from_env()


@dlt_assets(
    dlt_source=protime_source(client, COLLECTIONS),
    dlt_pipeline=dlt.pipeline(
        "acme", destination=duckdb_file("acme.duckdb"), dataset_name="protime"
    ),
    name="protime",
    group_name="protime",
    pool="protime",
)
def protime(
    context: dg.AssetExecutionContext, loader: DagsterDltResource
) -> Iterator[dg.MaterializeResult]:
    """Bring the tables of the selected collections into step with Protime."""
    yield from loader.run(context=context)


definitions = dg.Definitions(
    assets=[protime],
    resources={"loader": DagsterDltResource()},
    schedules=[
        dg.ScheduleDefinition(
            name="protime_copy",
            target=dg.AssetSelection.assets(protime),
            cron_schedule="*/15 * * * *",
        )
    ],
)
