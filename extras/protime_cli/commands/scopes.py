"""``protime scopes``: the scopes that collections need."""

from __future__ import annotations

from collections.abc import Sequence

import click

from protime.catalog import CATALOG
from protime_cli.output.tables import pairs
from protime_cli.terminal import echo, echo_json, heading
from protime_cli.values import unknown
from protime_runtime.catalog import CollectionInfo


def show(names: Sequence[str], *, write: bool, output: str) -> int:
    """Print the scopes of the collections, or of all."""
    for name in names:
        if name not in CATALOG:
            raise click.BadParameter(unknown("collection", name, CATALOG))
    found = [CATALOG[name] for name in names or CATALOG]
    if output == "plain":
        echo(" ".join(least(found, write=write)))
    elif output == "json":
        echo_json({info.name: _both(info) for info in found}, indent=2)
    else:
        rows = [
            (info.name, " or ".join(info.read_scopes), " or ".join(info.write_scopes))
            for info in found
        ]
        echo(pairs(rows, ("collection", "to read", "to write")), paint=heading)
    return 0


def least(found: Sequence[CollectionInfo], *, write: bool) -> list[str]:
    """Return the scopes to ask Protime for, each once."""
    needed = [info.read_scopes[:1] for info in found]
    needed += [info.write_scopes[:1] for info in found if write]
    return sorted({scope for scopes in needed for scope in scopes})


def _both(info: CollectionInfo) -> dict[str, Sequence[str]]:
    return {"read": info.read_scopes, "write": info.write_scopes}
