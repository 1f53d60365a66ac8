"""What is read from the source: lines, modules, floors, names."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.imports import circles, floors, graph
from tests.yamls import parsed

FOLDERS = {
    "protime": "generated/protime",
    "protime_runtime": "runtime/protime_runtime",
    "protime_emulator": "extras/protime_emulator",
    "protime_sync": "extras/protime_sync",
    "protime_cli": "extras/protime_cli",
    "generator": "generator",
}
CORRIDOR = ("asking", "sending", "reading", "paging", "client")
"""Rooms that a plain call passes through."""
PEOPLES = ("runtime", "generated", "extras", "generator", "docs", "examples")
"""Folders outside the tests; also `benchmarks` and ``noxfile.py``."""


def figures(root: Path) -> Iterator[tuple[str, str]]:
    """Yield what is counted in a checkout."""
    generated = root / FOLDERS["protime"]
    yield "generated Python, lines", number(lines(generated.rglob("*.py")))
    yield "- of it the catalog, lines", number(lines(_below(generated, "catalog")))
    yield "lines for one operation, both ways", f"{_for_an_operation(root):.1f}"
    yield from _runtime(root)
    meanings = several_meanings(root)
    yield "classes of one name in one package", number(sum(meanings.values()))
    yield "``for one in``, outside tests", number(_ones(root))
    yield "extras, lines", number(lines((root / "extras").rglob("*.py")))
    templates = lines(root.glob("generator/templates/**/*.j*"))
    whole = lines((root / "generator").rglob("*.py")) + templates
    yield "generator, lines", f"{number(whole)} ({number(templates)} of them templates)"
    yield "openapi.yaml, lines", number(lines([root / "generated" / "openapi.yaml"]))


def number(value: int) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,}"


def lines(files: Iterable[Path]) -> int:
    """Return the lines of files together, blank ones included."""
    return sum(len(file.read_text("utf-8").splitlines()) for file in files)


def _below(folder: Path, name: str) -> list[Path]:
    return [*(folder / name).rglob("*.py"), *folder.glob(f"{name}.py")]


def _for_an_operation(root: Path) -> float:
    found = lines(_below(root / FOLDERS["protime"], "collections"))
    documents = (
        parsed(file.read_text("utf-8"))
        for file in (root / "spec" / "collections").glob("*.yaml")
    )
    return found / sum(len(document["operations"]) for document in documents)


def _runtime(root: Path) -> Iterator[tuple[str, str]]:
    folder = root / FOLDERS["protime_runtime"]
    files = list(folder.rglob("*.py"))
    found = graph("protime_runtime", folder)
    modules = [file for file in files if file.name != "__init__.py"]
    yield "runtime, lines", number(lines(files))
    yield "- modules, without __init__", number(len(modules))
    yield "- floors of imports", number(max(floors(found).values()))
    yield "- circles of imports", number(len(circles(found)))
    longest = max(modules, key=lambda file: lines([file]))
    text = f"{lines([longest])} ({longest.relative_to(folder)})"
    yield "- lines of the longest module", text
    rooms = [lines((folder / room).rglob("*.py")) for room in CORRIDOR]
    whole = f"{number(sum(rooms))} ({' + '.join(map(number, rooms))})"
    yield f"- of it {', '.join(CORRIDOR)}", whole if all(rooms) else "-"


def classes(folder: Path) -> Counter[str]:
    """Return how many modules define a class of each name, underscores apart."""
    found: Counter[str] = Counter()
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        named = {
            node.name.lstrip("_")
            for node in tree.body
            if isinstance(node, ast.ClassDef)
        }
        found.update(named)
    return found


def several_meanings(root: Path) -> Mapping[str, int]:
    """Return the classes that a package defines more than once, and how often."""
    return {
        f"{package}.{name}": times
        for package, folder in FOLDERS.items()
        for name, times in classes(root / folder).items()
        if times > 1
    }


def _ones(root: Path) -> int:
    files = [file for name in (*PEOPLES, "benchmarks") for file in _texts(root / name)]
    texts = [file.read_text("utf-8") for file in (*files, root / "noxfile.py")]
    return sum(len(re.findall(r"\bfor one in\b", text)) for text in texts)


def _texts(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.suffix in (".py", ".jinja", ".md"):
            yield file
