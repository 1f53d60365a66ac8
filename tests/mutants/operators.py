"""The mutations: those of Cosmic Ray that mean something, and some of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.number_replacer import NumberReplacer
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Keyword, PythonLeaf
from parso.tree import NodeOrLeaf

Span = tuple[tuple[int, int], tuple[int, int]]

_TAKEN = (
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    "RemoveDecorator",
    *("ZeroIterationForLoop", "ReplaceUnaryOperator_Delete_Not"),
    "ReplaceUnaryOperator_Delete_USub",
)
# Cosmic Ray has each operator in place of each other. A text times a text tells
# nothing about tests, and `is` for `==` is often the same: these are the near ones.
_BINARY = (
    *("Add_Sub", "Sub_Add", "Mul_Add", "Div_Mul", "FloorDiv_Mul", "Mod_Mul"),
    *("Pow_Mul", "RShift_LShift", "LShift_RShift"),
    *("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr"),
)
_COMPARISON = (
    *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"),
    *("Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt"),
    *("Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt"),
)


class _Ours(Operator):  # type: ignore[misc]  # Cosmic Ray has no types
    """A mutation that Cosmic Ray lacks: a node that fits becomes another text."""

    def fits(self, node: Any) -> bool:
        raise NotImplementedError

    def text(self, node: Any) -> str:
        raise NotImplementedError

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Yield where the node stands, if it fits."""
        if self.fits(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Return the other text in place of the node, after the same space."""
        code: str = node.get_code()  # type: ignore[no-untyped-call]
        space = code[: len(code) - len(code.lstrip())]
        made: NodeOrLeaf = parso.parse(space + self.text(node))  # type: ignore[no-untyped-call]
        return made

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return nothing: the tests of this folder show each."""
        return ()


class DropStatement(_Ours):
    """Leave out a call, an augmented assignment, a ``del`` or a ``raise``."""

    _KINDS = ("atom_expr", "await", "raise_stmt", "del_stmt")

    def fits(self, node: Any) -> bool:
        parent = node.parent
        if parent is None or parent.type != "simple_stmt":
            return False
        return node.type in self._KINDS or _is_augmented(node)

    def text(self, node: Any) -> str:
        return "pass"


class ReturnNothing(_Ours):
    """Return nothing in place of something; for ``False`` that would be the same."""

    def fits(self, node: Any) -> bool:
        is_return: bool = node.type == "return_stmt"
        same = {"None", "False"}
        return is_return and node.children[1].get_code().strip() not in same

    def text(self, node: Any) -> str:
        return "return None"


class Negate(_Ours):
    """Turn a condition round; Cosmic Ray negates only its first part."""

    def fits(self, node: Any) -> bool:
        before = node.get_previous_sibling() if node.parent is not None else None
        words = {"if", "elif", "while"}
        return isinstance(before, Keyword) and before.value in words

    def text(self, node: Any) -> str:
        return f"not ({node.get_code().strip()})"


class NegateMembership(_Ours):
    """Ask ``not in`` for ``in``, and the other way round."""

    def fits(self, node: Any) -> bool:
        if node.type == "comp_op":
            return bool(node.children[-1].value == "in")
        inside = node.parent is not None and node.parent.type == "comparison"
        return inside and isinstance(node, Keyword) and node.value == "in"

    def text(self, node: Any) -> str:
        return "in" if node.type == "comp_op" else "not in"


class CatchAnother(_Ours):
    """Catch what is never raised; Cosmic Ray stumbles over names with a dot."""

    def fits(self, node: Any) -> bool:
        clause = node.search_ancestor("except_clause")
        return clause is not None and any(node is one for one in _caught(clause))

    def text(self, node: Any) -> str:
        return "FloatingPointError"


def _caught(clause: Any) -> list[Any]:
    named = clause.children[1]
    if named.type != "atom":
        return [named]
    inside = named.children[1]
    several = inside.type == "testlist_comp"
    return list(inside.children[::2]) if several else [inside]


class ChangeNumber(NumberReplacer):  # type: ignore[misc]  # Cosmic Ray has no types
    """Count one more or one less, but not in what only sets a size or a time.

    Whether 5,000 rows or 5,001 are read at once is nobody's fault: numbers from ten on
    and fractions to which a module, a class or an argument gives a name are left alone.
    """

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Yield where the number stands, for each of the two."""
        if not _is_setting(node):
            yield from super().mutation_positions(node)


def _is_setting(node: Any) -> bool:
    if node.type != "number" or not (node.value[1:] or "." in node.value):
        return False
    around = node.search_ancestor("param", "expr_stmt", "funcdef", "lambdef")
    if around is None or around.type == "param":
        return around is not None
    is_named: bool = around.type == "expr_stmt"
    return is_named and around.search_ancestor("funcdef", "lambdef") is None


def _is_augmented(node: Any) -> bool:
    if node.type != "expr_stmt":
        return False
    second = node.children[1]
    return isinstance(second, PythonLeaf) and second.value != "="


def operators() -> list[Operator]:
    """Return one of each mutation."""
    provider = OperatorProvider()
    names = (
        *_TAKEN,
        *(f"ReplaceBinaryOperator_{pair}" for pair in _BINARY),
        *(f"ReplaceComparisonOperator_{pair}" for pair in _COMPARISON),
    )
    ours = (
        *(DropStatement, ReturnNothing, Negate, NegateMembership),
        *(CatchAnother, ChangeNumber),
    )
    return [*(provider[name]() for name in names), *(kind() for kind in ours)]
