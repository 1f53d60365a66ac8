"""Commands that load what they do when they run, so that help comes at once."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

import click
from attrs import frozen


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
