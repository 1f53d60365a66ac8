"""A tenant that is served, a folder to work in, and the copy that appears there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
from attrs import frozen

from protime_emulator import Emulator
from tests.sync.copying import Rows, key, tenant

EXAMPLES = Path(__file__).parents[2] / "examples" / "orchestration"
SINCE = "2026-01-01"
ORCHESTRATOR = os.environ.get("PROTIME_ORCHESTRATOR", "")
"""Which of them is installed; ``nox -s orchestrators`` says so."""


@frozen
class Place:
    """Where an orchestrator runs."""

    tenant: Emulator
    url: str
    folder: Path

    def environment(self) -> dict[str, str]:
        """Return the environment of the orchestrator's processes."""
        programs = str(Path(sys.executable).parent)
        return {
            "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
            "HOME": str(self.folder),
            "RUNTIME__DLTHUB_TELEMETRY": "false",
            **self.settings(),
        }

    def settings(self) -> dict[str, str]:
        """Return what leads to the tenant, and keeps pipelines in the folder."""
        return {
            # Of root's pipelines, dlt keeps those of one name in one folder for all.
            "DLT_DATA_DIR": str(self.folder / "dlt"),
            "PROTIME_TENANT": self.tenant.tenant_name,
            "PROTIME_CLIENT_ID": self.tenant.client_id,
            "PROTIME_CLIENT_SECRET": self.tenant.client_secret,
            "PROTIME_BASE_URL": self.url,
            "PROTIME_USER_AGENT": "Orchestration/v1 (Acme Corp)",
        }

    def run(
        self, *command: str, status: int = 0, env: Mapping[str, str] | None = None
    ) -> str:
        """Run a program in the folder, and return what it prints."""
        done = subprocess.run(  # noqa: S603 - our own examples
            command,
            cwd=self.folder,
            env={**self.environment(), **(env or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def copied(self, collection: str) -> Rows:
        """Return the versions of the rows that stand in the warehouse, by id."""
        with duckdb.connect(self.folder / "acme.duckdb", read_only=True) as database:
            query = f"SELECT id, change_version FROM protime.{collection}"  # noqa: S608
            return dict(database.execute(query).fetchall())

    def is_in_step(self) -> bool:
        """Whether the copy holds the tenant's rows, and no others."""
        return all(
            self.copied(name) == tenant(self.tenant, name, SINCE)
            for name in ("people", "clockings")
        )

    def change(self) -> None:
        """Change a person, and a clocking, and delete another."""
        (person, *_), (first, *_, last) = map(
            self.tenant.collection, ("people", "clockings")
        )
        self.tenant.change("people", key(person), {"lastName": "Zola"})
        self.tenant.change("clockings", key(first), {"timeOfDayInMinutes": 1})
        self.tenant.erase("clockings", key(last))

    def asked(self) -> list[str]:
        """Return what was asked for since the last time, below the base path."""
        paths = [logged.path.partition("/v1/")[2] for logged in self.tenant.requests]
        self.tenant.requests.clear()
        return [path for path in paths if path]


@contextmanager
def made(folder: Path) -> Iterator[Place]:
    """Serve a tenant whose days end today."""
    with Emulator(people=4, days=10) as emulator, emulator.serve() as url:
        yield Place(emulator, url, folder)
