"""A local Spark reads the same rows, in parallel partitions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from protime_emulator import Emulator
from tests.sync.conftest import TODAY, USER_AGENT
from tests.sync.copying import tenant

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        "PROTIME_SYNC_SPARK" not in os.environ,
        reason="Spark takes long to start: nox -s spark runs this",
    ),
]


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Emulator]]:
    # Imported only here: the default tests run without PySpark and Java.
    from pyspark import sql

    from protime_sync.spark import ProtimeDataSource

    with (
        Emulator(people=8, days=365, today=TODAY, page_size=500) as emulator,
        emulator.serve() as url,
    ):
        environment = {
            "PROTIME_TENANT": emulator.tenant_name,
            "PROTIME_CLIENT_ID": emulator.client_id,
            "PROTIME_CLIENT_SECRET": emulator.client_secret,
            "PROTIME_USER_AGENT": USER_AGENT,
            "PROTIME_BASE_URL": url,
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        builder = sql.SparkSession.builder.master("local[2]")
        session = builder.config("spark.ui.enabled", "false").getOrCreate()
        session.dataSource.register(ProtimeDataSource)
        yield session, emulator
        session.stop()


def test_a_year_in_partitions(spark: tuple[Any, Emulator]) -> None:
    """The count, the ids and the employees' numbers are those of the tenant."""
    from pyspark import sql

    session, emulator = spark
    frame = (
        session.read.format("protime")
        .options(collection="clockings", since="2025-03-01", days="40")
        .options(references="people,@employee-number")
        .load()
    )
    partitions = frame.rdd.getNumPartitions()
    assert partitions > 5
    rows = frame.select("id", "change_version", "person_employee_number").collect()
    found = {row["id"]: row["change_version"] for row in rows}
    assert found == tenant(emulator, "clockings", "2025-03-01")
    assert frame.count() == len(rows) == len(found)
    parts = frame.groupBy(sql.functions.spark_partition_id()).count().collect()
    assert len(parts) > 5
    print(f"{len(rows)} rows; by partition: {sorted(count for _, count in parts)}")
    assert all(row["person_employee_number"].startswith("E-") for row in rows)
    assert frame.filter("kind = 'InOut'").count() > len(rows) / 2
