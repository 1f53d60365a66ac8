"""Every command can load what it does."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click
import pytest

from protime_cli.definitions.general import COMMANDS
from protime_cli.definitions.lazy import Lazy
from protime_cli.definitions.webhooks import added


def commands(found: click.Command) -> Iterator[click.Command]:
    """Yield a command, or all those of a group."""
    inner = found.commands.values() if isinstance(found, click.Group) else ()
    yield from (command for each in inner for command in commands(each))
    if not isinstance(found, click.Group):
        yield found


ALL = [
    command
    for each in (*(make() for make in COMMANDS.values()), *added())
    for command in commands(each)
]


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.callback.place)
def test_what_a_command_does_takes_its_options(command: click.Command) -> None:
    """The name of the function is a text, so neither mypy nor an import sees it."""
    assert isinstance(command.callback, Lazy)
    given = {option.name: None for option in command.params}
    inspect.signature(command.callback.load()).bind(**given)
