"""``python -m docs.recording FILE``: the tutorial as a terminal session, by running it.

The file is an asciicast, which asciinema and its player show. Commands and code are
typed as the tutorial has them; what follows is what they printed on an emulated tenant.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from docs.building.blocks import PAGES, Block, blocks, commands
from docs.tenant import new_tenant
from protime_emulator import Emulator

_WIDTH, _HEIGHT = 100, 30
_KEY, _PAUSE = 0.03, 1.2
Event = tuple[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tutorial, or another page, and write the session."""
    parser = argparse.ArgumentParser(prog="python -m docs.recording")
    parser.add_argument("target", type=Path, help="file to write")
    parser.add_argument("--page", type=Path, default=PAGES / "tutorial.md")
    options = parser.parse_args(arguments)
    target, page = options.target.resolve(), options.page.read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory(prefix="tutorial-") as folder,
        new_tenant() as emulator,
        emulator.serve() as url,
        placed(Path(folder), environment(emulator, url)),
    ):
        events = list(_session(page))
    target.write_text("\n".join(_lines(events)) + "\n", encoding="utf-8")
    print(f"{target}: {len(events)} events")
    return 0


def environment(emulator: Emulator, url: str) -> Mapping[str, str]:
    """Return what the reader of the tutorial has set."""
    return {
        "PROTIME_TENANT": emulator.tenant_name,
        "PROTIME_CLIENT_ID": emulator.client_id,
        "PROTIME_CLIENT_SECRET": emulator.client_secret,
        "PROTIME_BASE_URL": url,
        "PROTIME_USER_AGENT": "Tutorial/v1 (Acme Corp)",
        "COLUMNS": str(_WIDTH),
        "DLT_DATA_DIR": "dlt",
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        "RUNTIME__LOG_LEVEL": "ERROR",
    }


@contextmanager
def placed(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Stand in a folder with an environment, as the reader of the tutorial does."""
    before, old = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(old)


def _session(page: str) -> Iterator[Event]:
    names: dict[str, object] = {}  # Each block goes on where the one before ended.
    for block in blocks(page):
        if block.language == "python":
            yield from _typed(block.text, ">>> ")
            yield _executed(block, names), 0.5
        elif block.language == "console":
            yield from _commands(block)


def _executed(block: Block, names: dict[str, object]) -> str:
    with redirect_stdout(io.StringIO()) as said:
        exec(compile(block.text, f"line {block.line}", "exec"), names)  # noqa: S102 - the tutorial's own code
    return said.getvalue()


def _commands(block: Block) -> Iterator[Event]:
    for command in commands(block.text):
        yield from _typed(f"{command.line}\n", "$ ")
        program, *arguments = shlex.split(command.line)
        if program != "protime":
            raise SystemExit(f"{command.line}: only our own program is recorded")
        program = [sys.executable, "-m", "protime_cli"]
        yield _ran([*program, *arguments], command.status), 0.5


def _typed(text: str, prompt: str) -> Iterator[Event]:
    for line in text.splitlines():
        inner = prompt == ">>> " and line[:1] in (" ", ")")
        yield "... " if inner else prompt, _KEY if inner else _PAUSE
        for key in line:
            yield key, _KEY
        yield "\n", _KEY


def _ran(command: list[str], status: int) -> str:
    done = subprocess.run(  # noqa: S603 - the tutorial's own commands
        command, capture_output=True, text=True, check=False
    )
    if done.returncode != status:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _lines(events: list[Event]) -> Iterator[str]:
    yield json.dumps({"version": 2, "width": _WIDTH, "height": _HEIGHT})
    time = 0.0
    for text, pause in events:
        time += pause
        if text:
            yield json.dumps([round(time, 2), "o", text.replace("\n", "\r\n")])


if __name__ == "__main__":
    sys.exit(main())
