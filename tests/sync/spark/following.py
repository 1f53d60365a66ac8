"""A stream into a Delta table as a program of its own, which may kill itself.

``python -m tests.sync.spark.following URL FOLDER TURN``: the cluster, a folder, and
whether the program is killed in turn 0, of the load, or in turn 1, of the changes.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.sync.spark.cluster import Cluster

SINCE = "PROTIME_TEST_SINCE"
"""Variable of the first day."""


def merge(folder: Path, changes: Any) -> None:
    """Merge a batch into the table, as the page on Spark does."""
    from deltalake import DeltaTable, write_deltalake

    table = changes.toArrow()
    rows = table.drop_columns(["_change_type"])
    path = str(folder / "table")
    if not DeltaTable.is_deltatable(path):
        write_deltalake(path, rows.slice(0, 0))
    columns = {name: f"came.{name}" for name in rows.column_names}
    (
        DeltaTable(path)
        .merge(table, "kept.id = came.id", source_alias="came", target_alias="kept")
        .when_matched_delete("came._change_type = 'delete'")
        .when_matched_update(columns, "came._change_type = 'upsert'")
        .when_not_matched_insert(columns, "came._change_type = 'upsert'")
        .execute()
    )


def follow(session: Any, folder: Path, sink: Callable[[Any, int], None]) -> None:
    """Run a stream of clockings until nothing is new."""
    changes = session.readStream.format("protime").options(
        collection="clockings",
        since=os.environ[SINCE],
        columns="id,change_version,person,date,kind",
        kept=str(folder / "kept"),
        pages="9",
    )
    query = (
        changes.load()
        .writeStream.foreachBatch(sink)
        .option("checkpointLocation", str(folder / "checkpoint"))
        .trigger(availableNow=True)
        .start()
    )
    query.awaitTermination()


def main(url: str, folder: Path, last: int) -> None:
    """Follow twice; be killed when a batch is merged, and before Spark knows."""
    from protime_sync.spark import ProtimeDataSource

    made = Cluster(url=url, folder=folder.parent, workers=())
    session = made.session("following", **{"spark.cores.max": "1"})
    session.dataSource.register(ProtimeDataSource)
    for turn in range(2):

        def sink(changes: Any, number: int, turn: int = turn) -> None:
            merge(folder, changes)
            if turn == last and number > 0:
                os.kill(os.getpid(), signal.SIGKILL)

        follow(session, folder, sink)
    session.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
