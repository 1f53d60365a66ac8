"""Python that is written for pages: calls, folded where they are too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

_WIDTH = 88


@frozen(kw_only=True)
class Code:
    """An expression: a text, or a call with its arguments."""

    text: str
    """What stands before the opening bracket, of a call."""
    arguments: tuple[Code, ...] | None = None
    brackets: str = "()"
    keyword: str = ""
    imports: frozenset[str] = frozenset()
    """Names that it needs."""

    @property
    def needed(self) -> frozenset[str]:
        """Names that it and its arguments need."""
        inner = (argument.needed for argument in self.arguments or ())
        return self.imports.union(*inner)

    @property
    def flat(self) -> str:
        """It on one line."""
        if self.arguments is None:
            return f"{self.keyword}{self.text}"
        begin, end = self.brackets
        inner = ", ".join(argument.flat for argument in self.arguments)
        return f"{self.keyword}{self.text}{begin}{inner}{end}"

    def lines(self, indent: int = 0, end: str = "") -> Iterator[str]:
        """Yield its lines, which end in a text of the statement around it."""
        blank = " " * indent
        whole = f"{blank}{self.flat}{end}"
        if len(whole) <= _WIDTH or not self.arguments:
            yield whole
            return
        yield f"{blank}{self.keyword}{self.text}{self.brackets[0]}"
        for argument in self.arguments:
            yield from argument.lines(indent + 4, ",")
        yield f"{blank}{self.brackets[1]}{end}"


def call(text: str, arguments: Iterable[Code], *needed: str) -> Code:
    """Return a call."""
    return Code(text=text, arguments=tuple(arguments), imports=frozenset(needed))


def listed(elements: Iterable[Code]) -> Code:
    """Return a list."""
    return Code(text="", arguments=tuple(elements), brackets="[]")


def named(keyword: str, code: Code) -> Code:
    """Return an argument with its name."""
    return evolve(code, keyword=f"{keyword}=")


def literal(value: object) -> Code:
    """Return a value as Python writes it."""
    if isinstance(value, date):
        text = f"date({value.year}, {value.month}, {value.day})"
        return Code(text=text, imports=frozenset({"date"}))
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return Code(text=text)


def program(code: Code, kind: str, item: str) -> str:
    """Return a program that makes a call and shows what comes.

    Args:
        code: The call, on ``client``.
        kind: What it gives: a ``page``, ``nothing``, or something else that is printed.
        item: What an item is called.
    """
    needed = sorted(code.needed - {"date"} | {"Protime"}, key=str.casefold)
    lines = ["from datetime import date", ""] * ("date" in code.needed)
    lines += [*_imports(needed), "", "with Protime.from_env() as client:"]
    if kind == "nothing":
        return "\n".join([*lines, *code.lines(4), ""])
    before, end = (f"for {item} in ", ":") if kind == "page" else (f"{item} = ", "")
    lines += evolve(code, text=f"{before}{code.text}").lines(4, end)
    shown = f"print({item})"
    return "\n".join([*lines, f"        {shown}" if end else f"    {shown}", ""])


def _imports(needed: list[str]) -> Iterator[str]:
    line = f"from protime import {', '.join(needed)}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield from ("from protime import (", *(f"    {name}," for name in needed), ")")
