"""A real PostgreSQL server for tests, started and stopped by them."""

from __future__ import annotations

import copy
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PREFIX = "protime-postgres-"


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists()), None)


class Server:
    """A PostgreSQL server on the loopback, in a folder of its own."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.url = f"postgresql://tests:tests@127.0.0.1:{self.port}/postgres"

    def call(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        # PostgreSQL refuses to run as root, as containers do by default.
        user = "postgres" if os.geteuid() == 0 else None
        subprocess.run(  # noqa: S603  # programs of the system
            command,
            check=True,
            user=user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        password = self.folder / "password"
        password.write_text("tests")
        password.chmod(0o644)
        # To prove a password by SCRAM takes long, and tests connect thousands of times.
        self.call(
            "initdb",
            "--username=tests",
            "--auth=md5",
            f"--pwfile={password}",
            "--no-sync",
            f"--pgdata={self.folder / 'data'}",
        )

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -F"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.call("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)

    def with_database(self) -> Server:
        """Return the same server with an empty database of its own in the address."""
        import psycopg

        name = f"d{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made = copy.copy(self)
        made.url = self.url.rpartition("/")[0] + f"/{name}"
        return made

    def stop(self) -> None:
        data = str(self.folder / "data")
        self.call("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def stop_below(folder: Path) -> None:
    """Stop the servers of tests that were ended before they could."""
    programs = _programs()
    for left in folder.glob(f"{_PREFIX}*/data/postmaster.pid"):
        if programs is not None:
            Server(left.parent.parent, programs).stop()


@contextmanager
def running() -> Iterator[Server]:
    """Run a server until the block ends; where none is installed, skip the test."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed (apt-get install postgresql)")
    # Not below pytest's own folder, which the server's user may not enter.
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    made = Server(folder, programs)
    try:
        made.make()
        made.start()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
