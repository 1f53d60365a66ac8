"""The blocks of a page: code that is run, commands, and files that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "pages"
_INCLUDED = '--8<-- "'
_STATUS = "  # exit status "
_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.M | re.S)


@frozen
class Block:
    """A block of a page, with the line that it begins on."""

    language: str
    title: str | None
    text: str
    line: int


@frozen
class Command:
    """A command of a block, and what a terminal shows after it."""

    line: str
    output: str
    status: int = 0
    """Exit status, which a comment says where it is not 0."""


def pages() -> list[Path]:
    """Return every page that is written by hand."""
    return sorted(PAGES.rglob("*.md"))


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page's text, in order, but for files that it shows."""
    return [
        Block(found[1], found[2], found[3], page.count("\n", 0, found.start()) + 2)
        for found in _FENCE.finditer(page)
        if not found[3].startswith(_INCLUDED)
    ]


def printing(page: list[Block]) -> Iterator[tuple[Block, str]]:
    """Iterate over blocks with what each must print: the block of text after it."""
    for block, following in zip_longest(page, page[1:]):
        shown = following is not None and following.language == "text"
        yield block, following.text if shown else ""


def commands(text: str) -> Iterator[Command]:
    """Iterate over the commands of a block that are ours and end by themselves."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        typed, _, output = part.partition("\n")
        line, _, status = typed.partition(_STATUS)
        yield Command(line, output, int(status or 0))
