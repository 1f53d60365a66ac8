"""Every command can load what it does."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import cast

import click
import pytest

from protime_cli.definitions.lazy import Lazy
from protime_cli.root import root
from protime_cli.session.session import Session

from .tree import FIXED, leaves


@pytest.mark.parametrize("path", FIXED)
def test_what_a_command_does_takes_its_options(path: str) -> None:
    """The name of the function is a text, so neither mypy nor an import sees it."""
    command = FIXED[path]
    assert isinstance(command.callback, Lazy)
    given = {option.name: None for option in command.params if option.expose_value}
    inspect.signature(command.callback.load()).bind(**given)


def test_options_of_all_commands_stand_anywhere() -> None:
    """Before a command, between its words and after it they say the same."""
    paths = [tuple(path.split()) for path, _ in leaves()]
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
