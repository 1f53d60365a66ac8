"""Rows with what their references lead to: a person's name, a department's, a code.

::

    from protime.catalog import CATALOG
    from protime_runtime.model import as_read

    joins = Joins(client, CATALOG, "clockings", ["person.lastName", "department.name"])
    for page in client.clockings.list(date=january).pages():
        for row in joins.fill([as_read(clocking) for clocking in page.value]):
            print(row["person.lastName"], row["department.name"])

What a person had on a day (a department, a contract) is what was so on the row's own
day, its ``date`` or ``from``; today in a collection whose rows have neither, as people.
A row without its day gets nothing that depends on one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from protime_runtime.catalog.infos import CollectionInfo
from protime_runtime.joins.paths import Hop, Join, Paths
from protime_runtime.joins.sources import DatedClient, Key, Row, Source, at
from protime_runtime.tables.columns import Column


class Joins:
    """What is joined to the rows of a collection."""

    def __init__(
        self,
        client: DatedClient,
        catalog: Mapping[str, CollectionInfo],
        collection: str,
        paths: Iterable[str],
    ) -> None:
        """Find out what the paths lead to; nothing is sent yet.

        Args:
            client: Asks for what is joined.
            catalog: The client's collections.
            collection: The name of the rows' own.
            paths: ``person.lastName``, ``department.name``: references and a column, as
                the API or as Python calls them.

        Raises:
            InvalidRequest: A path leads nowhere; the message says what there is.
        """
        begin = Paths(catalog, collection)
        self._joins = [begin.join(path) for path in dict.fromkeys(paths)]
        self._client = client
        self._catalog = catalog
        self._dated = [
            field.wire
            for field in catalog[collection].fields
            if field.wire in ("date", "from")
        ]
        self._kept = {"id", "person", "from", "until"} | {
            name for join in self._joins for name in _goes_on(join)
        }
        self._sources: dict[tuple[str, bool], Source] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that rows have of it."""
        return tuple(join.column for join in self._joins)

    @property
    def scopes(self) -> Mapping[str, tuple[str, ...]]:
        """The collections that are read, each with scopes of which one is enough."""
        names = [hop.collection for join in self._joins for hop in join.hops]
        return {name: self._catalog[name].read_scopes for name in names}

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests each collection took so far, without their repeats."""
        counts: Counter[str] = Counter()
        for (collection, _), source in self._sources.items():
            counts[collection] += source.requests
        return counts

    def fill(self, rows: Sequence[Row]) -> list[Row]:
        """Return rows with what is joined to them, under the names of the columns.

        Args:
            rows: Items as JSON values, such as those of a page.

        Raises:
            ScopeMissing: The client may not read what is joined; it names the scope.
            ProtimeError: A request failed.
        """
        if not self._joins:
            return list(rows)
        days = [self._day(row) for row in rows]
        joined = [self._values(join, rows, days) for join in self._joins]
        names = [join.column.wire for join in self._joins]
        return [
            {**row, **dict(zip(names, values, strict=True))}
            for row, *values in zip(rows, *joined, strict=True)
        ]

    def _values(
        self, join: Join, rows: Sequence[Row], days: Sequence[str]
    ) -> list[object]:
        items: Sequence[Any] = rows
        for hop in join.hops:
            source = self._source(hop)
            keys = [at(item, hop.path) for item in items]
            source.load(_flat(keys))
            items = [
                [source.find(key, day) for key in found]
                if isinstance(found, list)
                else source.find(found, day)
                for found, day in zip(keys, days, strict=True)
            ]
        return [at(item, join.end) for item in items]

    def _source(self, hop: Hop) -> Source:
        key = hop.collection, hop.of_day
        if key not in self._sources:
            info = self._catalog[hop.collection]
            self._sources[key] = Source(self._client, info, hop.of_day, self._kept)
        return self._sources[key]

    def _day(self, row: Row) -> str:
        if not self._dated:
            return self._client._today().isoformat()
        return str(row.get(self._dated[0]) or "")


def _goes_on(join: Join) -> Iterator[str]:
    """Yield the properties that a path goes along, or ends at."""
    yield from (hop.path[0] for hop in join.hops)
    yield join.end[0]


def _flat(keys: Iterable[object]) -> Iterator[Key]:
    for key in keys:
        if isinstance(key, list):
            yield from _flat(key)
        elif isinstance(key, int | str):
            yield key
