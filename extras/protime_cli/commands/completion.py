"""``protime completion``: the program that a shell completes with."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from protime_cli.parameters import bash


def show(shell: str) -> int:
    """Print it."""
    bash.use()
    root = click.get_current_context().find_root().command
    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(root, {}, "protime", "_PROTIME_COMPLETE").source())
    return 0
