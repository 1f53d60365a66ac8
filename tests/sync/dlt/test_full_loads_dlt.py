"""What a full load may delete, and what it may make older, in the tables of dlt."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from protime import Protime
from protime_emulator import Emulator
from protime_sync import DeletionLimit, TooManyDeletions
from protime_sync.dlt import dlt, run
from tests.sync.conftest import TODAY, client_of
from tests.sync.copying import Rows, tenant
from tests.sync.dlt.test_dlt import Warehouse
from tests.sync.feeds.test_full_loads import lost

pytestmark = pytest.mark.filterwarnings("ignore")


class Lake(Warehouse):
    """The same in Delta tables, whose rows are read one by one and not as blocks."""

    def pipeline(self, name: str = "acme", destination: Any = None) -> Any:
        folder = str(self.folder / "lake")
        return super().pipeline(name, dlt.destinations.filesystem(folder))

    def load(self, **more: Any) -> None:
        run(self.pipeline(), self.source(table_format="delta", **more))

    def copy(self, table: str = "clockings") -> Rows:
        deltalake = pytest.importorskip("deltalake")
        found = deltalake.DeltaTable(str(self.folder / "lake" / "protime" / table))
        columns = ["id", "change_version"]
        rows = found.to_pyarrow_table(columns=columns).to_pylist()
        return {row["id"]: row["change_version"] for row in rows}


@pytest.fixture(params=[Warehouse, Lake])
def make(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[[Emulator, Protime], Warehouse]:
    if request.param is Lake:
        pytest.importorskip("deltalake")
    return lambda emulator, client: request.param(tmp_path, emulator, client)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("share", [1.0, 0.6])
def test_a_load_that_brings_too_little_deletes_nothing(
    make: Callable[..., Warehouse], emulator: Emulator, client: Protime, share: float
) -> None:
    warehouse = make(emulator, client)
    warehouse.load()
    before = warehouse.copy()
    gone = lost(emulator, share)
    for _ in range(2):
        with pytest.raises(TooManyDeletions) as caught:
            warehouse.load()
        assert (caught.value.gone, caught.value.known) == (gone, len(before))
        assert warehouse.copy() == before
    with pytest.raises(TooManyDeletions):
        warehouse.load(allow_deletions=DeletionLimit(rows=gone - 1))
    warehouse.load(allow_deletions=True)
    assert warehouse.copy() == tenant(emulator, "clockings")


@pytest.mark.heavy
def test_a_restored_tenant_is_told(
    make: Callable[..., Warehouse],
    emulator: Emulator,
    client: Protime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Older versions are left out, told, and taken when that is asked for."""
    for id in sorted(tenant(emulator, "clockings"))[:7]:
        emulator.change("clockings", int(id), {"timeOfDayInMinutes": 7})
    warehouse = make(emulator, client)
    warehouse.load()
    held = warehouse.copy()
    with Emulator(people=6, days=40, seed=1, today=TODAY, page_size=50) as old:
        old.clock.advance(hours=80)
        warehouse.emulator, warehouse.client = old, client_of(old)
        with caplog.at_level(logging.WARNING):
            warehouse.load()
        assert "7 rows in an older version" in caplog.text
        assert warehouse.copy() == held
        warehouse.load()
        assert warehouse.copy() == held
        warehouse.load(accept_older=True)
        assert warehouse.copy() == tenant(old, "clockings") != held
