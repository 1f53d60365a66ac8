"""The page on Spark runs as it stands there, and its table is the tenant's."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.building.blocks import PAGES
from docs.tenant import new_tenant
from tests.docs.running import run_page
from tests.sync.copying import tenant

from .conftest import environment, only_with_java

pytestmark = [only_with_java, pytest.mark.filterwarnings("ignore")]


def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it merges has each row once, in the version that the tenant has."""
    from deltalake import DeltaTable
    from pyspark.sql import SparkSession

    monkeypatch.chdir(tmp_path)
    with new_tenant() as emulator, emulator.serve() as url:
        for name, value in environment(emulator, url).items():
            monkeypatch.setenv(name, value)
        try:
            run_page(PAGES / "how-to" / "spark.md")
        finally:
            session = SparkSession.getActiveSession()
            if session is not None:
                session.stop()
        rows = DeltaTable("clockings").to_pyarrow_table().to_pylist()
        assert len({row["id"] for row in rows}) == len(rows)
        found = {row["id"]: row["change_version"] for row in rows}
        assert found == tenant(emulator, "clockings", "2026-01-01")
