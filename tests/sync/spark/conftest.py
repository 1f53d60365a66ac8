"""A tenant that is served, and the environment that workers find it by."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from protime_emulator import Emulator
from tests.sync.conftest import USER_AGENT

TODAY = date.today()
"""Clients that workers make go by the clock, as do the API's rules on a delta."""

SINCE = str(TODAY - timedelta(60))
"""A day before all rows of the small tenant."""
_STAND_IN = """
from types import SimpleNamespace

_HELD = {held!r}


class _Secrets:
    def list(self, scope):
        return [SimpleNamespace(key=key) for key in _HELD[scope]]

    def get(self, scope, key):
        return _HELD[scope][key]


dbutils = SimpleNamespace(secrets=_Secrets())
"""

only_with_java = pytest.mark.skipif(
    "PROTIME_SYNC_SPARK" not in os.environ,
    reason="Spark takes long to start: nox -s spark runs this",
)


def environment(emulator: Emulator, url: str) -> Mapping[str, str]:
    """Return the variables that a client of a tenant, and Spark, are made from."""
    return {
        "PROTIME_TENANT": emulator.tenant_name,
        "PROTIME_CLIENT_ID": emulator.client_id,
        "PROTIME_CLIENT_SECRET": emulator.client_secret,
        "PROTIME_USER_AGENT": USER_AGENT,
        "PROTIME_BASE_URL": url,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """Serve a small tenant, whose pages are small as well."""
    with (
        Emulator(people=6, days=40, seed=1, today=TODAY, page_size=40) as emulator,
        emulator.serve() as url,
    ):
        for name, value in environment(emulator, url).items():
            monkeypatch.setenv(name, value)
        yield emulator


def write_profiles(path: Path, tenants: Mapping[str, tuple[Emulator, str]]) -> None:
    """Write a file of profiles, each with its tenant and that one's address."""
    lines: list[str] = []
    for name, (emulator, url) in tenants.items():
        lines += [
            f"[profiles.{name}]",
            f'tenant = "{emulator.tenant_name}"',
            f'client_id = "{emulator.client_id}"',
            f'user_agent = "{USER_AGENT}"',
            f'base_url = "{url}"',
        ]
    path.write_text("\n".join(lines), "utf-8")


def write_scopes(folder: Path, scopes: Mapping[str, Mapping[str, str]]) -> None:
    """Write a stand-in for Databricks' runtime: secrets by scope and key."""
    package = folder / "databricks" / "sdk" / "runtime"
    package.mkdir(parents=True)
    held = {scope: dict(keys) for scope, keys in scopes.items()}
    (package / "__init__.py").write_text(_STAND_IN.format(held=held), "utf-8")
