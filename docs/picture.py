"""``python -m docs.picture``: a terminal as an SVG, from commands that are run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from docs.building.blocks import PAGES
from docs.recording import environment, placed
from docs.tenant import new_tenant

PICTURE = PAGES / "terminal.svg"
_WIDTH = 92
_ROWS = """\
badge,day,time,kind
6700001,2026-03-02,08:30,InOut
6700002,2/3/2026,08:31,InOut
"""
_COMMANDS = (
    "protime people list --limit 3 -o table --columns"
    " employee_number,last_name,first_name",
    "protime absences list --date 2026-02 --with person.lastName --file absences.xlsx",
    "protime clockings create --from hr.csv --map"
    " badge=person@badge-number,day=date,time=timeOfDayInMinutes",
)
_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def drawn() -> str:
    """Return the picture; fonts are the reader's own, since nothing is fetched."""
    console = Console(record=True, width=_WIDTH, file=StringIO())
    for text in _session():
        console.print(text)
    svg = console.export_svg(title="protime", unique_id="terminal")
    return _ELSEWHERE.sub("", svg)


def _session() -> Iterator[Text]:
    with (
        tempfile.TemporaryDirectory(prefix="picture-") as folder,
        new_tenant() as emulator,
        emulator.serve() as url,
        placed(Path(folder), {**environment(emulator, url), "COLUMNS": str(_WIDTH)}),
    ):
        Path("hr.csv").write_text(_ROWS, encoding="utf-8")
        for command in _COMMANDS:
            yield Text.assemble(("$ ", "green"), (command, "bold"))
            yield Text(_said(command))


def _said(command: str) -> str:
    """Return what a command prints, on whichever stream."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", "protime_cli", *shlex.split(command)[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.rstrip() + "\n"


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    print(f"{PICTURE} is drawn")
