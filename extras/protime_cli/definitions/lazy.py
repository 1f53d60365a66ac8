"""Commands that load what they do when they run, so that help comes at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

import click
from attrs import frozen

from protime_cli.definitions.examples import epilog


class Run(Protocol):
    """Runs a command with its arguments, and returns the exit status."""

    def __call__(self, **given: object) -> int:
        """Run it."""


@frozen
class Lazy:
    """A function of `protime_cli.commands`, by its dotted name there."""

    place: str

    def load(self) -> Run:
        """Import the function."""
        module, _, name = self.place.rpartition(".")
        found = import_module(f"protime_cli.commands.{module}")
        return cast("Run", getattr(found, name))

    def __call__(self, **given: object) -> int:
        """Run the command."""
        return self.load()(**given)


Make = Callable[[], click.Command]
"""Makes a command when it is needed."""


def command(
    name: str,
    place: str,
    params: Sequence[click.Parameter] = (),
    *,
    help: str,
    example: str,
    short_help: str | None = None,
) -> click.Command:
    """Return a command that belongs to no collection.

    Args:
        name: What it is called, below its group.
        place: The function that it runs, as `Lazy` takes it.
        params: Its arguments and options.
        help: What it does.
        example: A line that can be typed as it is.
        short_help: What it does, for the list of commands.
    """
    return click.Command(
        name,
        params=list(params),
        callback=Lazy(place),
        help=help,
        epilog=epilog(example),
        short_help=short_help,
    )
