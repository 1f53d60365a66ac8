"""What ``explain`` does: say what a command would send, without sending it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial

import click

from protime import Protime
from protime_cli.commands import from_table
from protime_cli.commands.calling import asking, delta, joining, method, pager, planned
from protime_cli.output.tables import pairs
from protime_cli.parameters import options, payloads
from protime_cli.parameters.options import Given
from protime_cli.session.session import current
from protime_cli.terminal import echo
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.messages import Request
from protime_runtime.reading.converter import unstructure


def explain(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Print method, address, scopes and body of what would be sent."""
    if from_table.is_table(given):
        raise click.UsageError("--dry-run shows what is sent for a table, not explain.")
    with current().client() as client:
        lines = list(_lines(client, info, operation, given))
        joined = joining(client, info, given).scopes.items()
        lines += [
            ("joins", f"{name}: {' or '.join(scopes)}") for name, scopes in joined
        ]
    echo(pairs(lines, ("", "")).strip())
    return 0


def _lines(
    client: Protime, info: CollectionInfo, operation: OperationInfo, given: Given
) -> Iterator[Sequence[str]]:
    found = options.keywords(info, operation, given)
    places = options.places(operation, given)
    if operation.response == "page":
        call = asking(client, info, operation, found)
        listed = (delta if operation.name == "delta" else pager)(call, *places)
        plan = listed.explain()
        yield "request", f"{plan.method} {plan.url}"
        yield "length", f"{plan.length} of {client._api.longest_uri} characters"
        yield "scopes", " or ".join(plan.scopes)
        yield "requests", f"{plan.requests}, each of one or more pages"
        return
    request = _request(client, info, operation, given)
    yield "request", f"{request.method} {client._url(request)}"
    yield "scopes", " or ".join(request.scopes)
    if request.body is not None:
        yield "body", json.dumps(unstructure(request.body), ensure_ascii=False)


def _request(
    client: Protime, info: CollectionInfo, operation: OperationInfo, given: Given
) -> Request[object]:
    arguments = options.places(operation, given)
    options.check_places(operation, arguments)
    extra = dict(options.keywords(info, operation, given))
    if operation.body is not None:
        arguments, extra = payloads.arguments(info, operation, given, arguments)
    call = partial(method(client, info, operation.name), *arguments, **extra)
    return planned(client, call)
