"""The examples in docstrings of the shipped packages."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from docs.building.blocks import ROOT

SHIPPED = ("generated/protime", "runtime/protime_runtime", "extras")
_BLOCK = re.compile(r"::\n\n((?:(?: {4}.*)?\n)+)")
_OWNERS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@frozen
class Example:
    """A literal block of a docstring: mostly code, now and then a drawing."""

    module: str
    owner: str
    """Class or function; empty for the module."""
    text: str

    def __str__(self) -> str:
        """Return where it stands."""
        return ".".join(filter(None, (self.module, self.owner)))


def sources() -> Iterator[tuple[str, str]]:
    """Iterate over the names and texts of the shipped modules."""
    for folder in SHIPPED:
        base = ROOT / folder
        root = base if folder == "extras" else base.parent
        for path in sorted(base.rglob("*.py")):
            yield _module(path.relative_to(root)), path.read_text(encoding="utf-8")


def examples() -> Iterator[Example]:
    """Iterate over the literal blocks of all docstrings."""
    for module, source in sources():
        for node in ast.walk(ast.parse(source)) if "::\n" in source else ():
            text = ast.get_docstring(node) if isinstance(node, _OWNERS) else None
            for block in _BLOCK.findall(f"{text}\n"):
                owner = str(getattr(node, "name", ""))
                yield Example(module, owner, textwrap.dedent(block).strip() + "\n")


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
