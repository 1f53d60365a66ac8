"""The tenant of the documentation: what `protime emulate --today 2026-03-02` serves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from docs.building.blocks import ROOT
from docs.tenant import new_tenant
from generator import spec
from generator.reading import loader
from protime_emulator import Emulator


@pytest.fixture(scope="session")
def root() -> spec.Spec:
    return loader.load(ROOT / "spec")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Emulator]:
    """Serve a tenant of its own, with the environment that the tutorial sets."""
    with _serving(tmp_path) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Serve a tenant that several tests only read."""
    with _serving(tmp_path_factory.mktemp("reading")) as emulator:
        yield emulator


@contextmanager
def _serving(folder: Path) -> Iterator[Emulator]:
    with (
        new_tenant() as emulator,
        emulator.serve() as url,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.chdir(folder)
        # Pipelines of dlt live in one folder for all, and would go on in the next test.
        patch.setenv("DLT_DATA_DIR", str(folder / "dlt"))
        # Examples that wait for an event need not wait for their seconds to pass.
        passing = SimpleNamespace(monotonic=partial(next, count(step=60)))
        for module in ("stream", "waking"):
            patch.setattr(f"protime_sync.webhooks.{module}.time", passing)
        for name, value in _environment(emulator, url).items():
            patch.setenv(name, value)
        yield emulator


def _environment(emulator: Emulator, url: str) -> dict[str, str]:
    return {
        "COLUMNS": "88",
        "PROTIME_TENANT": emulator.tenant_name,
        "PROTIME_CLIENT_ID": emulator.client_id,
        "PROTIME_CLIENT_SECRET": emulator.client_secret,
        "PROTIME_BASE_URL": url,
        "PROTIME_USER_AGENT": "Documentation/v1 (Acme Corp)",
    }
