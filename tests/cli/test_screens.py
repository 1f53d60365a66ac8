"""A progress and what is printed share a screen, and neither spoils the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from protime_emulator import Emulator
from tests.depth import many
from tests.forks import Forks

from .conftest import TODAY, Run, environment
from .screens import Shown, Stdout, show

CLOCKING = {"date": "2026-03-02", "timeOfDayInMinutes": 510, "kind": "InOut"}

LINES = (
    "people list --limit 3",
    "people list -o csv --columns id,town",
    "clockings create --from clockings.jsonl",
    "doctor people",
    "people list -o jsonl --columns id",
    "people list -o json --limit 5",
    "people list --file people.csv",
    "people get 1",
    "people delta --link-file new",
    "references put people HRMID --from map.csv",
)
_drawn = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
SPINNING = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏━╸╺"


@pytest.fixture(scope="module")
def given() -> Iterator[Mapping[str, str]]:
    """Return the environment of a served tenant, which is slow enough to be watched."""
    with (
        Emulator(people=9, days=20, seed=1, today=TODAY, page_size=4) as emulator,
        emulator.serve() as url,
    ):
        yield {**environment(emulator), "PROTIME_BASE_URL": url, "COLUMNS": ""}


@pytest.mark.deep
@pytest.mark.parametrize("columns", [80, 120][: many(2, 1)])
@pytest.mark.parametrize("stdout", ["terminal", "pipe", "file"][: many(3, 2)])
@pytest.mark.parametrize("line", LINES[: many(len(LINES), 4)])
def test_a_screen_is_the_same_without_progress(
    forks: Forks,
    given: Mapping[str, str],
    tmp_path: Path,
    line: str,
    stdout: Stdout,
    columns: int,
) -> None:
    """Each line stands alone, as with ``--quiet``, which draws nothing."""

    def shown(*before: str) -> Shown:
        folder = tmp_path / "".join(("run", *before))
        folder.mkdir()
        (folder / "map.csv").write_text("external,internal\nA,1\nB,99\n", "utf-8")
        rows = [{**CLOCKING, "person": {"id": id}} for id in (1, 999, 998)]
        lines = "\n".join(map(json.dumps, rows))
        (folder / "clockings.jsonl").write_text(lines, "utf-8")
        arguments = (*before, *line.split())
        return show(
            forks, given, *arguments, folder=folder, stdout=stdout, columns=columns
        )

    watched, quiet = shown(), shown("-q")
    assert watched.status == quiet.status
    assert [line for line in watched.lines if line in quiet.lines] == quiet.lines
    assert not [line for line in watched.lines if set(line) & set(SPINNING)]


FITTING = (
    "scopes",
    "status --to duckdb:acme.duckdb",
    "doctor people clockings",
    "people list --limit 1",
    "clockings list --date 2026-02 --limit 1",
    "clockings list --date 2030-01",
    "clockings list --date 2026-13",
    "clockings create --from hr.csv",
    "webhooks managed list --store keys.db",
    "init",
)

BEFORE = {
    "status --to duckdb:acme.duckdb": "sync people --to duckdb:acme.duckdb",
    "webhooks managed list --store keys.db": "webhooks apply people --store keys.db"
    " --url https://acme.test",
}
"""What leaves something behind to be shown."""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("line", FITTING)
def test_lines_fit(
    forks: Forks,
    given: Mapping[str, str],
    run: Run,
    tmp_path: Path,
    line: str,
    columns: int,
) -> None:
    """No word is cut at the edge, in tables and in what is said of them."""
    (tmp_path / "hr.csv").write_text("person,date,kind\n1,2/3/2026,In\n", "utf-8")
    if line in BEFORE:
        assert run(BEFORE[line], given).status == 0
    data = {**given, "DLT_DATA_DIR": str(tmp_path / "data"), "NO_COLOR": "1"}
    shown = show(forks, data, *line.split(), folder=tmp_path, columns=columns)
    lines = shown.sent.replace("\r", "\n").split("\n")
    assert [line for line in lines if len(_drawn.sub("", line)) > columns] == []


def test_nothing_found_is_said(
    forks: Forks, given: Mapping[str, str], tmp_path: Path
) -> None:
    """Names of columns alone would leave people in doubt."""
    line = "clockings list --date 2030-01"
    shown = show(forks, given, *line.split(), folder=tmp_path)
    assert shown.lines[1:] == ["Nothing found."]


def test_a_progress_is_drawn(
    forks: Forks, given: Mapping[str, str], tmp_path: Path
) -> None:
    """It was there, on the terminal, while the screen's last state has none of it."""
    drawn = show(forks, given, "people", "list", "--file", "a.csv", folder=tmp_path)
    assert drawn.status == 0
    assert set(drawn.sent) & set(SPINNING)
