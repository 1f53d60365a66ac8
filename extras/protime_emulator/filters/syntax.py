"""The grammar of filter expressions, as reference/filtering/ gives it.

::

    expression       = term { "or" term }.
    term             = condition { "and" condition }.
    condition        = simple-condition | "(" expression ")".
    simple-condition = identifier rel-op factor.
    rel-op           = "eq" | "ge" | "le" | "in".
    factor           = constant | list.
    constant         = integer | string | bool.
    list             = [identifier] "(" constant { "," constant } ")".
"""

from __future__ import annotations

import re
from typing import TypeAlias

from attrs import frozen

Constant: TypeAlias = int | str | bool


@frozen(kw_only=True)
class Condition:
    """A property held against one constant, a list, or the members of named sets."""

    property: str
    operator: str
    values: tuple[Constant, ...]
    named_set: str | None = None
    is_list: bool = False


@frozen
class All:
    """Conditions joined by ``and``."""

    parts: tuple[Expression, ...]


@frozen
class Any:
    """Conditions joined by ``or``."""

    parts: tuple[Expression, ...]


Expression: TypeAlias = Condition | All | Any


@frozen
class Token:
    """A word, constant or sign, with where it begins."""

    kind: str
    text: str
    at: int


class FilterSyntaxError(ValueError):
    """An expression that does not follow the grammar."""


DEEPEST = 40
"""Parentheses within one another; more are refused rather than followed."""

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]+)|(?P<word>[A-Za-z][A-Za-z0-9-]*)|(?P<integer>-?[0-9]+)"
    r"|(?P<string>'[^']*')|(?P<sign>[(),])"
)
_LONGEST_INTEGER = 18
_OPERATORS = ("eq", "ge", "le", "in")
_RESERVED = {*_OPERATORS, "and", "or", "true", "false"}


def tokens(text: str) -> list[Token]:
    """Cut an expression into tokens, with an ``end`` token last.

    Raises:
        FilterSyntaxError: A character belongs to no token.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FilterSyntaxError(f"{text[at]!r} at position {at} is not understood.")
        kind = str(match.lastgroup)
        if kind != "blank":
            found.append(Token(kind, match.group(), at))
        at = match.end()
    return [*found, Token("end", "the end", len(text))]


def parse(text: str) -> Expression:
    """Read a filter expression.

    Raises:
        FilterSyntaxError: It does not follow the grammar, or is nested too deeply.
    """
    return _Parser(tokens(text)).whole()


class _Parser:
    """Recursive descent: one method for each rule of the grammar."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._expression()
        if self._token().kind != "end":
            raise self._unexpected("'and', 'or' or the end")
        return expression

    def _expression(self) -> Expression:
        terms = [self._term()]
        while self._take("or"):
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else Any(tuple(terms))

    def _term(self) -> Expression:
        conditions = [self._condition()]
        while self._take("and"):
            conditions.append(self._condition())
        return conditions[0] if len(conditions) == 1 else All(tuple(conditions))

    def _condition(self) -> Expression:
        if not self._take("("):
            return self._simple_condition()
        self._depth += 1
        if self._depth > DEEPEST:
            raise FilterSyntaxError(f"Parentheses are nested more than {DEEPEST} deep.")
        expression = self._expression()
        self._depth -= 1
        self._expect(")")
        return expression

    def _simple_condition(self) -> Condition:
        property = self._identifier("a property")
        operator = self._token()
        if operator.text not in _OPERATORS:
            raise self._unexpected("one of 'eq', 'ge', 'le', 'in'")
        self._next += 1
        token = self._token()
        if token.text == "(" or (token.kind == "word" and token.text not in _RESERVED):
            named_set = None if token.text == "(" else self._identifier("a named set")
            return Condition(
                property=property,
                operator=operator.text,
                values=self._list(),
                named_set=named_set,
                is_list=True,
            )
        return Condition(
            property=property, operator=operator.text, values=(self._constant(),)
        )

    def _list(self) -> tuple[Constant, ...]:
        self._expect("(")
        values = [self._constant()]
        while self._take(","):
            values.append(self._constant())
        self._expect(")")
        return tuple(values)

    def _constant(self) -> Constant:
        token = self._token()
        if token.kind == "integer":
            if len(token.text) > _LONGEST_INTEGER:
                raise FilterSyntaxError(
                    f"The number at position {token.at} is too long."
                )
            value: Constant = int(token.text)
        elif token.kind == "string":
            value = token.text[1:-1]
        elif token.text in ("true", "false"):
            value = token.text == "true"
        else:
            raise self._unexpected(
                "a number, a text in single quotes, 'true' or 'false'"
            )
        self._next += 1
        return value

    def _identifier(self, what: str) -> str:
        token = self._token()
        if token.kind != "word" or token.text in _RESERVED:
            raise self._unexpected(what)
        self._next += 1
        return token.text

    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, text: str) -> bool:
        token = self._token()
        taken = token.text == text and token.kind in ("word", "sign")
        self._next += taken
        return taken

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._unexpected(f"'{text}'")

    def _unexpected(self, wanted: str) -> FilterSyntaxError:
        token = self._token()
        shown = token.text if len(token.text) <= 40 else token.text[:40] + "..."
        return FilterSyntaxError(
            f"Expected {wanted} at position {token.at}, found {shown}."
        )
