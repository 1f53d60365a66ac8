"""Protime as a data source of Spark, read in parallel partitions.

::

    spark.dataSource.register(ProtimeDataSource)
    spark.read.format("protime").options(
        collection="clockings", since="2026-01-01", until="2026-12-31"
    ).load()

Executors make their own clients from ``PROTIME_TENANT``, ``PROTIME_CLIENT_ID`` and the
like, so that no secret is part of a plan. PySpark 4 or later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from protime import DateRange
from protime_sync.arrow import Shape, pa, shape_of
from protime_sync.errors import SyncError, need
from protime_sync.loads.partitions import Partition, partitions

need("pyspark.sql.datasource", "spark")

from pyspark.sql.datasource import (  # noqa: E402
    DataSource,
    DataSourceReader,
    InputPartition,
)

_OPTIONS = ("collection", "since", "until", "days", "references", "timezone")


class ProtimeDataSource(DataSource):  # type: ignore[misc]  # PySpark has no types here
    """Reads a collection; its options are texts.

    - ``collection``: its name, as in the API
    - ``since``, ``until``: days, for collections that need them
    - ``days``: days of a partition at the most; 31 if not given
    - ``references``: reference types to ask for: ``people,@employee-number`` and more
      after blanks
    - ``timezone``: zone of the tenant, to add points in time to minutes of a day
    """

    @classmethod
    def name(cls) -> str:
        """Return what stands in ``format``."""
        return "protime"

    def schema(self) -> Any:  # noqa: ANN401 - Spark's own type
        """Return the schema of the collection."""
        types = need("pyspark.sql.pandas.types", "spark")
        return types.from_arrow_schema(_shape(self.options).schema)

    def reader(self, schema: Any) -> _SparkReader:  # noqa: ANN401 - Spark's own type
        """Return what reads."""
        return _SparkReader(dict(self.options))


class _SparkPartition(InputPartition):  # type: ignore[misc]  # PySpark has no types here
    """A partition of ours, as Spark carries it."""

    def __init__(self, partition: Partition) -> None:
        """Take the partition."""
        super().__init__(partition.part.label)
        self.partition = partition


class _SparkReader(DataSourceReader):  # type: ignore[misc]  # PySpark has no types here
    def __init__(self, options: Mapping[str, str]) -> None:
        self._options = dict(options)

    def partitions(self) -> list[_SparkPartition]:
        """Return the partitions that Spark spreads over its executors."""
        options = self._options
        read = partial(
            partitions,
            options["collection"],
            days=int(options.get("days", "31")),
            external_references=tuple(_references(options)),
        )
        days = _days(options)
        found = read() if days is None else read(date=days)
        return [_SparkPartition(partition) for partition in found]

    def read(self, partition: _SparkPartition) -> Iterator[pa.RecordBatch]:
        """Yield record batches of a partition, where the executor runs."""
        found = partition.partition
        with found.connect() as client:
            rows = found.rows(client)
            yield from _shape(self._options).batches(rows, client._decoder)


def _shape(options: Mapping[str, str]) -> Shape:
    unknown = sorted(set(options) - set(_OPTIONS))
    if unknown or "collection" not in options:
        raise SyncError(
            f"The source 'protime' takes {', '.join(_OPTIONS)}, of which collection is"
            f" needed; given: {', '.join(options) or 'none'}."
        )
    return shape_of(
        options["collection"],
        references=_references(options),
        timezone=options.get("timezone"),
        dictionaries=False,
    )


def _references(options: Mapping[str, str]) -> Iterator[str]:
    references = need("protime.references")
    by_collection: dict[str, Callable[[str], str]] = {
        kind.collection: kind
        for kind in vars(references).values()
        if getattr(kind, "collection", None)
    }
    for pair in options.get("references", "").split():
        collection, _, name = pair.partition(",")
        if collection not in by_collection:
            raise SyncError(f"{pair!r} names no reference: give people,@badge-number.")
        yield by_collection[collection](name)


def _days(options: Mapping[str, str]) -> DateRange | None:
    if "since" not in options:
        return None
    until = options.get("until")
    last = None if until is None else date.fromisoformat(until)
    return DateRange(date.fromisoformat(options["since"]), last)
