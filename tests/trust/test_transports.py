"""Any drop-in of httpx will do: nothing depends on httpx's own classes."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_emulator import Emulator
from protime_runtime.errors import RequestFailed
from protime_runtime.process import Secret
from protime_runtime.sending.retries import RetryPolicy
from tests.runtime.helpers import answer, serving
from tests.trust.helpers import AGENT, SETTINGS

NAMES = ["httpx", "dropin", "httpx2"]


@pytest.fixture
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ModuleType]:
    """Import httpx, its drop-in, or a copy of httpx under another name."""
    if request.param == "dropin":
        copied(tmp_path)
        monkeypatch.syspath_prepend(str(tmp_path))
    elif find_spec(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    yield importlib.import_module(request.param)
    for name in [one for one in sys.modules if one.partition(".")[0] == "dropin"]:
        del sys.modules[name]


def copied(folder: Path) -> None:
    """Copy httpx to ``dropin``, whose classes and exceptions are others."""
    source = Path(str(httpx.__file__)).parent
    target = folder / "dropin"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    name = httpx.__name__
    for path in target.glob("**/*.py"):
        text = path.read_text("utf-8").replace(f"from {name}", "from dropin")
        text = text.replace(f"import {name}\n", "import dropin\n")
        text = text.replace(f'"__module__", "{name}"', '"__module__", "dropin"')
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("library", NAMES, indirect=True)
def test_a_blocking_client_sends_with_it(library: Any) -> None:
    """Lists, writes and errors, through faults."""
    with Emulator(people=5, days=20) as emulator, emulator.serve():
        emulator.faults.at_random(0.2, seed=3)
        with library.Client(timeout=20) as http:
            client = Protime(**emulator.settings(), user_agent=AGENT, http=http)
            client._sleep = lambda _: None
            assert len(list(client.people.list())) == 5
            assert client.with_options(timeout=5.0).people.get(1).id == 1


@pytest.mark.parametrize("library", NAMES, indirect=True)
async def test_a_client_that_is_awaited_sends_with_it(library: Any) -> None:
    """The same."""
    with Emulator(people=5, days=20) as emulator, emulator.serve():
        emulator.faults.at_random(0.2, seed=3)
        async with library.AsyncClient(timeout=20) as http:
            client = AsyncProtime(**emulator.settings(), user_agent=AGENT, http=http)
            assert len([one async for one in client.people.list()]) == 5


@pytest.mark.parametrize("library", NAMES, indirect=True)
def test_its_own_exceptions_are_failures(library: Any) -> None:
    """Whose classes are unrelated to httpx's."""
    with serving(lambda _: None) as (url, log), library.Client() as http:
        client = Protime(
            **SETTINGS, base_url=url, http=http, retries=RetryPolicy(attempts=2)
        )
        client._sleep = lambda _: None
        with pytest.raises(Exception, match=r"RemoteProtocolError|ReadError"):
            client.people.get(1)
    assert len(log) == 2
    if library is not httpx:
        assert not issubclass(library.ReadError, httpx.ReadError)


@pytest.mark.parametrize("library", NAMES, indirect=True)
def test_a_refused_connection_was_not_sent(library: Any) -> None:
    """So that a POST is repeated."""
    with serving(lambda _: answer({})) as (url, _):
        pass
    with library.Client() as http:
        token_url = "https://127.0.0.1:1/token"
        client = Protime(**SETTINGS, base_url=url, token_url=token_url, http=http)
        client._sleep = lambda _: None
        client._tokens.obtain = granting  # type: ignore[assignment, method-assign]  # no endpoint
        with pytest.raises(RequestFailed, match="ConnectError") as caught:
            client.raw("POST", "clockings", body={})
    assert caught.value.request.attempts == 5


def granting(*_: object) -> Any:
    """Return a token without asking for one."""
    yield from ()
    return Secret("token")
