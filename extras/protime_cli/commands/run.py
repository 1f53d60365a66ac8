"""``protime run``: what a pipeline file says, done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from attrs import evolve

from protime import Protime
from protime_cli import values
from protime_cli.commands.calling import ask_more, asking, method, pager, prepared
from protime_cli.commands.outcomes import outcome
from protime_cli.commands.pipeline_file import (
    Publisher,
    Subscriber,
    filled,
    operation,
    read,
)
from protime_cli.output.columns import columns_of
from protime_cli.output.format_names import of_ending
from protime_cli.output.pages import Pages
from protime_cli.output.wire import documents
from protime_cli.output.writer import Output
from protime_cli.session.session import current
from protime_cli.sources import read_source
from protime_cli.terminal import echo_json
from protime_runtime.catalog import OperationInfo
from protime_runtime.errors import InvalidRequest

_KNOWN = ("filter", "externalReferences", "expand")


def run(file: str, *, dry_run: bool) -> int:
    """Run every subscriber, then every publisher; with `dry_run`, only report."""
    pipeline = read(Path(file))
    session, before = current(), Path(file).parent
    parts: dict[str, Subscriber | Publisher] = {
        **{
            f"subscriber.{name}": subscriber
            for name, subscriber in pipeline.subscriber.items()
        },
        **{
            f"publisher.{name}": publisher
            for name, publisher in pipeline.publisher.items()
        },
    }
    for name, step in parts.items():
        settings = pipeline.client.get(step.client)
        if settings is None and step.client != "default":
            raise InvalidRequest(values.unknown("client", step.client, pipeline.client))
        profile = settings.profile if settings else None
        with evolve(session, profile=profile or session.profile).client() as client:
            session.say(f"{name}: {_described(step)}")
            if not dry_run:
                _run(client, step, before)
    return 0


def _described(step: Subscriber | Publisher) -> str:
    asked = step.method if isinstance(step, Publisher) else "GET"
    _, found = operation(step.entity, asked, step.path)
    query = " and ".join(
        f"{key}: {filled(text, date.today())}" for key, text in step.query.items()
    )
    return f"{found.method} {found.path}" + (f" with {query}" if query else "")


def _run(client: Protime, step: Subscriber | Publisher, folder: Path) -> None:
    if isinstance(step, Publisher):
        _publish(client, step, folder)
    else:
        _subscribe(client, step, folder)


def _subscribe(client: Protime, subscriber: Subscriber, folder: Path) -> None:
    info, found = operation(subscriber.entity, "GET", subscriber.path)
    named = _types(subscriber.query)
    places = _places(found, subscriber.path, named)
    call = asking(client, info, found, _query(subscriber.query, found))
    output = evolve(_output(subscriber.output, folder), formulas=subscriber.formulas)
    if found.response != "page":
        items: Iterable[Sequence[object]] = iter([[call(*places)]])
    else:
        pages = pager(call, *places).pages()
        taken = pages if subscriber.pagination else islice(pages, 1)
        items = (page.value for page in taken)
    output.write(Pages(items), columns_of(info, named))


def _publish(client: Protime, publisher: Publisher, folder: Path) -> None:
    info, found = operation(publisher.entity, publisher.method, publisher.path)
    places = _places(found, publisher.path, _types(publisher.query))
    today = date.today()
    ask_more(
        client, {key: filled(text, today) for key, text in publisher.query.items()}
    )
    if found.body is None:
        method(client, info, found.name)(*places)
        return
    for content in _payloads(publisher, folder):
        call = prepared(client, info, found, content, places)
        echo_json(outcome(found, call()))


def _payloads(publisher: Publisher, folder: Path) -> Iterator[object]:
    if (publisher.payload is None) == (publisher.payload_file is None):
        raise InvalidRequest("A publisher has either payload or payload_file.")
    if publisher.payload is not None:
        # Through JSON, as TOML has dates of its own.
        text = json.dumps(publisher.payload, default=str)
        yield json.loads(filled(text, date.today()))
    else:
        file = folder / str(publisher.payload_file)
        for _, content in documents(read_source(str(file)), str(file)):
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
    more = [
        reference for reference in _types(query) if reference.collection not in in_path
    ]
    if more:
        asked["external_references"] = more
    if "expand" in query:
        asked["expand"] = query["expand"].split(",")
    return asked


def _output(name: str, folder: Path) -> Output:
    if name == "-":
        return Output(format="jsonl", file=None, session=current())
    file = folder / name
    try:
        return Output(format=of_ending(file), file=file, session=current())
    except ValueError as error:
        raise InvalidRequest(str(error)) from None
