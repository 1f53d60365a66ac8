"""What shells complete options with: names of our own, alone or in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

Completer = Callable[[click.Context, click.Parameter, str], list[str]]
Names = Callable[[], Iterable[str]]


def one_of(names: Names) -> Completer:
    """Return what completes one name; the names are looked up when that is asked."""
    return lambda _ctx, _param, begun: [
        name for name in names() if name.startswith(begun)
    ]


def several_of(names: Names) -> Completer:
    """Return what completes the last name of a list with commas."""

    def complete(_ctx: click.Context, _param: click.Parameter, text: str) -> list[str]:
        before, comma, begun = text.rpartition(",")
        return [f"{before}{comma}{name}" for name in names() if name.startswith(begun)]

    return complete
