"""The page on errors, against the tree of the classes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from docs.building.blocks import PAGES, ROOT
from protime_runtime.errors import STATUS_TO_ERROR
from tests.imports import modules

BASES = {"ProtimeError", "ResponseError", "SyncError"}
FOLDERS = ("runtime/protime_runtime", "extras/protime_sync", "extras/protime_cli")
TABLE = re.compile(r"^\| error \| it means \| what to do \|\n((?:\|.*\n)+)", re.M)
ROW = re.compile(r"^\| (`(\w+)`.*?) \| (.+?) \| (.+?) \|$", re.M)
PAGE = (PAGES / "errors.md").read_text("utf-8")
ROWS = {row[2]: row for row in ROW.finditer("".join(TABLE.findall(PAGE)))}


def tree() -> set[str]:
    """Return the names of all public errors, read from the sources."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for folder in FOLDERS
        for module in modules(Path(folder).name, ROOT / folder).values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    found: set[str] = {"ProtimeError"}
    while more := {name for name in bases if bases[name] & found} - found:
        found |= more
    return {name for name in found if not name.startswith("_")}


def test_every_error_has_a_row() -> None:
    """Each class of the tree is in a table of the page, and no other."""
    assert len(tree()) > 35
    assert set(ROWS) == tree() - BASES
    assert all(f"`{base}`" in PAGE for base in BASES)


def test_every_row_says_what_to_do() -> None:
    """A row has words for what happened and for what to do next, and its status."""
    for name, row in ROWS.items():
        assert min(len(row[3].split()), len(row[4].split())) > 2, name
    for status, kind in STATUS_TO_ERROR.items():
        assert f"`{kind.__name__}` ({status}" in ROWS[kind.__name__][1]
