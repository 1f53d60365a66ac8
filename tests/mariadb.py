"""A real MariaDB server for tests, started and stopped by them."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

_PREFIX = "protime-mariadb-"
_SECONDS = 60
"""How long the server may take to start."""

_FAST = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=16M",
    "--character-set-server=utf8mb4",  # As Debian and MySQL have it.
    "--skip-name-resolve",
)
_BEGIN = """\
CREATE USER IF NOT EXISTS tests@'%' IDENTIFIED BY 'tests';
GRANT ALL ON *.* TO tests@'%' WITH GRANT OPTION;
CREATE DATABASE IF NOT EXISTS tests;
"""


def _program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")


class Server:
    """A MariaDB server on the loopback, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of a database that all tests share."""
        return self.address("tests")

    def address(self, database: str) -> str:
        return f"mysql+pymysql://tests:tests@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "tests") -> Any:
        """Connect without the client under test."""
        pymysql = pytest.importorskip("pymysql")
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user="tests",
            password="tests",
            database=database,
            autocommit=True,
        )

    def _arguments(self, program: str, *more: str) -> list[str]:
        # The user is named, as the server refuses to run as root otherwise.
        user, data = getpass.getuser(), self.folder / "data"
        common = ("--no-defaults", f"--datadir={data}", f"--user={user}", *_FAST)
        return [str(_program(program)), *common, *more]

    def make(self) -> None:
        more = ("--auth-root-authentication-method=normal", "--skip-test-db")
        subprocess.run(  # noqa: S603 - a program of the system
            self._arguments("mariadb-install-db", *more),
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        (self.folder / "begin.sql").write_text(_BEGIN)

    def start(self) -> None:
        own = (
            "--bind-address=127.0.0.1",
            f"--port={self.port}",
            "--socket=socket",  # Below the data, as the system limits its length.
            f"--pid-file={self.folder / 'pid'}",
            f"--init-file={self.folder / 'begin.sql'}",
            f"--log-error={self.folder / 'log'}",
        )
        self.running = subprocess.Popen(  # noqa: S603 - a program of the system
            self._arguments("mariadbd", *own),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait(self.running)

    def _wait(self, running: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _SECONDS
        while True:
            try:
                self.connect().close()
            except OSError:
                pass
            except Exception as error:  # PyMySQL's, which may not be there.
                if "Can't connect" not in str(error):
                    raise
            else:
                return
            if running.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"MariaDB: {(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def with_database(self) -> str:
        """Make an empty database, and return its address."""
        name = f"d{secrets.token_hex(6)}"
        with closing(self.connect()) as connection:
            connection.cursor().execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def stop(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait()


def stop_below(folder: Path) -> None:
    """Stop the servers of tests that were ended before they could."""
    for left in folder.glob(f"{_PREFIX}*/pid"):
        with suppress(ProcessLookupError):
            os.kill(int(left.read_text()), signal.SIGKILL)


@contextmanager
def running() -> Iterator[Server]:
    """Run a server until the block ends; where none is installed, skip the test."""
    if _program("mariadbd") is None or _program("mariadb-install-db") is None:
        pytest.skip(
            "MariaDB's server is not installed (apt-get install mariadb-server)"
        )
    pytest.importorskip("pymysql")
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    made = Server(folder)
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
