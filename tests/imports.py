"""Which module of a package imports which, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

Graph = Mapping[str, frozenset[str]]


@cache
def modules(package: str, folder: Path) -> dict[str, ast.Module]:
    """Return the parsed source of each module, by its dotted name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = (package, *path.relative_to(folder).with_suffix("").parts)
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imports(module: str, known: Mapping[str, ast.Module]) -> set[str]:
    """Return the dotted names of what a module imports, wherever and however it does.

    ``from a import b`` names ``a.b`` where that is a module of the package, else ``a``.
    ``import_module("a.b")`` counts, and any other text that is a module's whole name.
    """
    found = set()
    for node in ast.walk(known[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= set(_from(node, module, known))
        elif isinstance(node, ast.Call):
            found |= set(_called(node, module, known))
        elif isinstance(node, ast.Constant) and "." in str(node.value):
            found |= {str(node.value)} & known.keys()
    return found - {module}


def _from(
    node: ast.ImportFrom, module: str, known: Mapping[str, ast.Module]
) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        base = _relative("." * node.level + base, module, known)
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield inner if inner in known else base


def _called(
    node: ast.Call, module: str, known: Mapping[str, ast.Module]
) -> Iterator[str]:
    """Yield what ``import_module`` loads, if that is written down as a text."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in ("import_module", "__import__") and node.args:
        text = getattr(node.args[0], "value", None)
        if isinstance(text, str):
            yield _relative(text, module, known) if text[:1] == "." else text


def _relative(text: str, module: str, known: Mapping[str, ast.Module]) -> str:
    is_package = any(name.startswith(f"{module}.") for name in known)
    level = len(text) - len(text.lstrip("."))
    up = module.split(".")[: None if is_package else -1]
    up = up[: len(up) - level + 1]
    return ".".join([*up, *filter(None, [text.lstrip(".")])])


def graph(package: str, folder: Path) -> Graph:
    """Return the modules of a package with those of its own that each imports."""
    known = modules(package, folder)
    return {
        module: frozenset(imports(module, known) & known.keys()) for module in known
    }


def circles(found: Graph) -> list[tuple[str, ...]]:
    """Return the groups of modules that import each other."""
    reached = {module: _reached(module, found) for module in found}
    groups = {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in found
    }
    return sorted(group for group in groups if group)


def _reached(module: str, found: Graph) -> set[str]:
    seen: set[str] = set()
    ahead = list(found[module])
    while ahead:
        other = ahead.pop()
        if other not in seen:
            seen.add(other)
            ahead += found[other]
    return seen


def floors(found: Graph) -> dict[str, int]:
    """Return how many modules stand below each, itself included, one on the other.

    Modules that import each other stand on one floor.
    """
    together = {module: group for group in circles(found) for module in group}
    heights: dict[str, int] = {}

    def height(module: str) -> int:
        if module not in heights:
            group = together.get(module, (module,))
            below = {other for each in group for other in found[each]} - set(group)
            top = 1 + max((height(other) for other in below), default=0)
            heights.update(dict.fromkeys(group, top))
        return heights[module]

    for module in found:
        height(module)
    return heights
