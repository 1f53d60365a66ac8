"""Which lines tell whether a test runs a place of a module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_Block = ast.stmt | ast.excepthandler


def around(tree: ast.Module, line: int) -> range:
    """Return the lines of the statement that a line is part of, without its block.

    What runs at import belongs to no test. There it is the function that is defined,
    or else the whole module.
    """
    path = list(_path(tree, line))
    if not path:
        return range(1, _end(tree) + 1)
    *outer, last = path
    if any(isinstance(block, _FUNCTIONS) for block in outer):
        return _head(last)
    defines = isinstance(last, _FUNCTIONS)
    return _whole(last) if defines else range(1, _end(tree) + 1)


def within(tree: ast.Module, line: int) -> str:
    """Return the classes and the function that a line is in, with dots between."""
    named = (*_FUNCTIONS, ast.ClassDef)
    return ".".join(one.name for one in _path(tree, line) if isinstance(one, named))


def _path(node: ast.AST, line: int) -> Iterator[_Block]:
    """Yield the statements that a line is in, the outer ones first."""
    for block in _blocks(node):
        if line in _whole(block):
            yield block
            yield from _path(block, line)
            return


def _blocks(node: ast.AST) -> Iterator[_Block]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Block):
            yield child
        elif isinstance(child, ast.match_case):
            yield from _blocks(child)


def _start(block: _Block) -> int:
    decorators: list[ast.expr] = getattr(block, "decorator_list", [])
    return min([block.lineno, *(decorator.lineno for decorator in decorators)])


def _whole(block: _Block) -> range:
    return range(_start(block), (block.end_lineno or block.lineno) + 1)


def _head(block: _Block) -> range:
    body: list[ast.stmt] = getattr(block, "body", [])
    if not body:
        return _whole(block) if not isinstance(block, ast.Match) else _first(block)
    return range(_start(block), max(_start(body[0]), block.lineno + 1))


def _first(block: ast.Match) -> range:
    return range(block.lineno, block.lineno + 1)


def _end(tree: ast.Module) -> int:
    return max((block.end_lineno or 0 for block in tree.body), default=0)
