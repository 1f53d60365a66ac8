"""``python -m docs.recording FILE``: the tutorial as a terminal session, by running it.

The file is an asciicast, which asciinema and its player show. Commands and code are
typed as the tutorial has them; what follows is what they printed on an emulated tenant.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from docs.building.blocks import PAGES, Block, blocks, commands
from protime_emulator import Emulator

_WIDTH, _HEIGHT = 100, 30
_KEY, _PAUSE = 0.03, 1.2
Event = tuple[str, float]


def main() -> int:
    """Run the tutorial and write the session."""
    target = Path(sys.argv[1]).resolve()
    with (
        tempfile.TemporaryDirectory(prefix="tutorial-") as folder,
        Emulator(people=20, days=60, seed=1, today=date(2026, 3, 2)) as emulator,
        emulator.serve() as url,
    ):
        environ = {
            **os.environ,
            **_environment(emulator, url),
            "COLUMNS": str(_WIDTH),
            "RUNTIME__DLTHUB_TELEMETRY": "false",
            "RUNTIME__LOG_LEVEL": "ERROR",
        }
        events = list(_session(environ, Path(folder)))
    target.write_text("\n".join(_lines(events)) + "\n", encoding="utf-8")
    print(f"{target}: {len(events)} events")
    return 0


def _environment(emulator: Emulator, url: str) -> Mapping[str, str]:
    return {
        "PROTIME_TENANT": emulator.tenant_name,
        "PROTIME_CLIENT_ID": emulator.client_id,
        "PROTIME_CLIENT_SECRET": emulator.client_secret,
        "PROTIME_BASE_URL": url,
        "PROTIME_USER_AGENT": "Tutorial/v1 (Acme Corp)",
    }


def _session(environ: Mapping[str, str], folder: Path) -> Iterator[Event]:
    code = ""
    for block in blocks((PAGES / "tutorial.md").read_text(encoding="utf-8")):
        if block.language == "python":
            # Each block goes on where the one before ended.
            yield from _typed(block.text, ">>> ")
            code += block.text
            yield (
                _ran([sys.executable, "-W", "ignore", "-c", code], environ, folder),
                0.5,
            )
        else:
            yield from _commands(block, environ, folder)


def _commands(
    block: Block, environ: Mapping[str, str], folder: Path
) -> Iterator[Event]:
    for one in commands(block.text):
        yield from _typed(f"{one.line}\n", "$ ")
        arguments = [sys.executable, "-m", "protime_cli"]
        shell = one.line.replace("protime", " ".join(arguments), 1)
        yield _ran(["/bin/sh", "-c", shell], environ, folder), 0.5


def _typed(text: str, prompt: str) -> Iterator[Event]:
    for line in text.splitlines():
        inner = prompt == ">>> " and line[:1] in (" ", ")")
        yield "... " if inner else prompt, _KEY if inner else _PAUSE
        for key in line:
            yield key, _KEY
        yield "\n", _KEY


def _ran(command: list[str], environ: Mapping[str, str], folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - the tutorial's own commands
        command, env=environ, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command[-1]}\n{done.stdout}{done.stderr}")
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
