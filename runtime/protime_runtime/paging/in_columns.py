"""Lists in columns, if pyarrow is there, which is loaded with the first of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from attrs import evolve

from protime_runtime.asking.references import asked_for
from protime_runtime.asking.splitting import Parts
from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.messages import Items, Page, Request

T = TypeVar("T")


class InColumns:
    """A pager's other way to read: to columns, without making models."""

    __slots__ = ()

    _parts: Sequence[Request[Page[Any]]]

    def pages(self) -> Iterator[Page[Any]]:
        """Iterate over the pages."""
        raise NotImplementedError

    def iter_arrow(self) -> Iterator[Any]:
        """Iterate over the pages as `pyarrow.RecordBatch`, without making models.

        Raises:
            ConfigurationError: pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        for page in _in_columns(self).pages():
            yield from page.value

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow may not be installed
        """Return all pages as one `pyarrow.Table`, without making models.

        Raises:
            ConfigurationError: pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return _table(self._parts, list(self.iter_arrow()))


class AsyncInColumns:
    """The same for a pager that is awaited."""

    __slots__ = ()

    _parts: Sequence[Request[Page[Any]]]

    def pages(self) -> AsyncIterator[Page[Any]]:
        """Iterate over the pages."""
        raise NotImplementedError

    async def iter_arrow(self) -> AsyncIterator[Any]:
        """Iterate over record batches as `InColumns.iter_arrow` does."""
        async for page in _in_columns(self).pages():
            for batch in page.value:
                yield batch

    async def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow may not be installed
        """Return one table as `InColumns.to_arrow` does."""
        return _table(self._parts, [batch async for batch in self.iter_arrow()])


P = TypeVar("P", InColumns, AsyncInColumns)


def _in_columns(pager: P) -> P:
    """Return a pager whose pages hold a record batch each."""
    parts = pager._parts
    cut = parts.cut if isinstance(parts, Parts) else None

    def columns(requests: Iterable[Request[Page[Any]]]) -> Iterator[Request[Page[Any]]]:
        return (evolve(request, expects=_columns(request)) for request in requests)

    finer = None if cut is None else lambda number: columns(cut(number))
    made: P = evolve(pager, parts=Parts(columns(parts), finer))  # type: ignore[misc]  # its subclasses are of attrs
    return made


def _table(parts: Sequence[Request[Page[T]]], found: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return a list's record batches as a table, which has columns even without any."""
    return _columns(parts[0]).table(found)


def _columns(request: Request[Page[T]]) -> Any:  # noqa: ANN401 - see `tables.arrow`
    if not isinstance(request.expects, Items):
        raise InvalidRequest("What a list holds is not known, and so no columns are.")
    references = tuple(asked_for(request.target))
    return _tables().columns_of(request.expects, references)


def _tables() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return import_module("protime_runtime.tables.arrow")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"Columns need {error.name}: pip install 'protime-client[arrow]'."
        ) from None
