"""``protime scopes``: the scopes that collections need."""

from __future__ import annotations

from collections.abc import Sequence

import click

from protime.catalog import CATALOG
from protime_cli.output.tables import pairs
from protime_cli.output.telling import tell, tell_json
from protime_cli.parameters.values import unknown
from protime_runtime.catalog import CollectionInfo


def show(names: Sequence[str], *, write: bool, output: str) -> int:
    """Print the scopes of the collections, or of all."""
    for name in names:
        if name not in CATALOG:
            raise click.BadParameter(unknown("collection", name, CATALOG))
    found = [CATALOG[name] for name in names or CATALOG]
    if output == "plain":
        tell(" ".join(least(found, write=write)))
    elif output == "json":
        tell_json({one.name: _both(one) for one in found}, indent=2)
    else:
        rows = [
            (one.name, " or ".join(one.read_scopes), " or ".join(one.write_scopes))
            for one in found
        ]
        tell(pairs(rows, ("collection", "to read", "to write")))
    return 0


def least(found: Sequence[CollectionInfo], *, write: bool) -> list[str]:
    """Return the scopes to ask Protime for, each once."""
    needed = [one.read_scopes[:1] for one in found]
    needed += [one.write_scopes[:1] for one in found if write]
    return sorted({scope for scopes in needed for scope in scopes})


def _both(one: CollectionInfo) -> dict[str, Sequence[str]]:
    return {"read": one.read_scopes, "write": one.write_scopes}
