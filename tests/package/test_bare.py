"""Each extra alone, in an empty environment, with every warning an error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import frozen

from protime_emulator import Emulator

pytestmark = pytest.mark.skipif(
    "PROTIME_BUILT" not in os.environ, reason="`nox -s package` builds the package"
)
PROJECT = tomllib.loads(
    (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
)["project"]
PYTHONS = os.environ.get("PROTIME_PYTHONS", sys.executable).split(os.pathsep)
"""Interpreters to install for; the running one, if none are named."""

READS = "from protime import Protime\nclient = Protime.from_env()\n"
JOBS: Mapping[str, str] = {
    "": f"{READS}assert len(client.people.list().to_list()) == 3",
    "arrow": f"{READS}assert client.people.list().to_arrow().num_rows == 3",
    "cli": (
        "import sys\nfrom protime_cli.__main__ import main\n"
        "assert main(['people', 'list', '-o', 'table']) == 0\n"
        "assert main(['doctor']) == 0"
    ),
    "compression": f"import brotli, zstandard\n{READS}assert client.people.get(1)",
    "emulator": (
        "from protime_emulator import Emulator\n"
        "with Emulator(people=3) as emulator:\n"
        "    assert len(emulator.client().people.list().to_list()) == 3"
    ),
    "excel": f"{READS}assert client.people.list().to_excel('people.xlsx') == 3",
    "http2": (
        "from protime import Protime\nassert Protime.from_env(http2=True).people.get(1)"
    ),
    "keyring": f"import keyring\n{READS}assert client.people.get(1)",
    "lake": (
        "import deltalake\nfrom protime_sync.dlt import protime_source\n"
        f"{READS}assert protime_source(client, people={{}}).resources"
    ),
    "metrics": (
        "from protime_sync.metrics import metrics_text\n"
        "from protime_sync.target.standing import Standing\n"
        "held = Standing(tenant='a', collection='people')\n"
        "assert 'protime_copy_failed{' in metrics_text([held])"
    ),
    "mysql": (
        "import pymysql\nfrom protime_sync import SqlState, StateError\n"
        "try:\n    SqlState('mysql://x:y@127.0.0.1:1/z')\n"
        "except StateError as error:\n    assert 'MySQL failed' in str(error)"
    ),
    "otel": (
        "from protime import Hooks, Protime\n"
        "assert Protime.from_env(hooks=Hooks(tracing=True)).people.get(1)"
    ),
    "pandas": f"{READS}assert client.people.list().to_pandas().shape[0] == 3",
    "polars": f"{READS}assert client.people.list().to_polars().shape[0] == 3",
    "sealing": (
        "from cryptography.fernet import Fernet\n"
        "from protime_sync.webhooks import SubscriptionStore\n"
        "key = Fernet.generate_key().decode()\n"
        "SubscriptionStore('keys.db', sealing_key=key).close()"
    ),
    "spark": "import pyspark, protime_sync.spark",
    "sync": (
        f"from protime_sync import SqliteState, Sync\n{READS}"
        "feed = Sync(client, state=SqliteState('state.db')).follow('people')\n"
        "with feed.batch() as changes:\n"
        "    assert len(list(changes)) == 3"
    ),
    "webhooks": (
        "import uvicorn\nfrom protime_sync.webhooks import Receiver, SqliteInbox\n"
        "Receiver(SqliteInbox('inbox.db'), lambda name: None).close()"
    ),
    "all": (
        "import protime_cli.__main__, protime_emulator.emulator\n"
        "import protime_sync.webhooks\n"
        f"{READS}assert client.people.list().to_arrow().num_rows == 3"
    ),
}
"""The smallest job of each extra; the first is of none."""

LACKING: Mapping[str, tuple[str, str]] = {
    "client.people.list().to_arrow()": ("ConfigurationError", "arrow"),
    "client.people.list().to_pandas()": ("ConfigurationError", "pandas"),
    "client.people.list().to_polars()": ("ConfigurationError", "polars"),
    "client.people.list().to_excel('a.xlsx')": ("ConfigurationError", "excel"),
    "Protime.from_env(http2=True)": ("ConfigurationError", "http2"),
    "Protime.from_env(hooks=Hooks(tracing=True)).people.get(1)": (
        "ConfigurationError",
        "otel",
    ),
    "__import__('protime_emulator').Emulator": ("ModuleNotFoundError", "emulator"),
}
"""What needs an extra, with its error and the extra's name."""


@frozen
class Place:
    """An environment that holds the package and one extra."""

    python: str
    folder: Path
    variables: Mapping[str, str]

    def run(self, program: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own programs
            [self.python, "-I", "-W", "error", "-c", program],
            cwd=self.folder,
            env=dict(self.variables),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def tenant() -> Iterator[Mapping[str, str]]:
    with Emulator(people=3, days=5) as emulator, emulator.serve() as url:
        yield {
            "PROTIME_TENANT": emulator.tenant_name,
            "PROTIME_CLIENT_ID": emulator.client_id,
            "PROTIME_CLIENT_SECRET": emulator.client_secret,
            "PROTIME_BASE_URL": url,
            "PROTIME_USER_AGENT": "Bare/v1 (Acme Corp)",
        }


def called(*command: str) -> None:
    """Run a program that must end well; pip finds the built package beside others."""
    links = os.environ.get("PIP_FIND_LINKS", "").split()
    found = " ".join([*links, os.environ["PROTIME_BUILT"]])
    done = subprocess.run(  # noqa: S603 - venv and pip
        command,
        env={**os.environ, "PIP_FIND_LINKS": found},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def place(
    python: str, extra: str, folder: Path, tenant: Mapping[str, str]
) -> Iterator[Place]:
    """Install the package as the pages say, and take it away afterwards."""
    environment = folder / "venv"
    called(python, "-m", "venv", str(environment))
    own = str(environment / "bin" / "python")
    words = f"protime-client[{extra}]" if extra else "protime-client"
    called(own, "-m", "pip", "install", "--quiet", words)
    variables = {**tenant, "HOME": str(folder), "PATH": os.environ["PATH"]}
    yield Place(own, folder, variables)
    shutil.rmtree(environment)


def test_each_extra_has_a_job() -> None:
    """An extra that is added is tried."""
    assert set(JOBS) == {"", *PROJECT["optional-dependencies"]}


@pytest.mark.parametrize("extra", JOBS, ids=lambda extra: extra or "none")
@pytest.mark.parametrize("python", PYTHONS, ids=lambda path: Path(path).name)
def test_an_extra_alone(
    python: str, extra: str, tmp_path: Path, tenant: Mapping[str, str]
) -> None:
    """Its job runs without a warning; without any extra, each lack is named."""
    with place(python, extra, tmp_path, tenant) as made:
        done = made.run(JOBS[extra])
        assert done.returncode == 0, done.stdout + done.stderr
        for program, (error, name) in LACKING.items() if not extra else ():
            head = "from protime import Hooks, Protime\nclient = Protime.from_env()\n"
            said = made.run(head + program).stderr.splitlines()[-1]
            assert error in said, said
            assert f"pip install 'protime-client[{name}]'" in said, said
        if not extra:
            command = Path(made.python).with_name("protime")
            said = made.run(f"import subprocess; subprocess.run([{str(command)!r}])")
            (line,) = said.stderr.splitlines()
            assert "pip install 'protime-client[cli]'" in line
