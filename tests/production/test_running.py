"""The services of compose, started as processes, keep a database equal to a tenant."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from protime_emulator import Emulator
from tests.emulator.conftest import asker
from tests.postgres import Server
from tests.production.test_files import COMPOSE, FOLDER

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
PROGRAMS = os.environ.get("PROTIME_PROGRAMS", str(Path(sys.executable).parent))
"""Where the services' programs are: a folder that the Dockerfile's steps have made."""


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def until(holds: Callable[[], Any], seconds: float = 30) -> Any:
    """Return what holds, which it must after some seconds."""
    end = time.monotonic() + seconds
    while True:
        with suppress(httpx.HTTPError, psycopg.Error):
            if found := holds():
                return found
        assert time.monotonic() < end, "It does not hold."
        time.sleep(0.1)


class Services:
    """The services of compose, with addresses of this machine."""

    def __init__(self, folder: Path, addresses: Mapping[str, str]) -> None:
        self.folder = folder
        self.addresses = addresses
        self.logs: dict[str, Path] = {}
        (folder / "client_secret.txt").write_text("emulated-secret")

    def environment(self, name: str) -> dict[str, str]:
        given = {**COMPOSE["services"][name].get("environment", {})}
        found = {key: self.here(str(value)) for key, value in given.items()}
        path = os.pathsep.join([PROGRAMS, os.environ["PATH"]])
        return {**found, "PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}

    def here(self, text: str) -> str:
        for there, own in self.addresses.items():
            text = text.replace(there, own)
        return text

    def start(self, name: str, command: str) -> subprocess.Popen[bytes]:
        self.logs[name] = self.folder / f"{name}.log"
        with self.logs[name].open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own examples
                shlex.split(self.here(command)),
                cwd=self.folder,
                env=self.environment(name),
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@pytest.fixture
def services(
    tmp_path: Path, server: Server
) -> Iterator[tuple[Services, Emulator, dict[str, subprocess.Popen[bytes]], str]]:
    port = free()
    database = "postgresql://postgres:${DATABASE_PASSWORD}@database/protime"
    with ExitStack() as stack:
        tenant = stack.enter_context(Emulator(people=5, days=20, deliver=True))
        url = stack.enter_context(tenant.serve())
        made = Services(
            tmp_path,
            {
                "http://tenant:8375": url,
                "http://hooks:8000": f"http://127.0.0.1:{port}",
                database: server.url,
                "/run/secrets/": f"{tmp_path}/",
                "client_secret": "client_secret.txt",
                "/home/protime": str(tmp_path),
                "0.0.0.0": "127.0.0.1",  # noqa: S104 - replaced, not bound to
                "/srv": str(FOLDER),
                " 8000": f" {port}",
            },
        )
        lines = (FOLDER / "Dockerfile").read_text("utf-8").splitlines()
        (served,) = [json.loads(line[4:]) for line in lines if line[:4] == "CMD "]
        started = {
            "sync": made.start("sync", COMPOSE["services"]["sync"]["command"]),
            "hooks": made.start("hooks", f"python -m {shlex.join(served)}"),
        }
        for process in started.values():
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield made, tenant, started, f"http://127.0.0.1:{port}"


@pytest.mark.heavy
def test_the_services_keep_a_database(
    services: tuple[Services, Emulator, dict[str, subprocess.Popen[bytes]], str],
    server: Server,
) -> None:
    """The sync fills tables, an event changes one within seconds, and all end well."""
    made, tenant, started, url = services

    def rows(query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(server.url) as connection:
            return connection.execute(query.encode()).fetchall()

    people = {row["id"] for row in asker(tenant).walk("/people")[0]}
    copied = "SELECT id FROM protime.people"
    assert until(lambda: {row[0] for row in rows(copied)} == people, 60)

    health = until(lambda: httpx.get(f"{url}/protime/health").json())
    assert health["ok"] is True
    until(lambda: tenant.collection("webhooks"))
    live = "SELECT id, minutes FROM clockings_live"
    until(lambda: rows(live))
    clocking = tenant.collection("clockings")[-1]["id"]
    tenant.change("clockings", clocking, {"timeOfDayInMinutes": 481})
    until(lambda: (clocking, 481) in rows(live))
    tenant.erase("clockings", clocking)
    until(lambda: clocking not in {row[0] for row in rows(live)})

    metrics = httpx.get(f"{url}/metrics/").text
    assert 'protime_changes_total{kind="Delete"} 1.0' in metrics
    assert "protime_requests_seconds_count" in metrics
    forged = httpx.post(f"{url}/protime/nobody", json={})
    assert forged.status_code == 404
    assert httpx.get(f"{url}/protime/health").json()["refused"] == {"404": 1}

    for process in started.values():
        process.send_signal(signal.SIGTERM)
    statuses = {name: process.wait(20) for name, process in started.items()}
    said = {name: log.read_text("utf-8") for name, log in made.logs.items()}
    assert statuses["hooks"] in (0, -signal.SIGTERM), said["hooks"]
    assert statuses["sync"] == -signal.SIGTERM, said["sync"]
    assert "Traceback" not in said["sync"] + said["hooks"]
    lines = [json.loads(line) for line in said["hooks"].splitlines()]
    assert {line["name"] for line in lines} >= {"uvicorn.access", "protime.webhooks"}
    assert "continuationToken" not in said["hooks"]


def test_a_webhook_in_django(tmp_path: Path) -> None:
    """The view takes what the tenant signed, and the receiver is beside it."""
    port = free()
    address = f"http://127.0.0.1:{port}"
    with Emulator(people=3, days=10) as tenant, tenant.serve() as url:
        webhook = {
            "destinationUrl": f"{address}/clockings",
            "collectionName": "clockings",
        }
        key = asker(tenant).ask("/webhooks", "POST", json=webhook).json()["privateKey"]
        served = ["-m", "uvicorn", "django_hooks:application", "--app-dir"]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PRIVATE_KEY": key,
            "PROTIME_TENANT": tenant.tenant_name,
            "PROTIME_CLIENT_ID": tenant.client_id,
            "PROTIME_CLIENT_SECRET": tenant.client_secret,
            "PROTIME_BASE_URL": url,
            "PROTIME_USER_AGENT": "Hooks/v1 (Acme Corp)",
        }
        with subprocess.Popen(  # noqa: S603 - our own example
            [sys.executable, *served, str(FOLDER), "--port", str(port)],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                until(lambda: httpx.get(f"{address}/protime/health").json()["ok"])
                clocking = tenant.collection("clockings")[0]["id"]
                tenant.change("clockings", clocking, {"timeOfDayInMinutes": 481})
                assert tenant.deliver_events() == 1
                forged = httpx.post(f"{address}/clockings", json={})
                assert forged.status_code == 401
                assert httpx.get(f"{address}/clockings").status_code == 405
            finally:
                process.terminate()
            assert process.stdout is not None
            assert f"Upsert {clocking}" in process.stdout.read()
