"""An earlier client, which does not know some properties yet, makes a copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import protime

from .product import CHILD, Product

_ROOT = Path(__file__).parents[2]
_CLASS = re.compile(r"^class \w+\(Model\):\n(?:.|\n)*?(?=^\S|\Z)", re.MULTILINE)
_FIELD = re.compile(
    r"\n    (?P<name>\w+): [^\n]+ \| None = field\("
    r'(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\n    """[^"]*"""\n'
)
_NEEDED = ("change_version", "until")


def sync(product: Product, *words: str) -> None:
    """Run ``protime sync`` of an earlier client.

    Raises:
        CalledProcessError: It failed.
    """
    folder = product.folder / "earlier"
    shutil.copytree(Path(protime.__file__).parent, folder / "protime")
    for file in (folder / "protime" / "models").glob("*.py"):
        text = file.read_text("utf-8")
        file.write_text(_CLASS.sub(_narrowed, text), "utf-8")
    environ = {
        **os.environ,
        **product.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(_ROOT), *sys.path]),
    }
    moment = product.emulator.clock.now().isoformat()
    line = product.line("sync", *words)
    command = [sys.executable, "-m", CHILD, moment, *line]
    subprocess.run(command, check=True, env=environ, capture_output=True)  # noqa: S603 - ourselves


def _narrowed(found: re.Match[str]) -> str:
    """Return a class without the last property that it can do without."""
    fields = [
        field for field in _FIELD.finditer(found[0]) if field["name"] not in _NEEDED
    ]
    if not fields:
        return found[0]
    return found[0].replace(fields[-1][0], "")
