"""What ``list``, ``get`` and ``delta`` do."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar, cast

from protime import Delete, DeviationWarning, Protime
from protime_cli.commands.calling import asking, delta, joining, method, pager
from protime_cli.output.columns import chosen, columns_of
from protime_cli.output.pages import Pages, rows_of
from protime_cli.output.progress import counting
from protime_cli.output.wire import Row
from protime_cli.output.writer import Output
from protime_cli.parameters import options, printing
from protime_cli.parameters.options import Given
from protime_cli.session.session import Session, current
from protime_cli.sources import read_source, refuse_same
from protime_cli.values import Reference
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.files import replacing
from protime_runtime.joins import Joins
from protime_runtime.messages import Change, Page
from protime_runtime.paging.delta import DeltaPager
from protime_runtime.tables.columns import Column, Kind, Step

T = TypeVar("T")
_LOG = logging.getLogger("protime")
_CHANGE = Column(name="change", kind=Kind.STRING, path=(Step("change"),))


def list_items(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """List items, page by page."""
    session = current()
    with _client(session) as client:
        found = options.keywords(info, operation, given)
        if given.get("resume"):
            listed = pager(method(client, info, "resume"), given["resume"])
        else:
            call = asking(client, info, operation, found)
            listed = pager(call, *options.places(operation, given))
        output = printing.output(info, given, session)
        joins = joining(client, info, given)
        parts = _parts(
            listed.pages(), output, info, cast("int | None", given.get("limit"))
        )
        made = Pages(parts, lambda items: joins.fill(rows_of(items)), not joins.columns)
        output.write(made, _shown(info, joins, found, given))
        _tell(client, joins, session)
    return 0


def get_item(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Show one item."""
    session = current()
    with _client(session) as client:
        found = options.keywords(info, operation, given)
        joins = joining(client, info, given)
        shown = _shown(info, joins, found, given)
        output = printing.output(info, given, session)
        call = method(client, info, operation.name)
        item = call(*options.places(operation, given), **found)
        (row,) = joins.fill(rows_of([item]))
        output.one(row, shown)
        _tell(client, joins, session)
    return 0


def changes(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Load all items, or what changed since the link in the file; keep the next link.

    The link is kept once all changes are written, so that a crash brings them again.
    """
    session = current()
    kept = Path(str(given["link_file"]))
    refuse_same({"--link-file": kept, "--file": given.get("file")})
    with _client(session) as client:
        found = options.keywords(info, operation, given)
        followed = _followed(client, info, operation, kept, found)
        output = printing.output(info, given, session)
        joins = joining(client, info, given)
        parts = _parts(followed.pages(), output, info)
        made = Pages(parts, lambda part: joins.fill(_changes(part)), are_models=False)
        output.write(made, _shown(info, joins, found, given, _CHANGE))
        _replace(kept, followed.link)
        _tell(client, joins, session)
    return 0


def _followed(
    client: Protime,
    info: CollectionInfo,
    operation: OperationInfo,
    kept: Path,
    found: Given,
) -> DeltaPager[object]:
    if not kept.exists():
        return delta(asking(client, info, operation, found))
    given = ", ".join(f"--{name.replace('_', '-')}" for name in found)
    if given:
        raise InvalidRequest(
            f"{kept} goes on with what it began with, so {given} cannot be given; with"
            " another file all is loaded again."
        )
    link = read_source(str(kept)).strip()
    if not link:
        raise InvalidRequest(
            f"{kept} is empty, so the link that it held is lost: put it back, or delete"
            " the file to load all again."
        )
    return delta(method(client, info, "changes"), link)


def _replace(kept: Path, link: str) -> None:
    with replacing(kept) as stream:
        stream.write(f"{link}\n".encode())


def _client(session: Session) -> Protime:
    warnings.simplefilter("ignore", DeviationWarning)
    return session.client()


def _changes(changes: Iterable[object]) -> list[Row]:
    return [_change(cast("Change[object]", change)) for change in changes]


def _change(change: Change[object]) -> Row:
    if isinstance(change, Delete):
        return {
            "change": "delete",
            "id": change.id,
            "changeVersion": change.change_version,
        }
    return {"change": "upsert", **rows_of([change.item])[0]}


def _parts(
    pages: Iterable[Page[T]],
    output: Output,
    info: CollectionInfo,
    limit: int | None = None,
) -> Iterator[Sequence[T]]:
    """Yield the items of each page, and take the progress off after the last."""
    done = 0
    with counting(output.session, info.name, silent=output.passes_by) as count:
        for number, page in enumerate(pages, start=1):
            left = None if limit is None else limit - done
            done += len(page.value)
            count(done, f"items, {number:,} pages")
            output.session.resumes = output.streams
            yield page.value[:left]
            if limit is not None and done >= limit:
                return


def _references(found: Given) -> list[Reference]:
    return cast("list[Reference]", found.get("external_references", []))


def _shown(
    info: CollectionInfo, joins: Joins, found: Given, given: Given, *first: Column
) -> Sequence[Column]:
    """Return the columns that `--columns` chooses, of all that the rows have."""
    known = [*first, *joins.columns, *columns_of(info, _references(found))]
    return chosen(known, cast("str | None", given.get("columns")))


def _tell(client: Protime, joins: Joins, session: Session) -> None:
    """Say what differed from the spec, and to who logs requests what joining took."""
    if joins.requests:
        counts = ", ".join(f"{name} {count}" for name, count in joins.requests.items())
        _LOG.debug("Joined by %s requests: %s", sum(joins.requests.values()), counts)
    kinds = len(client.deviations)
    if kinds:
        session.say(
            f"The responses differ from the spec in {kinds} ways and were read all the"
            " same; `protime doctor` lists them."
        )
