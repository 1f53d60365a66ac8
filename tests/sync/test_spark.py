"""A local Spark reads the same rows, in parallel partitions."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from protime_emulator import Emulator

from .conftest import TODAY, USER_AGENT
from .copying import tenant

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        "PROTIME_SYNC_SPARK" not in os.environ,
        reason="Spark takes long to start: nox -s spark runs this",
    ),
]


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Emulator]]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java (apt-get install default-jre-headless)")
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
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
    session, emulator = spark
    frame = (
        session.read.format("protime")
        .options(collection="clockings", since="2025-03-01", days="40")
        .options(references="people,@employee-number")
        .load()
    )
    assert frame.rdd.getNumPartitions() > 5
    rows = frame.select("id", "change_version", "person_employee_number").collect()
    found = {row["id"]: row["change_version"] for row in rows}
    assert found == tenant(emulator, "clockings", "2025-03-01")
    assert len(rows) == len(found)
    assert all(row["person_employee_number"].startswith("E-") for row in rows)
    assert frame.filter("kind = 'InOut'").count() > len(rows) / 2
