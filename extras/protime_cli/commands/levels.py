"""``--structure``: the levels of activity structures that a copy is to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from protime.catalog import CATALOG
from protime_cli import exits
from protime_cli.commands.targets import sync_module
from protime_runtime.catalog import CollectionInfo
from protime_runtime.errors import InvalidRequest

Levels = Mapping[str, tuple[int, ...]]
"""Levels, by structure."""


def _structures() -> Any:  # noqa: ANN401 - a module that may not be installed
    return sync_module("protime_sync.source.structures")


def levels_of_options(texts: Sequence[str]) -> Levels:
    """Return the levels that options say.

    Raises:
        click.BadParameter: One of them says none.
    """
    try:
        found: Levels = _structures().structures_of(texts)
    except InvalidRequest as error:
        raise click.BadParameter(exits.said(error)) from None
    return found


def is_below(info: CollectionInfo) -> bool:
    """Whether a collection is read by structures and levels."""
    found: bool = _structures().is_below_structures(info)
    return found


def check_levels(names: Sequence[str], levels: Levels) -> None:
    """Refuse collections that need levels where there are none, and the reverse.

    Raises:
        click.UsageError: It is so.
    """
    needing = [name for name in names if is_below(CATALOG[name])]
    if needing and not levels:
        raise click.UsageError(str(_structures().missing(", ".join(needing))))
    if levels and not needing:
        raise click.UsageError("--structure is for the collections of activities.")
