"""``protime run``: what a pipeline file says, done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import cast

from attrs import evolve

from protime import Protime
from protime_cli.commands.calling import ask_more, method, pager
from protime_cli.commands.pipeline_file import (
    Publisher,
    Subscriber,
    filled,
    operation,
    read,
)
from protime_cli.commands.writing import outcome
from protime_cli.output.columns import columns
from protime_cli.output.formats import Output
from protime_cli.output.forms import FORMATS
from protime_cli.output.telling import tell_json
from protime_cli.output.wire import Row, as_read, documents
from protime_cli.parameters import payloads, values
from protime_cli.session.session import current
from protime_runtime.catalog import OperationInfo
from protime_runtime.errors import InvalidRequest

_KNOWN = ("filter", "externalReferences", "expand")


def run(file: str, *, dry_run: bool) -> int:
    """Run every subscriber, then every publisher; only tell with `dry_run`."""
    pipeline = read(Path(file))
    session, before = current(), Path(file).parent
    parts: dict[str, Subscriber | Publisher] = {
        **{f"subscriber.{name}": one for name, one in pipeline.subscriber.items()},
        **{f"publisher.{name}": one for name, one in pipeline.publisher.items()},
    }
    for name, one in parts.items():
        settings = pipeline.client.get(one.client)
        if settings is None and one.client != "default":
            raise InvalidRequest(values.unknown("client", one.client, pipeline.client))
        profile = settings.profile if settings else None
        with evolve(session, profile=profile or session.profile).client() as client:
            session.say(f"{name}: {_described(one)}")
            if not dry_run:
                _run(client, one, before)
    return 0


def _described(one: Subscriber | Publisher) -> str:
    asked = one.method if isinstance(one, Publisher) else "GET"
    _, found = operation(one.entity, asked, one.path)
    query = " and ".join(
        f"{key}: {filled(text, date.today())}" for key, text in one.query.items()
    )
    return f"{found.method} {found.path}" + (f" with {query}" if query else "")


def _run(client: Protime, one: Subscriber | Publisher, folder: Path) -> None:
    if isinstance(one, Publisher):
        _publish(client, one, folder)
    else:
        _subscribe(client, one, folder)


def _subscribe(client: Protime, one: Subscriber, folder: Path) -> None:
    info, found = operation(one.entity, "GET", one.path)
    call = method(client, info, found.name)
    named = _types(one.query)
    places = _places(found, one.path, named)
    asked = _query(one.query, found)
    output = evolve(_output(one.output, folder), formulas=one.formulas)
    if found.answer != "page":
        rows: Iterator[Row] = iter([cast("Row", as_read(call(*places, **asked)))])
    else:
        pages = pager(call, *places, **asked).pages()
        taken = pages if one.pagination else islice(pages, 1)
        rows = (cast("Row", as_read(item)) for page in taken for item in page.value)
    output.write(
        rows,
        columns(info, named),
    )


def _publish(client: Protime, one: Publisher, folder: Path) -> None:
    info, found = operation(one.entity, one.method, one.path)
    call = method(client, info, found.name)
    places = _places(found, one.path, _types(one.query))
    today = date.today()
    ask_more(client, {key: filled(text, today) for key, text in one.query.items()})
    if found.body is None:
        call(*places)
        return
    for content in _payloads(one, folder):
        positional, extra = payloads.one_call(info, found, content, places)
        tell_json(outcome(found, call(*positional, **extra)))


def _payloads(one: Publisher, folder: Path) -> Iterator[object]:
    if (one.payload is None) == (one.payload_file is None):
        raise InvalidRequest("A publisher has either payload or payload_file.")
    if one.payload is not None:
        # Through JSON, as TOML has dates of its own.
        text = json.dumps(one.payload, default=str)
        yield json.loads(filled(text, date.today()))
    else:
        file = folder / str(one.payload_file)
        for _, content in documents(payloads.read(str(file)), str(file)):
            yield content


def _places(
    found: OperationInfo, path: Mapping[str, str], named: list[values.Reference]
) -> list[object]:
    """Return what stands in the path, read as the API reads it.

    With a reference type of a segment's own collection in the query, the segment is a
    value of that type. Source: reference/collections/departments/get/
    """
    own = {reference.collection: reference for reference in named}
    return [
        own[each.identifier].of(path[each.wire])
        if each.identifier in own
        else values.place(each, path[each.wire])
        for each in found.path_parameters
    ]


def _types(query: Mapping[str, str]) -> list[values.Reference]:
    """Return the reference types that the query names."""
    if "externalReferences" not in query:
        return []
    pairs = query["externalReferences"].strip("()").split(")(")
    return values.reference_types([pair.replace(",", ":", 1) for pair in pairs])


def _query(query: Mapping[str, str], found: OperationInfo) -> dict[str, object]:
    for key in query:
        if key not in _KNOWN:
            raise InvalidRequest(values.unknown("query parameter", key, _KNOWN))
    asked: dict[str, object] = {}
    if "filter" in query:
        asked["where"] = filled(query["filter"], date.today())
    in_path = {each.identifier for each in found.path_parameters}
    more = [one for one in _types(query) if one.collection not in in_path]
    if more:
        asked["external_references"] = more
    if "expand" in query:
        asked["expand"] = query["expand"].split(",")
    return asked


def _output(name: str, folder: Path) -> Output:
    if name == "-":
        return Output(format="jsonl", file=None, session=current())
    file = folder / name
    form = file.suffix.removeprefix(".")
    if form not in FORMATS:
        raise InvalidRequest(f"{name} ends in none of {', '.join(FORMATS)}.")
    return Output(format=form, file=file, session=current())
