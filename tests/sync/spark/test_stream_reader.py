"""A stream's reader, led as Spark leads it, and stopped wherever it can be."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_sync.errors import StateError, SyncError
from tests.depth import many
from tests.sync.copying import Rows, tenant

from .conftest import SINCE, write_profiles

pytest.importorskip("pyspark.sql.streaming.datasource", reason="needs PySpark 4.2")

from protime_sync.spark.source import ProtimeDataSource
from protime_sync.spark.streaming import StreamReader

DELTAS = [name for name, info in CATALOG.items() if info.delta]


class Stopped(Exception):
    """The driver was killed."""


class Spark:
    """Leads a reader as Spark's micro-batches do, with a checkpoint that survives."""

    def __init__(self, **options: str) -> None:
        self._options = {"every": "0", **options}
        self._offsets: list[dict[str, Any]] = []
        self._committed = 0
        self._left = -1
        self.copy: Rows = {}

    def run(self, steps: int = -1) -> None:
        """Run until nothing is new, or until so many steps were made.

        Raises:
            Stopped: That many were made.
        """
        self._left = steps
        source = ProtimeDataSource(dict(self._options))
        reader = source.streamReader(source.schema())
        reader.prepareForTriggerAvailableNow()
        try:
            self._run(reader)
        finally:
            reader.stop()

    def _run(self, reader: StreamReader) -> None:
        if not self._offsets:
            self._log(reader.initialOffset())
        if self._committed < len(self._offsets) - 1:
            self._batch(reader)
        while True:
            start = self._offsets[-1]
            end = reader.latestOffset(start, None)
            self._step()
            if _as_stored(end) == start:
                return
            self._log(end)
            reader.commit(start)
            self._step()
            self._batch(reader)

    def _batch(self, reader: StreamReader) -> None:
        start, end = self._offsets[-2:]
        for partition in reader.partitions(start, end):
            for batch in reader.read(partition):
                self._merge(batch.to_pylist())
                self._step()
        self._committed = len(self._offsets) - 1
        self._step()

    def _merge(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["_change_type"] == "delete":
                self.copy.pop(row["id"], None)
            else:
                self.copy[row["id"]] = row["change_version"]

    def _log(self, offset: Any) -> None:
        self._offsets.append(_as_stored(offset))

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise Stopped


def _as_stored(offset: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(offset))
    return found


def options(kept: Path, name: str, **more: str) -> dict[str, str]:
    dated = any(known.required for known in CATALOG[name].filters)
    days = {"since": SINCE} if dated else {}
    return {"collection": name, "kept": str(kept), "pages": "1", **days, **more}


def links(emulator: Emulator) -> Counter[str]:
    """Return how often each link was asked."""
    return Counter(found.query for found in emulator.requests if "Token" in found.query)


def edit(emulator: Emulator, name: str) -> None:
    """Change a row and remove another."""
    first, *_, last = emulator.collection(name)
    emulator.change(name, first["id"], {})
    emulator.remove(name, last["id"])


@pytest.mark.parametrize("name", DELTAS)
def test_a_stream_keeps_a_copy(served: Emulator, tmp_path: Path, name: str) -> None:
    """The first load, what changed and what was deleted; each link is asked once."""
    spark = Spark(**options(tmp_path, name))
    spark.run()
    assert spark.copy == tenant(served, name, SINCE)
    edit(served, name)
    spark.run()
    assert spark.copy == tenant(served, name, SINCE)
    for _ in range(3):
        spark.run()  # What brings nothing leads on as well.
    assert set(links(served).values()) == {1}
    assert len(list(tmp_path.rglob("*.jsonl"))) <= 2


@pytest.mark.parametrize("after", range(1, many(60, 8)))
def test_it_goes_on_wherever_it_was_stopped(
    served: Emulator, tmp_path: Path, after: int
) -> None:
    """Nothing is lost, nothing comes twice, and no link is asked a second time."""
    spark = Spark(**options(tmp_path, "clockings"))
    for _ in range(3):
        with suppress(Stopped):
            spark.run(after)
        edit(served, "clockings")
    spark.run()  # Ends with the first load, if that was not complete.
    spark.run()
    assert spark.copy == tenant(served, "clockings", SINCE)
    assert set(links(served).values()) == {1}


def test_changes_are_asked_for_now_and_then(served: Emulator, tmp_path: Path) -> None:
    """However often Spark asks, and not at all while nothing is due."""
    source = ProtimeDataSource(options(tmp_path, "people", every="60"))
    reader = source.streamReader(source.schema())
    place = reader.latestOffset(reader.initialOffset(), None)
    while place["environment"]["loading"]:
        place = reader.latestOffset(place, None)
    served.requests.clear()
    edit(served, "people")
    assert [reader.latestOffset(place, None) for _ in range(9)] == [place] * 9
    assert not [*served.requests]
    reader.stop()


def test_streams_of_several_tenants(
    served: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has its link and its folder, and rows say whose they are."""
    with Emulator(people=3, seed=2, tenant="bolt") as bolt, bolt.serve() as url:
        profiles = {
            "acme": (served, os.environ["PROTIME_BASE_URL"]),
            "bolt": (bolt, url),
        }
        write_profiles(tmp_path / "config.toml", profiles)
        monkeypatch.setenv("PROTIME_CONFIG", str(tmp_path / "config.toml"))
        more = {"profile": "acme,bolt", "columns": "id,last_name"}
        source = ProtimeDataSource(options(tmp_path, "people", **more))
        reader = source.streamReader(source.schema())
        begin = reader.initialOffset()
        end = reader.latestOffset(begin, None)
        parts = reader.partitions(begin, end)
        rows = [
            row
            for part in parts
            for batch in reader.read(part)
            for row in batch.to_pylist()
        ]
        reader.stop()
        assert {*rows[0]} == {"tenant", "id", "last_name", "_change_type"}
        found = {(row["tenant"], row["id"], row["last_name"]) for row in rows}
        assert found == {
            (name, row["id"], row["lastName"])
            for name, (emulator, _) in profiles.items()
            for row in emulator.collection("people")
        }


def test_a_link_that_has_ended_says_what_to_do(
    served: Emulator, tmp_path: Path
) -> None:
    """No full load begins by itself, since what is gone would stay."""
    spark = Spark(**options(tmp_path, "people"))
    spark.run()
    served.clock.advance(hours=73)
    with pytest.raises(SyncError, match=r"has ended \(410\): begin anew"):
        spark.run()


def test_a_folder_that_is_not_the_streams_is_refused(
    served: Emulator, tmp_path: Path
) -> None:
    """What was not committed cannot be read again without what is kept."""
    spark = Spark(**options(tmp_path, "people"))
    with pytest.raises(Stopped):
        spark.run(2)
    for path in tmp_path.rglob("*.jsonl"):
        path.unlink()
    with pytest.raises(StateError, match="does not hold what Spark has not committed"):
        spark.run()


REFUSED = {
    "no folder": ({"kept": None}, "needs the option kept"),
    "no id": ({"columns": "change_version"}, "columns need id"),
    "unknown": ({"keept": "here"}, "takes collection, "),
    "no number": ({"pages": "all"}, "pages is a whole number"),
    "no day": ({"since": "yesterday"}, "since is a day"),
    "both": ({"profile": "acme", "secret_scope": "acme"}, "either profile or"),
    "no column": ({"columns": "id,name"}, "There is no column 'name'"),
    "no reference": ({"references": "people"}, "names no reference"),
}


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_options_that_cannot_work_are_refused(
    given: dict[str, str | None], words: str, tmp_path: Path
) -> None:
    """Before anything is asked, in a line that says what to give."""
    whole = {**options(tmp_path, "clockings"), **given}
    made = {name: value for name, value in whole.items() if value is not None}
    with pytest.raises(Exception, match=words):
        ProtimeDataSource(made).streamReader(None)
