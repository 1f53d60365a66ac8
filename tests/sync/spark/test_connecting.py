"""What workers log in with: the environment, a profile, or secrets of Databricks."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

pytest.importorskip("pyspark")

from protime_emulator import Emulator
from protime_runtime.errors import ConfigurationError
from protime_sync.spark.connecting import Login

from .conftest import environment, write_profiles, write_scopes

LOGINS: Mapping[str, Login] = {
    "environment": Login(),
    "profile": Login(name="acme", profile="acme"),
    "scope": Login(name="of-acme", scope="of-acme"),
}


@pytest.fixture
def prepared(
    served: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Emulator:
    """Write the tenant's settings into a profile and a scope as well."""
    url = os.environ["PROTIME_BASE_URL"]
    write_profiles(tmp_path / "config.toml", {"acme": (served, url)})
    monkeypatch.setenv("PROTIME_CONFIG", str(tmp_path / "config.toml"))
    others = {"OTHER": "of something else"}
    write_scopes(tmp_path, {"of-acme": {**environment(served, url), **others}})
    monkeypatch.syspath_prepend(tmp_path)
    return served


@pytest.fixture(autouse=True)
def elsewhere() -> Iterator[None]:
    """Forget the stand-in of the test before."""
    yield
    for name in [
        name for name in sys.modules if name.partition(".")[0] == "databricks"
    ]:
        del sys.modules[name]


@pytest.mark.parametrize("name", LOGINS)
def test_tasks_of_a_worker_share_a_token(prepared: Emulator, name: str) -> None:
    """Clients that are made one after another, as each task does, ask for one."""
    login = pickle.loads(pickle.dumps(LOGINS[name].resolved()))  # noqa: S301 - as Spark does
    for _ in range(5):
        with login.client() as client:
            assert client.people.list().first() is not None
    paths = [call.path for call in prepared.requests]
    assert sum(path.endswith("/token") for path in paths) == 1
    assert len(paths) == 6


@pytest.mark.parametrize("name", LOGINS)
def test_a_login_shows_no_secret(prepared: Emulator, name: str) -> None:
    """Neither before nor after the driver has read a scope."""
    login = LOGINS[name].resolved()
    assert prepared.client_secret not in f"{login!r} {login}"
    assert set(login.settings) == (
        {"PROTIME_TENANT", "PROTIME_CLIENT_ID", "PROTIME_CLIENT_SECRET"}
        | {"PROTIME_USER_AGENT", "PROTIME_BASE_URL"}
        if name == "scope"
        else set()
    )


def test_a_scope_is_read_on_databricks_alone() -> None:
    """Elsewhere the error says what to give instead."""
    with pytest.raises(ConfigurationError, match="none here: give profile, or set"):
        LOGINS["scope"].resolved()


def test_a_scope_that_lacks_something_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is not taken from the environment, perhaps another tenant's."""
    write_scopes(tmp_path, {"of-acme": {"PROTIME_TENANT": "acme"}})
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PROTIME_CLIENT_SECRET", "another")
    with pytest.raises(ConfigurationError, match="PROTIME_CLIENT_ID, PROTIME_CLIENT_S"):
        LOGINS["scope"].resolved().client()
