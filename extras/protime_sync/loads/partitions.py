"""Read tasks that any engine can run anywhere: each gives an Arrow table."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from attrs import field, frozen

from protime import Protime
from protime_runtime.asking.filters import held
from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.base import BaseClient
from protime_runtime.client.sync import Client
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.given import several
from protime_runtime.messages import Page
from protime_runtime.paging.cursor import Cursor
from protime_sync.arrow import Shape, pa, shape_of
from protime_sync.loads.windows import Part, parts
from protime_sync.source.collection import Mode, Source
from protime_sync.source.entries import Entry, Row
from protime_sync.source.making import source
from protime_sync.source.named import info_of, of_client
from protime_sync.source.structures import is_below_structures

Connect: TypeAlias = Callable[[], Client]
"""Makes a client where a task runs; it must be picklable, as `Protime.from_env` is."""


@frozen(kw_only=True)
class Partition:
    """A part of a list; can be pickled, and holds no secret."""

    collection: str
    part: Part
    shape: Shape = field(repr=False)
    references: tuple[str, ...] = ()
    """Reference types to ask for."""
    connect: Connect = field(default=Protime.from_env, repr=False)

    def read(self, client: Client | None = None) -> pa.Table:
        """Return the part's rows as a table.

        Args:
            client: Asks; by default, one that `connect` makes and that is closed.

        Raises:
            ProtimeError: A request failed.
        """
        return pa.Table.from_batches(self.batches(client), schema=self.shape.schema)

    def batches(self, client: Client | None = None) -> Iterator[pa.RecordBatch]:
        """Iterate over record batches, one for each page that has rows.

        Raises:
            ProtimeError: A request failed.
        """
        if client is None:
            with self.connect() as made:
                yield from self.batches(made)
            return
        yield from self.shape.batches(self.rows(client), client._decoder)

    def rows(self, client: Client) -> Iterator[list[Row]]:
        """Iterate over the rows of each page, as they came."""
        found = self._source(client, _blocking(of_client(client, self.collection)))
        yield from listed(client, found, self.part)

    async def read_async(self, client: AsyncClient) -> pa.Table:
        """Return the part's rows as a table, asked for by an async client.

        Raises:
            ProtimeError: A request failed.
        """
        found = self._source(client, of_client(client, self.collection))
        pages = [rows async for rows in async_listed(client, found, self.part)]
        batches = self.shape.batches(pages, client._decoder)
        return pa.Table.from_batches(batches, schema=self.shape.schema)

    def _source(
        self, client: BaseClient[Any], collection: Collection | AsyncCollection
    ) -> Source:
        return source(
            collection,
            self.part.filter,
            references=self.references,
            today=client._today,
            mode=Mode.COMPARISON,
        )


def partitions(
    collection: Collection | str,
    *,
    connect: Connect = Protime.from_env,
    external_references: Iterable[str] = (),
    timezone: str | None = None,
    days: int = 31,
    people: int | None = None,
    today: date | None = None,
    **filter: object,
) -> tuple[Partition, ...]:
    """Return tasks that together read what ``list`` with the same filter does.

    Args:
        collection: One of a client's, or its name.
        connect: Makes the client where a task runs.
        external_references: Reference types to ask for; each is a column.
        timezone: Zone of the tenant, to add points in time to minutes of a day.
        days: Days of a task at the most.
        people: People of a task at the most, if the filter lists their ids.
        today: Where the last task of an open range begins at the latest.
        **filter: As for the collection's ``list``.

    Raises:
        InvalidRequest: The API would refuse the filter.
    """
    info = info_of(collection)
    references = several(external_references, "external_references")
    make = partial(
        Partition,
        collection=info.name,
        shape=shape_of(info, references=references, timezone=timezone),
        references=references,
        connect=connect,
    )
    given = filter if is_below_structures(info) else held(filter)
    cut = parts(given, days=days, people=people, today=today or date.today())
    made = tuple(make(part=part) for part in cut)
    _check(collection, references, made[0].part.filter)
    return made


def listed(client: Client, found: Source, part: Part) -> Iterator[list[Row]]:
    """Iterate over the rows of each page that belong to a part."""
    for page in Cursor(found.start()).each(client._send):
        yield _own(found, page, part)


async def async_listed(
    client: AsyncClient, found: Source, part: Part
) -> AsyncIterator[list[Row]]:
    """Iterate over the rows of each page that belong to a part."""
    async for page in Cursor(found.start()).each_awaited(client._send):
        yield _own(found, page, part)


def _own(found: Source, page: Page[Entry], part: Part) -> list[Row]:
    rows = [entry.row for entry in page.value if entry.row is not None]
    if part.not_before is None:
        return rows
    return [row for row in rows if _belongs(found, row, part.not_before)]


def _belongs(found: Source, row: Row, not_before: int) -> bool:
    # What spans two windows is listed in both, and belongs to the first.
    first, _ = found.days(row)
    return first is None or first >= not_before


def _check(
    collection: Collection | str,
    references: Iterable[str],
    filter: Mapping[str, object],
) -> None:
    if not isinstance(collection, str):
        found = source(
            collection,
            filter,
            references=references,
            today=date.today,
            mode=Mode.COMPARISON,
        )
        found.start()


def _blocking(collection: object) -> Collection:
    if not isinstance(collection, Collection):
        raise TypeError("Partitions are read with a client that blocks.")
    return collection
