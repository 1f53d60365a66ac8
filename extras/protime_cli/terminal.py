"""What is printed for people: the only module that prints to a terminal.

What acts on a terminal, such as an escape that clears it, is shown escaped, whether it
came from the API, a file or the command line. A progress that is drawn makes room for
each line that `echo` prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

import click

from protime_runtime.texts import visible, visible_json


class Drawn(Protocol):
    """Something on the screen that is drawn again and again, as a progress of rich."""

    def start(self) -> None:
        """Draw it."""

    def stop(self) -> None:
        """Take it off the screen."""


_drawn: list[Drawn] = []


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


def echo(text: str, *, err: bool = False) -> None:
    """Print a text of one or more lines."""
    for drawn in _drawn:
        drawn.stop()
    click.echo(visible(text, keep="\n"), err=err)
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
    echo(f"protime: {message}", err=True)
