"""README: every block runs, and what it says of sessions and files is there."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import shlex
from collections.abc import Iterator

import pytest

import protime
from docs.building.blocks import ROOT, Block, blocks
from protime_cli.__main__ import main
from protime_emulator import Emulator

from .given import given

TEXT = (ROOT / "README.md").read_text("utf-8")
BLOCKS = blocks(TEXT)
PYTHON = [one for one in BLOCKS if one.language == "python"]
CREDENTIALS = '"acme",\n    client_id="...",\n    client_secret="...",'
SERVES = ("protime emulate",)
"""Commands that go on until they are interrupted."""


@pytest.fixture
def client(served: Emulator) -> Iterator[protime.Protime]:
    with protime.Protime.from_env() as client:
        yield client


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("block", PYTHON, ids=lambda one: f"line {one.line}")
def test_each_block_runs(
    block: Block, client: protime.Protime, served: Emulator
) -> None:
    """A block runs as it stands; only the credentials are the emulator's."""
    text = block.text.replace(CREDENTIALS, "**settings,")
    code = compile(text, "README.md", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    settings = {
        "tenant": client.settings.tenant,
        "base_url": client.settings.base_url,
        "client_id": served.client_id,
        "client_secret": served.client_secret,
    }
    names = {**given(client), "settings": settings}
    names["delta"] = client.clockings.delta(date=names["since"])  # type: ignore[arg-type]  # a DateRange
    found = eval(code, names)  # noqa: S307 - README's own example
    if inspect.iscoroutine(found):
        asyncio.run(found)


@pytest.mark.filterwarnings("ignore")
def test_each_command_runs(served: Emulator) -> None:
    """Commands of README end well; the last of them serves and is left out."""
    (block,) = [
        one for one in BLOCKS if one.language == "sh" and "protime " in one.text
    ]
    lines = [line.partition("  #")[0].strip() for line in block.text.splitlines()]
    assert [one for one in lines if one in SERVES] == list(SERVES)
    for line in lines:
        if line not in SERVES:
            assert main(shlex.split(line)[1:]) == 0, line


def test_every_session_that_is_named_exists() -> None:
    """README and the pages name no session that nox does not have."""
    sessions = set(
        re.findall(
            r"@nox\.session(?:\(name=\"([\w-]+)\"\)|[^\n]*)\ndef (\w+)",
            (ROOT / "noxfile.py").read_text("utf-8"),
        )
    )
    known = {name or function for name, function in sessions}
    pages = [TEXT, *(one.read_text("utf-8") for one in ROOT.glob("docs/pages/**/*.md"))]
    named = {
        name for page in pages for name in re.findall(r"nox -s ([a-z][\w-]*)", page)
    }
    assert named
    assert named <= known


def test_every_folder_that_is_named_exists() -> None:
    """The table of folders is the repository's."""
    named = re.findall(r"^\| `(\w+/)` \|", TEXT, re.M)
    assert len(named) >= 8
    assert [one for one in named if not (ROOT / one).is_dir()] == []
