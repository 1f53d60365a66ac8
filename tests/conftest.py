"""Servers that all tests of a process share, and how much Hypothesis tries."""

from __future__ import annotations

import gc
import logging
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from . import mariadb as mariadb_server
from .depth import DEEP
from .postgres import Server, running

# dlt reads them when it is first used, whichever test that is.
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"
_ENVIRONMENT = dict(os.environ)

try:
    from hypothesis import settings
except ModuleNotFoundError:  # Sessions with a mock server or a browser need none.
    pass
else:
    # A slow machine is no failure of what is tested.
    settings.register_profile("usual", deadline=None, max_examples=50)
    settings.register_profile("deep", deadline=None)
    settings.load_profile("deep" if DEEP else "usual")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is heavy, and most cases of tables, but in ``nox -s deep``."""
    seen = Counter[str]()
    left = []
    for item in items:
        if item.get_closest_marker("heavy"):
            item.add_marker("deep")
            if not DEEP:
                left.append(item)
        if mark := item.get_closest_marker("sampled"):
            item.add_marker("deep")
            table = item.nodeid.partition("[")[0]
            if seen[table] % mark.args[0] and not DEEP:
                left.append(item)
            seen[table] += 1
    skipped = set(left)
    items[:] = [item for item in items if item not in skipped]
    config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Refuse a test's module that changes the environment of those after it.

    What is imported by now stays, so that the collector need not look at it again; at
    the rest it looks less often, a tenth of the whole time.
    """
    assert _ENVIRONMENT.items() <= os.environ.items()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Take off again what a test adds to the log, as ``--verbose`` in this process.

    Records would reach handlers that other tests interrupt with their lock held.
    """
    log = logging.getLogger("protime")
    level, handlers = log.level, [*log.handlers]
    yield
    log.setLevel(level)
    log.handlers[:] = handlers


@pytest.fixture(scope="session", autouse=True)
def _few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let each client load one certificate, where all of them take 50 ms."""
    bundle = Path(certifi.where()).read_text("utf-8")
    end = "-----END CERTIFICATE-----\n"
    file = tmp_path_factory.mktemp("authorities") / "one.pem"
    file.write_text(bundle.partition(end)[0] + end, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Run a PostgreSQL server, from its first test on."""
    with running() as made:
        yield made


@pytest.fixture(scope="module")
def server(postgres: Server) -> Server:
    """Give the server with a database of this module's own."""
    pytest.importorskip("psycopg")
    return postgres.with_database()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[mariadb_server.Server]:
    """Run a MariaDB server, from its first test on."""
    with mariadb_server.running() as made:
        yield made
