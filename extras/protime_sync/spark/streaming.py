"""A stream of Spark over the changes of a collection.

An offset of Spark's is the link that goes on, for each tenant; Spark's checkpoint
stores it. What a link brought is kept in a folder until Spark has committed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from protime_sync.arrow import pa
from protime_sync.errors import SyncError, need
from protime_sync.spark.asking import Asking
from protime_sync.spark.keeping import Kept, Place, part_of
from protime_sync.spark.options import Given

need("pyspark.sql.datasource", "spark")

from pyspark.sql.datasource import (  # noqa: E402
    DataSourceStreamReader,
    InputPartition,
)

Offset: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Where each tenant's changes go on, by name."""


def _ending() -> type:
    """Return the class of streams that can end, which PySpark has since 4.2."""
    try:
        module = import_module("pyspark.sql.streaming.datasource")
    except ModuleNotFoundError:
        return object
    found: type = module.SupportsTriggerAvailableNow
    return found


_Ending: Any = _ending()


class StreamReader(DataSourceStreamReader, _Ending):  # type: ignore[misc]  # PySpark has no types here
    """Follows the changes; asks on the driver, and reads what is kept on workers."""

    def __init__(self, options: Given) -> None:
        """Take the options.

        Raises:
            SyncError: One that a stream needs is missing, or PySpark is too old.
        """
        if _Ending is object:
            # Earlier ones ask for the latest offset, and do not say where a batch
            # begins: after a restart, nothing but a first load could be asked for.
            raise SyncError("A stream needs PySpark 4.2 or later.")
        if options.kept is None:
            raise SyncError(
                "A stream needs the option kept: a folder beside the checkpoint, which"
                " the driver and all workers see."
            )
        self._form = form = options.form.of_changes()
        if "id" not in form.schema.names:
            raise SyncError("A stream's columns need id, which deletions have alone.")
        folder = Path(options.kept) / options.collection
        self._tenants = {
            login.name: Asking(options, login, Kept(folder / login.name))
            for login in options.logins
        }

    def initialOffset(self) -> Offset:  # noqa: N802 - Spark's own name
        """Return the offset before the first load."""
        return {name: _offset(Place()) for name in self._tenants}

    def latestOffset(self, start: Offset, limit: object) -> Offset:  # noqa: N802 - Spark's own name
        """Ask, keep what came, and return where it leads.

        Args:
            start: Where the last batch ended.
            limit: Not used: a link gives what it gives.
        """
        return {
            name: _offset(asking.reach(_place(start, name)))
            for name, asking in self._tenants.items()
        }

    def partitions(self, start: Offset, end: Offset) -> list[_KeptPart]:
        """Return the parts of what is kept between two offsets."""
        return [
            _KeptPart(str(answer.path), number, name)
            for name, asking in self._tenants.items()
            for answer in asking.kept.between(
                _place(start, name).link, _place(end, name).link
            )
            for number in range(answer.parts)
        ]

    def read(self, partition: _KeptPart) -> Iterator[pa.RecordBatch]:
        """Yield record batches of a part, where the executor runs."""
        entries = part_of(Path(partition.path), partition.number)
        yield from self._form.of_entries(entries, partition.tenant)

    def commit(self, end: Offset) -> None:
        """Forget what Spark will not read again."""
        for name, asking in self._tenants.items():
            asking.kept.forget(_place(end, name).link)

    def prepareForTriggerAvailableNow(self) -> None:  # noqa: N802 - Spark's own name
        """End once there is a link to changes: after a load, or after one answer."""
        for asking in self._tenants.values():
            asking.ends = True

    def stop(self) -> None:
        """Close the clients."""
        for asking in self._tenants.values():
            asking.close()


class _KeptPart(InputPartition):  # type: ignore[misc]  # PySpark has no types here
    """A part of a file of entries."""

    def __init__(self, path: str, number: int, tenant: str) -> None:
        super().__init__(f"{tenant} {number}")
        self.path = path
        self.number = number
        self.tenant = tenant


def _offset(place: Place) -> Mapping[str, Any]:
    return {"link": place.link, "loading": place.loading}


def _place(offset: Offset, name: str) -> Place:
    """Return where a tenant's changes go on; one that is new is loaded first."""
    found = offset.get(name)
    return Place() if found is None else Place(**found)
