"""A tenant must be reachable in process, on a port, from pytest and from a shell."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import protime_emulator
from protime_emulator import Emulator, create_app

from .conftest import BASE, TODAY, Asker, asker


async def test_in_process_without_blocking() -> None:
    with Emulator(people=3, today=TODAY) as emulator:
        async with emulator.async_http() as http:
            form = {
                "grant_type": "client_credentials",
                "client_id": emulator.client_id,
                "client_secret": emulator.client_secret,
            }
            response = await http.post("/tenants/acme/connect/token", data=form)
    assert response.json()["token_type"] == "Bearer"


def test_the_application_alone() -> None:
    app = create_app(people=1, tenant="other")
    assert callable(app)


def test_on_a_free_port(api: Asker) -> None:
    local = api.emulator.settings()["base_url"]
    with api.emulator.serve() as url, httpx.Client(base_url=url) as http:
        assert api.emulator.settings()["base_url"] == url
        assert http.get(f"{BASE}/people", headers=api.headers).is_success
    assert api.emulator.settings()["base_url"] == local
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_two_clients_in_process(api: Asker) -> None:
    other = asker(api.emulator)
    assert other.ask("/people").json() == api.ask("/people").json()


def test_changes_from_outside_need_an_item(api: Asker) -> None:
    for change in (api.emulator.remove, api.emulator.erase):
        with pytest.raises(KeyError):
            change("people", 999)


def test_removing_a_person_is_for_good(api: Asker) -> None:
    api.emulator.remove("people", 2)
    assert api.ask("/people/2").status_code == 404
    assert len(api.emulator.collection("people")) == 9


def test_importing_costs_nothing() -> None:
    script = (
        "import sys, protime_emulator, protime_emulator.pytest_plugin as plugin\n"
        "heavy = {'httpx', 'starlette', 'protime', 'attrs'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603  # our own


def test_names_are_told() -> None:
    assert dir(protime_emulator) == ["Emulator", "create_app"]
    with pytest.raises(AttributeError, match="Emulato"):
        protime_emulator.Emulato  # noqa: B018  # that it raises is the point


def test_the_plugin_gives_each_test_its_own(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        "@pytest.mark.protime_emulator(people=3, tenant='other')\n"
        "def test_marked(protime_emulator):\n"
        "    assert len(protime_emulator.collection('people')) == 3\n"
        "    assert protime_emulator.tenant_name == 'other'\n"
        "def test_plain(protime_emulator):\n"
        "    assert protime_emulator.http().get('/tenants').status_code == 404\n",
        encoding="utf-8",
    )
    plugin = "protime_emulator.pytest_plugin"
    command = [sys.executable, "-m", "pytest", "-q", "-p", plugin, "--strict-markers"]
    done = subprocess.run(  # noqa: S603  # our own
        [*command, str(tmp_path)],
        capture_output=True,
        text=True,
        # Named above, so that it is found whether the package is installed or not.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    assert "2 passed" in done.stdout, done.stdout


def test_beyond_loopback_it_says_so(
    api: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody must open a tenant to the network without noticing."""
    with api.emulator.serve():
        assert not caplog.messages
    with api.emulator.serve(host="0.0.0.0") as url:  # noqa: S104  # that is the point
        assert httpx.get(f"{url}{BASE}/people").status_code == 400
    (message,) = caplog.messages
    assert message == "Bound to 0.0.0.0: other machines can reach this tenant."


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_addresses_of_ipv6_have_brackets(api: Asker) -> None:
    try:
        with api.emulator.serve(host="::1") as url:
            assert url.startswith("http://[::1]:")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback address")


def test_a_program_ends_though_nobody_closes_the_emulator() -> None:
    script = (
        "from protime_emulator import Emulator\n"
        "print(Emulator(people=1).http().get('/').status_code)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(  # noqa: S603  # our own
        command, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stdout) == (0, "200\n")
