"""Docstrings: a first sentence and paragraphs, broken into lines that fit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from generator.planning.package import Lines

WIDTH = 88
MADE_FROM = "# Generated from "
"""How each generated file begins; what does not is never overwritten or deleted."""


def docstring(summary: str, *paragraphs: str | None, indent: int) -> Lines:
    """Return the lines of a docstring that stands at the indent."""
    lines = [summary]
    for paragraph in paragraphs:
        if paragraph:
            lines += ["", *wrapped(paragraph, indent)]
    return tuple(lines)


def wrapped(text: str, indent: int) -> list[str]:
    """Return the text in lines that fit at the indent; addresses stay whole."""
    return [
        fitting
        for line in text.splitlines()
        for fitting in textwrap.wrap(
            line, WIDTH - indent, break_long_words=False, break_on_hyphens=False
        )
    ]


def inferred(text: str | None) -> str | None:
    """Return the paragraph that says what no page of the documentation says."""
    return f"Inferred: {text}." if text else None


def sources(addresses: Iterable[str]) -> str | None:
    """Return the paragraph that names pages of the documentation."""
    named = [f"``{address}``" for address in addresses]
    return f"Source: {', '.join(named)}." if named else None


def article(words: str) -> str:
    """Return the words with the indefinite article in front."""
    return f"an {words}" if words[0] in "aeio" else f"a {words}"


def block(lines: Iterable[str], indent: int) -> str:
    """Return the lines as what stands between a docstring's quotes at the indent."""
    first, *rest = lines
    margin = " " * indent
    text = "".join(f"\n{margin}{line}" if line else "\n" for line in rest)
    return f"{first}{text}\n{margin}" if rest else first


def header(source: str) -> str:
    """Return the comment that opens a generated file."""
    made, advice = f"{MADE_FROM}{source} by `nox -s generate`.", "Do not edit."
    whole = f"{made} {advice}"
    return whole if len(whole) <= WIDTH else f"{made}\n# {advice}"


def source(text: str) -> str:
    """Return the file of the spec that the header of a generated text names."""
    return text.partition("\n")[0].removeprefix(MADE_FROM).partition(" ")[0]
