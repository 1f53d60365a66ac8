"""What is printed for people: the only module that prints to a terminal.

What acts on a terminal, such as an escape that clears it, is shown escaped, whether it
came from the API, a file or the command line.
"""

from __future__ import annotations

import json
from typing import TextIO

import click

from protime_runtime.texts import visible, visible_json


def echo(text: str, *, err: bool = False) -> None:
    """Print a text of one or more lines."""
    click.echo(visible(text, keep="\n"), err=err)


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
