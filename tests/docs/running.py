"""Run the blocks of a page in their order, and compare what they print."""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from doctest import ELLIPSIS, OutputChecker
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

from docs.building.blocks import Block, blocks, commands, printing
from protime_cli.__main__ import main

ADDRESS = "http://127.0.0.1:8375"
NEEDS = {
    "a2wsgi": "a2wsgi",
    "duckdb": "duckdb",
    "fastapi": "fastapi",
    "opentelemetry": "opentelemetry.sdk",
    "pandas": "pandas",
    "to_polars": "polars",
    "write_metrics": "prometheus_client",
    "protime_sync": "dlt",
    "protime sync": "dlt",
}
ELSEWHERE = {"pyspark": ("PROTIME_SYNC_SPARK", "needs Java: `nox -s spark` runs it")}
"""Words of blocks that run only where a variable is set, and why."""

_ELLIPSES = re.compile(r"\A\s*\.\.\.|^\.\.\.\s*\Z", re.M)


def wanted(block: Block) -> None:
    """Skip what needs a package that is not installed, or is run elsewhere."""
    for word, package in NEEDS.items():
        if word in block.text and find_spec(package.partition(".")[0]) is None:
            pytest.skip(f"{package} is not installed")
    for word, (variable, why) in ELSEWHERE.items():
        if word in block.text and variable not in os.environ:
            pytest.skip(why)


def run_page(path: Path) -> None:
    """Run Python blocks as one program, and the commands between them."""
    page, names = blocks(path.read_text("utf-8")), dict[str, object]()
    for block in page:
        if block.title and not block.title.startswith("~"):
            Path(block.title).write_text(block.text, "utf-8")
    for block, shown in printing(page):
        wanted(block)
        place = f"{path.name}:{block.line}"
        if block.language == "python":
            code = compile("\n" * block.line + block.text, place, "exec")
            compare(place, shown, _printed(partial(exec, code, names)))
            continue
        assert not shown, f"{place}: nothing prints the text below"
        if block.language == "console":
            _run_commands(block, place)


def _run_commands(block: Block, place: str) -> None:
    for command in commands(block.text):
        program, *arguments = shlex.split(command.line)
        assert program == "protime", command.line
        with _terminal() as screen:
            status = main(arguments)
        assert status == command.status, f"{command.line}: {_text(screen)}"
        compare(f"{place}: {command.line}", command.output, _text(screen))


def compare(place: str, shown: str, printed: str) -> None:
    """Compare what a page shows with what came; `...` leaves out what is between."""
    assert not _ELLIPSES.search(shown), f"{place}: begins or ends with ..."
    same = OutputChecker().check_output(_lines(shown), _lines(printed), ELLIPSIS)
    assert same, f"{place} shows\n{shown}\nbut prints\n{printed}"


def _lines(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def _printed(run: Callable[[], None]) -> str:
    with _terminal() as screen:
        run()
    return _text(screen)


@contextmanager
def _terminal() -> Iterator[io.TextIOWrapper]:
    """Take both outputs into one place in their order, as a terminal does."""
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(screen), redirect_stderr(screen):
        yield screen


def _text(screen: io.TextIOWrapper) -> str:
    screen.seek(0)
    return screen.read().replace(os.environ["PROTIME_BASE_URL"], ADDRESS)
