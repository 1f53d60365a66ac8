"""Windows through dlt: early rows, each window loaded once, and the delta decides."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import dlt
import pytest

from protime_emulator import Emulator
from protime_runtime.errors import InvalidRequest, ServerError
from protime_runtime.sending.retries import RetryPolicy
from protime_sync.dlt import run
from protime_sync.loads.parallel import Progress
from tests.forks import Forks
from tests.sync.conftest import client_of
from tests.sync.copying import tenant
from tests.sync.dlt.test_dlt import Warehouse
from tests.sync.feeds.test_kills import child, served

__all__ = ["served"]

pytestmark = pytest.mark.filterwarnings("ignore")

WIDE: dict[str, Any] = {"parallel": 2, "days": 7}
FIRST_DAYS = ["2026-02-01", "2026-02-08", "2026-02-15", "2026-02-22", "2026-03-01"]


@pytest.fixture
def warehouse(tmp_path: Path, emulator: Emulator) -> Warehouse:
    client = client_of(emulator).with_options(retries=RetryPolicy(attempts=1))
    return Warehouse(tmp_path, emulator, client)


def windows(emulator: Emulator) -> Counter[str]:
    """Return how often each window was begun, by its first day."""
    queries = [
        one.query
        for one in emulator.requests
        if one.path.endswith("/clockings") and one.status == 200
    ]
    days = [
        re.search(r"date ge '([-\d]+)'", one)
        for one in queries
        if "delta" not in one and "continuationToken" not in one
    ]
    return Counter(one[1] for one in days if one)


def test_the_rows_come_early_and_the_delta_decides(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """What changes between windows and delta is right in the end, deletions too."""
    seen, copies = list[Progress](), list[int]()

    def report(progress: Progress) -> None:
        seen.append(progress)
        if progress.parts == progress.of:
            copies.append(len(warehouse.copy()))
            emulator.erase("clockings", min(warehouse.copy()))
            emulator.change("clockings", max(warehouse.copy()), {"date": "2026-02-01"})

    warehouse.load(**WIDE, report=report)
    assert [(one.parts, one.of) for one in seen] == [(n, 5) for n in range(1, 6)]
    assert "about" in str(seen[0])
    assert copies == [sum(one.rows for one in (seen[1], seen[3]))]
    assert windows(emulator) == dict.fromkeys(FIRST_DAYS, 1)
    assert warehouse.copy() == tenant(emulator, "clockings")
    emulator.erase("clockings", max(warehouse.copy()))
    warehouse.load(**WIDE, report=report)
    assert warehouse.copy() == tenant(emulator, "clockings")
    assert len(seen) == 5, "A feed that is past its first load has no windows."


def test_windows_that_were_loaded_are_not_read_again(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """A failure costs the windows of the load that failed, and no others."""

    def fail(progress: Progress) -> None:
        if progress.parts == 3:
            emulator.faults.add("clockings", status=500, times=None)

    with pytest.raises(ServerError):
        warehouse.load(parallel=1, days=7, report=fail)
    emulator.faults.clear()
    assert sorted(windows(emulator)) == FIRST_DAYS[:3]
    assert 0 < len(warehouse.copy()) < len(tenant(emulator, "clockings"))
    emulator.requests.clear()
    warehouse.load(**WIDE)
    assert windows(emulator) == dict.fromkeys(FIRST_DAYS[3:], 1)
    assert warehouse.copy() == tenant(emulator, "clockings")


def test_a_wide_load_that_is_killed(
    forks: Forks, served: Emulator, tmp_path: Path
) -> None:
    """After a SIGKILL among the windows, only those that were not loaded are read."""
    served.faults.add("clockings", kind="slow", seconds=0.15, times=None)
    warehouse = Warehouse(tmp_path, served, client_of(served))
    with child(forks, served, "wide", str(tmp_path)):
        wait_until(lambda: len(windows(served)) > 2)
    begun = windows(served)
    assert len(begun) < len(FIRST_DAYS), "It was killed too late to show anything."
    served.faults.clear()
    served.requests.clear()
    warehouse.load(**WIDE)
    again = windows(served)
    assert set(begun) | set(again) == set(FIRST_DAYS)
    assert set(FIRST_DAYS[:2]).isdisjoint(again), "A loaded window was read again."
    assert warehouse.copy() == tenant(served, "clockings")


def wait_until(is_so: Any) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_has_no_windows_is_loaded_as_ever(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """Collections without days, or without a delta, take part without them."""
    warehouse.load(**WIDE, people={}, departments={})
    assert warehouse.copy("people") == tenant(emulator, "people")
    assert len(warehouse.copy("departments")) == len(tenant(emulator, "departments"))


def test_nothing_in_the_windows_is_a_load_too(
    warehouse: Warehouse, emulator: Emulator
) -> None:
    """Windows without rows count as done, and a table without rows is no error."""
    for id in tenant(emulator, "clockings"):
        emulator.erase("clockings", int(id))
    seen = list[Progress]()
    warehouse.load(**WIDE, report=seen.append)
    assert [one.parts for one in seen] == [1, 2, 3, 4, 5]
    assert windows(emulator) == dict.fromkeys(FIRST_DAYS, 1)


def test_windows_into_delta_tables(
    warehouse: Warehouse, emulator: Emulator, tmp_path: Path
) -> None:
    """A lake, which compares versions on the way, ends the same."""
    polars = pytest.importorskip("polars")
    pytest.importorskip("deltalake")
    lake = dlt.pipeline(
        "lake",
        destination=dlt.destinations.filesystem(str(tmp_path / "lake")),
        dataset_name="protime",
        pipelines_dir=str(tmp_path / "pipelines"),
    )

    def report(progress: Progress) -> None:
        if progress.parts == 4:
            emulator.erase("clockings", min(tenant(emulator, "clockings")))

    source = warehouse.source(table_format="delta", **WIDE, report=report)
    run(lake, source)
    place = str(tmp_path / "lake/protime/clockings")
    frame = polars.read_delta(place, columns=["id", "change_version"])
    assert dict(frame.iter_rows()) == tenant(emulator, "clockings")
    assert windows(emulator) == dict.fromkeys(FIRST_DAYS, 1)


def test_a_number_that_reads_nothing_is_refused(warehouse: Warehouse) -> None:
    for more in ({"parallel": 0}, {"days": 0}):
        with pytest.raises(InvalidRequest, match="at least one"):
            warehouse.source(**more)
