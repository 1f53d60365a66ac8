"""Names that generated code has already: read from the runtime and the templates.

Nothing is imported: the sources of the runtime, and what the templates write around the
spec's own names, are read as text, so that no list of them is to be kept.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2

from generator import models, spec
from generator.planning.public import RUNTIME, own
from generator.planning.types import SCALARS

_TEMPLATES = Path(__file__).parents[1] / "templates"
_RUNTIME = Path(__file__).parents[2] / "runtime"
_WORD = re.compile(r"[A-Za-z_]\w*")
# A name that is read: neither the keyword of a call nor what is assigned.
_READ = re.compile(r"\b([A-Za-z_]\w*)\b(?! *=)")
_QUOTED = re.compile(r'""".*?"""|"[^"\n]*"', re.DOTALL)
_IMPORT = re.compile(r"^ *from (\w+)[\w.]* import (.+)$", re.MULTILINE)


@cache
def client() -> frozenset[str]:
    """Return the attributes of the clients, beside their collections."""
    sync = _attributes("protime_runtime.client.sync", "Client")
    return sync | _attributes("protime_runtime.client.aio", "AsyncClient")


@cache
def model(base: str) -> frozenset[str]:
    """Return what the fields of a model with the base would hide.

    These are its attributes, and what its own body and annotations read.
    """
    hints = {word for hint in SCALARS.values() for word in _WORD.findall(hint)}
    body = _QUOTED.sub("", _written("models/dataclass.jinja2"))
    return _attributes("protime_runtime.types", base) | hints | {*_READ.findall(body)}


def classes(api: spec.Api) -> frozenset[str]:
    """Return the names that no class of the spec can have."""
    return imported().union(*own(api).values(), *RUNTIME.values())


@cache
def imported() -> frozenset[str]:
    """Return the names that modules import, and those that Python has by itself."""
    found = {name.rpartition(".")[2] for name in models.IMPORTS} | _imported(None)
    for _, names in _imports():
        found.update(_WORD.findall(names))
    return frozenset(found.union(dir(builtins)))


@cache
def packages() -> frozenset[str]:
    """Return the packages that modules import from, and all of Python's."""
    found = {name.partition(".")[0] for name in models.IMPORTS}
    return frozenset(
        found.union(sys.stdlib_module_names, (name for name, _ in _imports()))
    )


def _imports() -> Iterator[tuple[str, str]]:
    """Yield what templates import: the package, and the names that come from it."""
    for template in _TEMPLATES.glob("*.jinja"):
        yield from _IMPORT.findall(_written(template.name))


@cache
def markers() -> frozenset[str]:
    """Return the markers of filters, which give way to a collection of their name."""
    return frozenset(name for name in _imported(None) if name not in _imported(name))


def _imported(class_name: str | None) -> frozenset[str]:
    """Return what ``imports.jinja`` imports into the module of a collection."""
    text = _ENVIRONMENT.get_template("imports.jinja")
    tree = ast.parse(text.render(models=[], class_name=class_name))
    return frozenset(name for node in tree.body for name in _bound(node))


def _written(template: str) -> str:
    """Return what a template writes whatever it is given, with ``_`` for the rest."""
    source = (_TEMPLATES / template).read_text(encoding="utf-8")
    found = {"variable_begin": "_", "block_begin": " "}
    parts = _ENVIRONMENT.lex(source)
    return "".join(
        value if kind == "data" else found.get(kind, "") for _, kind, value in parts
    )


def _attributes(module: str, name: str) -> frozenset[str]:
    """Return the attributes of a class of the runtime, inherited ones included."""
    for node in _tree(module).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            bases = (
                base.value if isinstance(base, ast.Subscript) else base
                for base in node.bases
            )
            inherited = [_attributes(module, ast.unparse(base)) for base in bases]
            return frozenset(_declared(node)).union(*inherited)
        home = node.module if isinstance(node, ast.ImportFrom) else None
        if home and home.startswith("protime_runtime") and name in _bound(node):
            return _attributes(home, name)
    return frozenset()


def _declared(node: ast.ClassDef) -> Iterator[str]:
    for statement in node.body:
        yield from _bound(statement)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            # What its methods set on an instance.
            yield from (inner.attr,) * (ast.unparse(inner.value) == "self")


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(node, ast.AnnAssign | ast.Assign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (name.id for name in targets if isinstance(name, ast.Name))


@cache
def _tree(module: str) -> ast.Module:
    path = _RUNTIME.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_TEMPLATES),
    trim_blocks=True,
    autoescape=False,  # noqa: S701 - Python is written, not HTML
)
