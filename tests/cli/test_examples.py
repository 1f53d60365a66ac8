"""Each command's help ends with a line that can be typed."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from protime.catalog import CATALOG
from protime_cli.definitions.collections import group
from protime_cli.definitions.examples import example
from protime_cli.parameters.options import keywords
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.catalog import CollectionInfo, OperationInfo
from tests.forks import Forks

from .conftest import TODAY, Run, environment, typed
from .files import write_inputs
from .tree import FIXED, examples

ENDLESS = {"emulate", "webhooks listen"}
"""They run until Ctrl-C."""

ASKING = {"init"}
"""`test_init` types what it asks for."""


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=6, days=40, seed=1, today=TODAY) as made:
        yield made


@pytest.mark.parametrize("path", sorted(FIXED.keys() - ENDLESS - ASKING))
def test_an_example_runs(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    keyring: ModuleType,
    path: str,
) -> None:
    """As it stands in the help, with the files and the secret that it names."""
    (line,) = examples(run(f"{path} --help").out)
    assert line.startswith(f"{path} ")
    typed(monkeypatch, b"emulated-secret\n")
    write_inputs(run)
    typed(monkeypatch, b"emulated-secret\n")
    done = run(line)
    assert done.status == 0, done.err


@pytest.mark.parametrize("path", sorted(ENDLESS))
def test_what_runs_until_ctrl_c_starts(
    run: Run, emulator: Emulator, forks: Forks, tmp_path: Path, path: str
) -> None:
    """It says that it is there, and Ctrl-C is the way to end it."""
    for number, line in enumerate(examples(run(f"{path} --help").out)):
        port = ["--port", "0"] if path == "emulate" else []  # Others may have its own.
        said = tmp_path / f"said{number}"
        with emulator.serve() as url, said.open("wb") as out:
            given = {**environment(emulator), "PROTIME_BASE_URL": url}
            words = [*shlex.split(line), *port]
            process = forks.start("protime_cli", *words, out=out, err=out, env=given)
            until = time.monotonic() + 60
            while "Ctrl" not in said.read_text("utf-8"):
                assert time.monotonic() < until, said.read_text("utf-8")
                time.sleep(0.02)
            process.interrupt()
            assert process.wait() == 0, said.read_text("utf-8")


def _taken(info: CollectionInfo, operation: OperationInfo) -> set[str]:
    return {
        filter.python for filter in info.filters if filter.wire in operation.filters
    }


def test_examples_of_collections_can_be_typed() -> None:
    """Each of them has all that its command needs, and nothing that it refuses."""
    seen = 0
    for name, info in CATALOG.items():
        for operation in info.operations:
            words = example(info, operation).split()
            assert words[:2] == ["protime", name]
            found = group(info).commands[words[2]]
            assert example(info, operation) in str(found.epilog)
            with found.make_context(words[2], words[3:], obj=Session()) as ctx:
                asked = keywords(info, operation, ctx.params)
            needed = {filter.python for filter in info.filters if filter.required}
            assert needed & _taken(info, operation) <= set(asked)
            seen += 1
    assert seen > 90
