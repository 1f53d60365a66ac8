"""Every command can load what it does."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import cast

import click
import pytest

from protime.catalog import CATALOG
from protime_cli.definitions.collections import group
from protime_cli.definitions.examples import example
from protime_cli.definitions.general import COMMANDS
from protime_cli.definitions.lazy import Lazy
from protime_cli.definitions.webhooks import added
from protime_cli.parameters.options import keywords
from protime_cli.root import root
from protime_cli.session.session import Session
from protime_runtime.catalog import CollectionInfo, OperationInfo


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


def leaves(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command that does something."""
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                found = command.get_command(ctx, name)
                assert found is not None
                yield from leaves(found, *path, name)
    else:
        yield path


def _taken(info: CollectionInfo, operation: OperationInfo) -> set[str]:
    return {
        filter.python for filter in info.filters if filter.wire in operation.filters
    }


def test_examples_in_help_can_be_typed() -> None:
    """Each of them has all that its command needs, and nothing that it refuses."""
    seen = 0
    for name, info in CATALOG.items():
        for operation in info.operations:
            words = example(info, operation).split()
            assert words[:2] == ["protime", name]
            found = group(info).commands[words[2]]
            assert example(info, operation) in str(found.epilog)
            with found.make_context(words[2], words[3:], obj=Session()) as ctx:
                asked = keywords(info, operation, ctx.params)
            needed = {filter.python for filter in info.filters if filter.required}
            assert needed & _taken(info, operation) <= set(asked)
            seen += 1
    assert seen > 90


def test_options_of_all_commands_stand_anywhere() -> None:
    """Before a command, between its words and after it they say the same."""
    paths = list(leaves(root))
    assert len(paths) > 200
    for path in paths:
        for place in range(len(path) + 1):
            if path == ("emulate",) and place:
                continue  # It reads what follows it by itself.
            session = Session()
            given = [*path[:place], "--profile", "acme", "-q", *path[place:]]
            with parsed(given, session):
                assert (session.profile, session.quiet) == ("acme", True), given


@contextmanager
def parsed(given: Sequence[str], session: Session) -> Iterator[None]:
    """Read a command line as click does, and do nothing; what is missing is missing."""
    command, arguments = cast("click.Command", root), list(given)
    with ExitStack() as opened:
        parent = None
        while True:
            ctx = command.make_context(
                None, arguments, parent, obj=session, resilient_parsing=True
            )
            opened.enter_context(ctx)
            arguments = [*ctx._protected_args, *ctx.args]
            if not isinstance(command, click.Group) or not arguments:
                break
            _, found, arguments = command.resolve_command(ctx, arguments)
            assert found is not None
            command, parent = found, ctx
        yield
