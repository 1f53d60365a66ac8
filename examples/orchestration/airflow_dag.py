"""A copy of Protime as a DAG of Airflow, in step every quarter of an hour.

It goes into the folder of DAGs; the package, with the extra ``sync``, into the
environment of the workers. The tenant and the client come from the environment, as
`Protime.from_env` reads it. Nothing is asked while the file is parsed.
"""

import os
from datetime import date, datetime, timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException


@dag(
    schedule="*/15 * * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Protime gives one delta for each collection, so one run at a time asks for it.
    max_active_runs=1,
)
def protime_copy() -> None:
    """Bring the tables of a warehouse into step with Protime."""

    @task(
        retries=3,
        retry_delay=timedelta(minutes=1),
        execution_timeout=timedelta(hours=2),
    )
    def copy() -> dict[str, int]:
        """Copy what has changed, and return the number of rows of each table."""
        # dlt would ask Airflow for hundreds of variables, each at the secrets' backend.
        os.environ["PROVIDERS__ENABLE_AIRFLOW_SECRETS"] = "false"
        # Here, as the file is parsed again and again.
        import dlt

        from protime import DateRange, Protime
        from protime_cli.exits import LATER, NO_ANSWER, kind_of
        from protime_runtime.errors import ProtimeError
        from protime_sync.causes import telling
        from protime_sync.dlt import duckdb_file, protime_source, run

        file = "acme.duckdb"
        pipeline = dlt.pipeline(
            "acme", destination=duckdb_file(file), dataset_name="protime"
        )
        since = DateRange(date(2026, 1, 1))
        try:
            with Protime.from_env() as client, telling(file):
                run(
                    pipeline,
                    protime_source(client, people={}, clockings={"date": since}),
                )
        except ProtimeError as error:
            if kind_of(error) in (LATER, NO_ANSWER):
                raise
            # No repetition mends the others: they are for a person.
            raise AirflowFailException(str(error)) from error
        changed = pipeline.last_trace.last_normalize_info.row_counts
        return {name: changed.get(name, 0) for name in ("people", "clockings")}

    copy()


protime_copy()
