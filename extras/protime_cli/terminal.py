"""What is printed for people, and in which colours: all that prints to a terminal.

What acts on a terminal, such as an escape that clears it, is shown escaped, whether it
came from the API, a file or the command line. A progress that is drawn makes room for
each line that `echo` prints.
"""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol, TextIO, TypeAlias

import click

from protime_runtime.texts import visible, visible_json


class Drawn(Protocol):
    """Something on the screen that is drawn again and again, as a progress of rich."""

    def start(self) -> None:
        """Draw it."""

    def stop(self) -> None:
        """Take it off the screen."""


_drawn: list[Drawn] = []

Paint: TypeAlias = Callable[[str], str]
"""Adds colours to a text, whose words say all without them."""

_NAME = re.compile("^protime:")
failing: Paint = partial(_NAME.sub, click.style("protime:", fg="red", bold=True))
warning: Paint = partial(_NAME.sub, click.style("protime:", fg="yellow", bold=True))


_PAGE = 100
wrap = partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)


def heading(text: str) -> str:
    """Make the first line bold."""
    first, end, rest = text.partition("\n")
    return f"{click.style(first, bold=True)}{end}{rest}"


def coloured(*, err: bool = False) -> bool:
    """Whether standard output, or error, shows colours.

    Unless they are empty, ``NO_COLOR`` forbids them, and else ``FORCE_COLOR`` wants
    them anywhere; without either a terminal shows them, if it is not a dumb one.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def drawing(drawn: Drawn) -> Iterator[None]:
    """Draw something, and make room for the lines that are printed meanwhile."""
    drawn.start()
    _drawn.append(drawn)
    try:
        yield
    finally:
        _drawn.remove(drawn)
        drawn.stop()


def width(stream: TextIO | None, said: str | None = None) -> int:
    """Return the columns to fill: by ``COLUMNS``, of a terminal, or of a page."""
    columns = said or os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return int(columns)
    if stream is None or not stream.isatty():
        return _PAGE
    return os.get_terminal_size(stream.fileno()).columns or _PAGE


def _wrapped(text: str, columns: int) -> str:
    """Break lines between words; an address or a link stays whole, to be copied."""
    return "\n".join(
        "\n".join(wrap(line, columns)) if len(line) > columns else line
        for line in text.split("\n")
    )


def echo(text: str, *, err: bool = False, paint: Paint = str) -> None:
    """Print a text of one or more lines, painted where there are colours."""
    for drawn in _drawn:
        drawn.stop()
    shown = visible(text, keep="\n")
    if err and sys.stderr.isatty():
        shown = _wrapped(shown, width(sys.stderr))
    click.echo(paint(shown), err=err, color=coloured(err=err))
    for drawn in _drawn:
        drawn.start()


def echo_json(document: object, indent: int | None = None) -> None:
    """Print JSON with its own escapes: the same values to programs."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    click.echo(visible_json(text))


def show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Print a warning in a line, without the code that gave it."""
    echo(f"protime: warning: {message}", err=True, paint=warning)
