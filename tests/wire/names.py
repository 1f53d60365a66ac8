"""The public names, with their signatures."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, get_origin

from .doors import CATALOG, MODULES, client
from .traffic import Tenant

ROOT = Path(__file__).parents[2]
_MODULE = re.compile(r"\b(?:protime\w*|collections\.abc|typing|datetime)\.(?:\w+\.)*")
_FUNCTION = re.compile(r"<(?:built-in )?function [\w.<>]+( at 0x\w+)?>")
_IMPORT = re.compile(
    r"^\s*(?:>>> )?from (protime\w*(?:\.\w+)*) import (\([^)]*\)|[^#\n]+)", re.MULTILINE
)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    for name in MODULES:
        yield f"{name}.txt", "\n".join(_of_module(import_module(name))) + "\n"
    for mode in ("sync", "async"):
        with_collections = client(mode, Tenant())
        yield f"collections.{mode}.txt", "\n".join(_of_client(with_collections)) + "\n"
    yield "imported_in_docs.txt", "\n".join(_imported()) + "\n"


def _of_module(module: Any) -> Iterator[str]:
    for name in sorted(_names(module)):
        yield from _lines(name, getattr(module, name))


def _names(module: Any) -> list[str]:
    """Return what a module offers: what it lists, or else what it defines."""
    if hasattr(module, "__all__"):
        return list(module.__all__)
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and getattr(value, "__module__", None) == module.__name__
    ]


def _lines(name: str, value: Any) -> Iterator[str]:
    if not isinstance(value, type):
        is_called = callable(value) and get_origin(value) is None
        yield f"{name}{_signature(value)}" if is_called else f"{name}: value"
        return
    if issubclass(value, Enum):
        members = ", ".join(f"{one.name}={one.value}" for one in value)
        yield f"enum {name}: {members}"
        return
    bases = [base.__name__ for base in value.__mro__[1:] if _ours(base)]
    yield f"class {name}{_made(value)}{' < ' if bases else ''}{' < '.join(bases)}"
    yield from _members(value)


def _members(value: type) -> Iterator[str]:
    own = {
        name: member
        for base in reversed(value.__mro__)
        if _ours(base)
        for name, member in vars(base).items()
    }
    for name, member in sorted(own.items()):
        if name.startswith("_") or inspect.ismemberdescriptor(member):
            continue
        found = getattr(member, "__func__", member)
        if callable(found):
            yield f"  .{name}{_signature(found)}"
        else:
            yield f"  .{name}"


def _made(value: type) -> str:
    init = value.__init__  # type: ignore[misc]  # asked for its signature
    if not _ours(value) or not inspect.isfunction(init):
        return ""
    return _signature(init)


def _signature(value: Any) -> str:
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return "(...)"
    text = _MODULE.sub("", _FUNCTION.sub("...", text).replace("'", ""))
    return re.sub(r"\(self(, )?", "(", text, count=1)


def _ours(kind: type) -> bool:
    return kind.__module__.startswith("protime")


def _of_client(made: Any) -> Iterator[str]:
    for info in CATALOG.values():
        collection = getattr(made, info.attribute)
        yield f"{info.attribute}: {type(collection).__name__}"
        for name in sorted(dir(collection)):
            method = getattr(collection, name)
            if not name.startswith("_") and callable(method):
                wait = "async " * inspect.iscoroutinefunction(method)
                yield f"  {wait}{name}{_signature(method)}"


def _imported() -> list[str]:
    """Return what the pages, README and examples import."""
    files = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
    files += ROOT.glob("examples/**/*.py")
    found = set()
    for file in files:
        for module, names in _IMPORT.findall(file.read_text("utf-8")):
            for name in names.strip("() \n").split(","):
                if name.strip():
                    found.add(f"{module}: {name.split(' as ')[0].strip()}")
    return sorted(found)
