"""Copies as assets of Dagster, in one process and in processes of their own."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from types import ModuleType
from typing import Any

import pytest

from protime_runtime.errors import AuthenticationFailed

from .place import EXAMPLES, ORCHESTRATOR, Place

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        ORCHESTRATOR != "dagster", reason="nox -s orchestrators installs Dagster"
    ),
]
FILES = ("dagster_asset.py", "dagster_dlt_assets.py")
WHOLE = ["people", "clockings"]
CHANGES = ["delta/people", "delta/clockings"]


@pytest.fixture
def here(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Let this process stand where Dagster's own would."""
    monkeypatch.chdir(place.folder)
    for name, value in place.settings().items():
        monkeypatch.setenv(name, value)
    return place


@contextmanager
def loaded(name: str) -> Iterator[ModuleType]:
    """Import a file of the examples anew, whose client ends with the process."""
    spec = importlib.util.spec_from_file_location("example", EXAMPLES / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with getattr(module, "client", nullcontext()):
        yield module


def materialized(module: ModuleType, *collections: str) -> set[str]:
    """Materialize assets, all if none are named; return which there are now."""
    import dagster

    chosen = [key for key in module.protime.keys if _name(key) in collections]
    with dagster.DagsterInstance.ephemeral() as instance:
        done = dagster.materialize(
            [module.protime],
            instance=instance,
            resources=module.definitions.resources,
            selection=chosen or None,
        )
    assert done.success
    events = done.get_asset_materialization_events()
    return {_name(event.asset_key) for event in events}


def _name(key: Any) -> str:
    """Return the collection of an asset, which ends its key."""
    return str(key.path[-1]).rpartition("_")[2]


@pytest.mark.parametrize("name", FILES)
def test_three_times_in_one_process(name: str, here: Place) -> None:
    """Each brings the copy into step, and the later ones ask for changes alone."""
    with loaded(name) as module:
        for turn in range(3):
            assert materialized(module) == {*WHOLE}
            assert here.is_in_step()
            assert here.asked() == (CHANGES if turn else WHOLE)
            here.change()


@pytest.mark.parametrize("name", FILES)
def test_one_of_the_assets(name: str, here: Place) -> None:
    """What is not selected is not asked for."""
    with loaded(name) as module:
        assert materialized(module, "people") == {"people"}
    assert here.asked() == ["people"]


@pytest.mark.parametrize("name", FILES)
def test_two_processes_at_a_time(name: str, place: Place) -> None:
    """Dagster lets the second one wait, which then goes on after the first."""
    file, home = str(EXAMPLES / name), {"DAGSTER_HOME": str(place.folder)}
    (place.folder / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    place.run("dagster", "definitions", "validate", "-f", file, env=home)
    assert place.asked() == []
    place.run("dagster", "instance", "concurrency", "set", "protime", "1", env=home)
    place.tenant.faults.add("*", kind="slow", seconds=1, times=None)
    command = ("dagster", "asset", "materialize", "--select", "*", "-f", file)
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(place.run, *command, env=home) for _ in range(2)]
    assert [run.exception() for run in runs] == [None, None]
    assert place.is_in_step()
    assert sorted(place.asked()) == sorted([*WHOLE, *CHANGES])


def test_only_what_may_pass_is_repeated(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No server is worth another try; a wrong secret is for a person."""
    import dagster

    with loaded("dagster_asset.py") as module:
        protime = module.protime
    monkeypatch.setenv("PROTIME_BASE_URL", "http://127.0.0.1:9")
    with pytest.raises(AuthenticationFailed, match="cannot be reached"):
        list(protime(dagster.build_asset_context()))
    monkeypatch.setenv("PROTIME_BASE_URL", here.url)
    monkeypatch.setenv("PROTIME_CLIENT_SECRET", "wrong")
    with pytest.raises(dagster.Failure) as refused:
        list(protime(dagster.build_asset_context()))
    assert refused.value.allow_retries is False
    assert "wrong" not in str(refused.value)
