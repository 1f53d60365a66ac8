"""Colours are for terminals that have them, unless someone says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from protime_emulator import Emulator
from tests.forks import Forks

from .conftest import TODAY, environment
from .screens import Shown, Stdout, show

LINES = {
    "people list --limit 1 -o table": "out",
    "scopes people": "out",
    "doctor people": "out",
    "people list --help": "out",
    "people get 999": "err",
    "people list --colour": "err",
    "people": "err",
}
"""Lines, and where what they print goes."""

SAID: Mapping[str, tuple[Mapping[str, str], bool | None]] = {
    "nothing": ({}, None),
    "NO_COLOR": ({"NO_COLOR": "1"}, False),
    "NO_COLOR, empty": ({"NO_COLOR": ""}, None),
    "FORCE_COLOR": ({"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR, empty": ({"FORCE_COLOR": ""}, None),
    "both": ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    "dumb": ({"TERM": "dumb"}, False),
}
"""Variables, and whether there are colours; where they say nothing, on a terminal."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def given() -> Iterator[Mapping[str, str]]:
    with (
        Emulator(people=3, days=5, seed=1, today=TODAY) as emulator,
        emulator.serve() as url,
    ):
        none = {"NO_COLOR": "", "FORCE_COLOR": ""}
        yield {**environment(emulator), **none, "PROTIME_BASE_URL": url, "COLUMNS": ""}


def shown(forks: Forks, env: Mapping[str, str], line: str, **more: object) -> Shown:
    return show(forks, env, "-q", *line.split(), **more)  # type: ignore[arg-type]


@pytest.mark.sampled(5)
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("to", ["terminal", "pipe"])
@pytest.mark.parametrize("line", LINES)
def test_where_colours_are(
    forks: Forks,
    given: Mapping[str, str],
    tmp_path: Path,
    line: str,
    to: Stdout,
    said: str,
) -> None:
    """And without them the text is the same, so that they carry no meaning alone."""
    variables, wanted = SAID[said]
    streams = {"stdout" if LINES[line] == "out" else "stderr": to}
    found = shown(forks, {**given, **variables}, line, folder=tmp_path, **streams)
    coloured = to == "terminal" if wanted is None else wanted
    assert bool(COLOUR.search(found.sent)) == coloured
    plain = {**given, "NO_COLOR": "1"}
    bare = shown(forks, plain, line, folder=tmp_path, **streams)
    assert COLOUR.sub("", found.sent) == bare.sent


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("to", ["terminal", "pipe"])
def test_data_has_none(
    forks: Forks, given: Mapping[str, str], tmp_path: Path, form: str, to: Stdout
) -> None:
    """Not even where they are wanted."""
    env = {**given, "FORCE_COLOR": "1"}
    line = f"people list -o {form}"
    assert not COLOUR.search(shown(forks, env, line, folder=tmp_path, stdout=to).sent)


def test_files_have_none(
    forks: Forks, given: Mapping[str, str], tmp_path: Path
) -> None:
    """A table that is written to a file is a text."""
    env = {**given, "FORCE_COLOR": "1"}
    shown(forks, env, "people list --file people.txt", folder=tmp_path)
    assert "\x1b" not in (tmp_path / "people.txt").read_text("utf-8")
