"""Protime as a data source of Spark, read in parallel partitions or as a stream.

::

    spark.dataSource.register(ProtimeDataSource)
    spark.read.format("protime").options(
        collection="clockings", since="2026-01-01", until="2026-12-31"
    ).load()

Workers make their own clients, so that no secret is part of a plan. PySpark 4 or later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from protime_sync.arrow import pa
from protime_sync.errors import SyncError, need
from protime_sync.loads.partitions import Partition, partitions
from protime_sync.source.named import info_of
from protime_sync.spark.connecting import Login
from protime_sync.spark.options import Given, read
from protime_sync.spark.pushing import Pushing
from protime_sync.spark.streaming import StreamReader

need("pyspark.sql.datasource", "spark")

from pyspark.sql.datasource import (  # noqa: E402
    DataSource,
    DataSourceReader,
    InputPartition,
)


class ProtimeDataSource(DataSource):  # type: ignore[misc]  # PySpark has no types here
    """Reads a collection; its options are texts.

    - ``collection``: its name, as in the API
    - ``since``, ``until``: days, for collections that need them
    - ``days``: days of a partition at the most; 31 if not given
    - ``people``: people of a partition at the most, if a filter lists their ids
    - ``columns``: those to read, with commas between; all if not given
    - ``references``: reference types to ask for: ``people,@employee-number`` and more
      after blanks
    - ``timezone``: zone of the tenant, to add points in time to minutes of a day
    - ``profile``, or ``secret_scope`` of Databricks: what to log in with, if not the
      environment. With several names the column ``tenant`` says whose a row is.

    A stream has, in place of ``days`` and ``people``:

    - ``kept``: a folder that driver and workers see, for what Spark has not committed
    - ``pages``: pages of the first load in a batch at the most; 20 if not given
    - ``every``: seconds between two requests for changes; 60 if not given
    """

    @classmethod
    def name(cls) -> str:
        """Return what stands in ``format``."""
        return "protime"

    def schema(self) -> Any:  # noqa: ANN401 - Spark's own type
        """Return the schema of the collection; a stream's has ``_change_type``, too."""
        options = read(dict(self.options))
        form = options.form if options.kept is None else options.form.of_changes()
        return form.spark_schema

    def reader(self, schema: Any) -> _BatchReader:  # noqa: ANN401 - Spark's own type
        """Return what reads once."""
        return _BatchReader(dict(self.options))

    def streamReader(self, schema: Any) -> StreamReader:  # noqa: ANN401, N802 - Spark's own
        """Return what follows the changes."""
        return StreamReader(read(dict(self.options)))


class _SparkPartition(InputPartition):  # type: ignore[misc]  # PySpark has no types here
    """A partition of ours, as Spark carries it."""

    def __init__(self, partition: Partition, tenant: str) -> None:
        """Take the partition, and whose it is."""
        super().__init__(partition.part.label)
        self.partition = partition
        self.tenant = tenant


class _BatchReader(DataSourceReader):  # type: ignore[misc]  # PySpark has no types here
    def __init__(self, given: Mapping[str, str]) -> None:
        self._options = options = read(given)
        if options.kept is not None:
            raise SyncError(
                "The option kept is of streams: readStream, or leave it out."
            )
        columns = options.form.shape.columns
        self._pushing = Pushing(info_of(options.collection), columns, options.span)

    @property
    def pushFilters(self) -> Any:  # noqa: ANN401, N802 - Spark's own name
        """Take filters over, where Spark's setting for that is on.

        Where it is off, Spark refuses readers that define this, by the function that
        they name. Ours reads without.
        """
        push: Any = partial(_left, self._pushing)
        push.__func__ = getattr(DataSourceReader, "pushFilters", None)
        return push

    def partitions(self) -> list[_SparkPartition]:
        """Return the partitions that Spark spreads over its executors."""
        if self._pushing.is_empty:
            return []
        filter, tenants = self._pushing.filter(), self._pushing.tenants
        return [
            _SparkPartition(partition, login.name)
            for login in self._options.logins
            if tenants is None or login.name in tenants
            for partition in _partitions(self._options, login.resolved(), filter)
        ]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Yield record batches of a partition, where the executor runs."""
        if not isinstance(partition, _SparkPartition):
            return  # Spark's own, for a list of none.
        found = partition.partition
        with found.connect() as client:
            rows = found.rows(client)
            yield from self._options.form.batches(
                rows, partition.tenant, client._decoder
            )


def _left(pushing: Pushing, filters: Iterable[Any]) -> Iterator[Any]:
    """Yield the filters that stay Spark's."""
    return (asked for asked in filters if not pushing.takes(asked))


def _partitions(
    options: Given, login: Login, filter: Mapping[str, object]
) -> tuple[Partition, ...]:
    given: dict[str, Any] = {**filter}
    return partitions(
        options.collection,
        connect=login.client,
        days=options.days,
        people=options.people,
        external_references=options.references,
        **given,
    )
