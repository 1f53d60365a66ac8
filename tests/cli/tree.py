"""Every command that the root knows, and the example in the help of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import click

from protime_cli.definitions.lazy import Lazy
from protime_cli.root import root

_EXAMPLE = re.compile(r"^ {2,4}(protime .+)$", re.MULTILINE)


def leaves(
    command: click.Command = root, path: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """Yield the path of every command that does something, and the command."""
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                found = command.get_command(ctx, name)
                assert found is not None
                yield from leaves(found, f"{path} {name}".strip())
    else:
        yield path, command


FIXED: Mapping[str, click.Command] = {
    path: command for path, command in leaves() if isinstance(command.callback, Lazy)
}
"""Those that are not made from the operation of a collection."""


def examples(help: str) -> list[str]:
    """Return the lines to type that a command's help ends with, without the first word.

    They must be there: a command without one fails here.
    """
    found = _EXAMPLE.findall(help)
    assert found, help
    return [line.removeprefix("protime ") for line in found]
