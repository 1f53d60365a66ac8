"""What classes declare: the types in annotations, and texts of docstrings.

Texts under fields are read from the module's source, and only when asked for; where no
source is, there are none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import decode_source, find_spec
from inspect import cleandoc
from itertools import pairwise
from types import NoneType, UnionType
from typing import TypeGuard, Union, cast, get_args, get_origin

from attrs import frozen, has

from protime_runtime import scalars
from protime_runtime.types import Identifier, OpenEnum


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


@frozen
class Hint:
    """An annotation: types of a value, and whether it holds several of them."""

    types: tuple[object, ...]
    """Without `None`; the first is what is made for sending."""
    list: bool = False
    map: bool = False

    @property
    def collections(self) -> tuple[str, ...]:
        """Collections whose items may be named."""
        return tuple(kind.collection for kind in self.types if _is_identifier(kind))

    @property
    def models(self) -> tuple[type, ...]:
        """Enums and models, without the identifiers of a collection's items."""
        return tuple(kind for kind in self.types if _is_model(kind))

    @property
    def name(self) -> str:
        """Name of the type, as the catalog has it."""
        if self.models:
            return self.models[0].__name__
        return "identifier" if self.collections else scalars.NAMES[self.types[0]]


def hint_of(annotation: object) -> Hint:
    """Return what an annotation says."""
    found = _choices(annotation)
    origin, arguments = get_origin(found[0]), get_args(found[0])
    if origin in (tuple, Sequence, Iterable):
        return Hint(_choices(arguments[0]), list=True)
    if origin is Mapping:
        return Hint(_choices(arguments[1]), map=True)
    return Hint(found)


def _choices(annotation: object) -> tuple[object, ...]:
    if get_origin(annotation) not in (Union, UnionType):
        return (annotation,)
    return tuple(kind for kind in get_args(annotation) if kind is not NoneType)


def _is_identifier(kind: object) -> TypeGuard[type[Identifier]]:
    """Whether a type names items of one collection."""
    if not isinstance(kind, type) or not issubclass(kind, Identifier):
        return False
    return kind.collection != ""


def _is_model(kind: object) -> TypeGuard[type]:
    if not isinstance(kind, type) or _is_identifier(kind):
        return False
    return issubclass(kind, OpenEnum) or has(kind)
