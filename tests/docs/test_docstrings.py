"""The examples in docstrings: each runs as it stands there, on an emulated tenant."""

from __future__ import annotations

import ast
import asyncio
import doctest
import importlib
import inspect
from collections.abc import Iterator

import pytest

import protime
from docs.building.docstrings import Example, examples, sources
from protime_emulator import Emulator

from .given import given

DRAWINGS = {
    "protime_runtime.errors",
    "protime_sync.errors",
    "protime_emulator.filters.syntax",
}
"""Trees of errors, and a grammar."""

ELSEWHERE = {
    "protime_sync.spark.source": "needs Java: `nox -s spark` runs the same",
    "protime_sync.webhooks.listening": "waits for events for ever: tests/webhooks",
    "protime_sync.webhooks.waking": "waits for minutes: tests/webhooks/test_waking.py",
}
"""Not run here, and why."""

CODE = [one for one in examples() if str(one) not in DRAWINGS]
DOCTESTS = [name for name, source in sources() if "    >>> " in source]


@pytest.mark.parametrize("name", DOCTESTS)
def test_each_session_prints_what_it_says(name: str) -> None:
    """What is typed in a docstring gives what stands below it."""
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


def test_examples_are_found() -> None:
    """The collector sees both forms, and drawings are told by name."""
    assert len(DOCTESTS) >= 3
    assert len(CODE) > 10
    assert {str(one) for one in examples()} >= DRAWINGS | set(ELSEWHERE)


@pytest.fixture
def client(served: Emulator) -> Iterator[protime.Protime]:
    with protime.Protime.from_env() as client:
        yield client


@pytest.mark.sampled(3)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("example", CODE, ids=str)
def test_each_example_runs(example: Example, client: protime.Protime) -> None:
    """Code of a docstring runs with the names that it leaves to its reader."""
    code = compile(example.text, str(example), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if str(example) in ELSEWHERE:
        pytest.skip(ELSEWHERE[str(example)])
    names = {**vars(importlib.import_module(example.module)), **given(client)}
    found = eval(code, names)  # noqa: S307 - the docstring's own example
    if inspect.iscoroutine(found):
        asyncio.run(found)
