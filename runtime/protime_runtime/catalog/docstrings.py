"""What docstrings say: the texts of classes, and those under their fields.

Texts under fields are read from the module's source, and only when asked for; where no
source is, there are none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import decode_source, find_spec
from inspect import cleandoc
from itertools import pairwise
from typing import cast


def summary(docstring: str | None) -> str:
    """Return the first paragraph of a docstring, as a line."""
    return " ".join(cleandoc(docstring or "").partition("\n\n")[0].split())


def source(docstring: str | None) -> str | None:
    """Return the page that a docstring cites."""
    cited = _paragraph(docstring, "Source:")
    return cited and cited.split("``")[1]


def inferred(docstring: str | None) -> str | None:
    """Return what no page says, as a docstring has it."""
    said = _paragraph(docstring, "Inferred:")
    return said and said.removesuffix(".")


def _paragraph(docstring: str | None, begin: str) -> str | None:
    for paragraph in cleandoc(docstring or "").split("\n\n"):
        if paragraph.startswith(begin):
            return " ".join(paragraph.removeprefix(begin).split())
    return None


def field_summary(owner: type | None, name: str) -> str:
    """Return the first paragraph under a field of a class, as a line."""
    return members(owner.__module__, owner.__name__).get(name, "") if owner else ""


def members(module: str, name: str) -> Mapping[str, str]:
    """Return the summaries of what a class declares; the module is not imported."""
    return _of_module(module).get(name, {})


@cache
def _of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    tree = ast.parse(_source_of(name) or "")
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_summaries(node)) for node in classes}


def _source_of(name: str) -> str | None:
    """Return the source of a module, also from an archive or through pytest's loader.

    pytest loads what its plugins ship by a loader of its own, which has bytes alone.
    """
    spec = find_spec(name)
    if (read := getattr(spec and spec.loader, "get_source", None)) is not None:
        return cast("str | None", read(name))
    data = getattr(spec and spec.loader, "get_data", None)
    if spec is None or data is None or not str(spec.origin).endswith(".py"):
        return None
    return decode_source(data(spec.origin))


def _summaries(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for declared, below in pairwise(node.body):
        match declared, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, summary(text)
