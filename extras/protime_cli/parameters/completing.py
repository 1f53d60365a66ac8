"""What shells complete options with: names of our own, alone or in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from protime_runtime.catalog import CollectionInfo

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


def columns(info: CollectionInfo) -> list[str]:
    """Return the columns of a collection."""
    from protime_cli.output.columns import columns_of

    return [column.name for column in columns_of(info)]


def paths(info: CollectionInfo) -> list[str]:
    """Return what can be joined to the items of a collection."""
    from protime.catalog import CATALOG
    from protime_runtime.joins.paths import Paths

    return list(Paths(CATALOG, info.name).names())
