"""Mutants of a module: where they stand, and what they change."""

from __future__ import annotations

import ast
import difflib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

from .chosen import package
from .operators import operators

_UNSEEN = ("covariant", "kw_only", "exc_info")
"""Arguments that no caller who keeps to the types can tell."""


@frozen(kw_only=True)
class Mutant:
    """One mutation at one place of one module."""

    module: Path
    line: int
    column: int
    operator: Operator
    occurrence: int

    def source(self) -> str:
        """Return the module as it is installed."""
        return source(self.module)

    def mutated(self) -> str | None:
        """Return the module with the mutation; None where that is no Python."""
        text: str | None = mutate_code(self.source(), self.operator, self.occurrence)
        return text if text is not None and _compiles(text) else None

    def changes(self) -> list[str]:
        """Return the lines that go, after a minus, and that come, after a plus."""
        before, after = self.source().splitlines(), (self.mutated() or "").splitlines()
        compared = difflib.unified_diff(before, after, n=0, lineterm="")
        return [line for line in compared if line[:3] not in {"---", "+++", "@@ "}]

    def __str__(self) -> str:
        name = type(self.operator).__name__
        return f"{self.module}:{self.line} {name}\n" + "\n".join(self.changes())


def source(module: Path) -> str:
    """Return the text of a module, named below the folder of its package."""
    name, *rest = module.parts
    return package(name).joinpath(*rest).read_text("utf-8")


def sample(modules: Iterable[Path], seed: int) -> Iterator[Mutant]:
    """Yield mutants in an order that the seed decides, one for each place at most."""
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    places = [place for module in modules for place in _places(module)]
    chance.shuffle(places)
    for place in places:
        mutant = chance.choice(place)
        if mutant.mutated() is not None:
            yield mutant


def _places(module: Path) -> list[list[Mutant]]:
    text = source(module)
    nodes = list(ast_nodes(get_ast(text)))
    unread = _annotations(ast.parse(text))
    found: dict[tuple[int, int], list[Mutant]] = defaultdict(list)
    for operator in operators():
        starts = (span[0] for node in nodes for span in _spans(operator, node))
        for occurrence, (line, column) in enumerate(starts):
            if not any(start <= (line, column) < end for start, end in unread):
                mutant = Mutant(
                    module=module,
                    line=line,
                    column=column,
                    operator=operator,
                    occurrence=occurrence,
                )
                found[line, column].append(mutant)
    return [found[place] for place in sorted(found)]


def _spans(operator: Operator, node: object) -> list[tuple[tuple[int, int], object]]:
    return list(operator.mutation_positions(node))


def _annotations(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where annotations stand, protocols, sizes, and what nobody can tell."""
    found = [part for node in ast.walk(tree) for part in _unread(node)]
    return [
        (
            (node.lineno, node.col_offset),
            (node.end_lineno or 0, node.end_col_offset or 0),
        )
        for node in found
    ]


def _unread(node: ast.AST) -> Iterator[ast.expr | ast.ClassDef]:
    if isinstance(node, ast.BinOp) and _is_size(node):
        yield node
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield node.annotation
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
        yield node.returns
    elif isinstance(node, ast.ClassDef):
        if any(
            isinstance(one, ast.Name) and one.id == "Protocol" for one in node.bases
        ):
            yield node
    elif isinstance(node, ast.Call):
        of_zip = isinstance(node.func, ast.Name) and node.func.id == "zip"
        unseen = (*_UNSEEN, "strict") if of_zip else _UNSEEN
        yield from (one.value for one in node.keywords if one.arg in unseen)


def _is_size(node: ast.AST) -> bool:
    """Whether only numbers stand there, such as ``64 * 1024``."""
    if isinstance(node, ast.BinOp):
        return _is_size(node.left) and _is_size(node.right)
    return isinstance(node, ast.Constant)


def _compiles(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
