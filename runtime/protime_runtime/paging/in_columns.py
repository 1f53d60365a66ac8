"""Lists in columns, if pyarrow is there, which is loaded with the first of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from attrs import evolve

from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.messages import Answer, Request
from protime_runtime.paging.cursor import Page, Parts
from protime_runtime.reading.decoding import Decoder

T = TypeVar("T")
Read = Callable[[Answer, Decoder], Page[Any]]


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
        """Iterate over the pages as `pyarrow.RecordBatch`, without making models.

        Raises:
            ConfigurationError: pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        async for page in _in_columns(self).pages():
            for batch in page.value:
                yield batch

    async def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow may not be installed
        """Return all pages as one `pyarrow.Table`, without making models.

        Raises:
            ConfigurationError: pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return _table(self._parts, [one async for one in self.iter_arrow()])


P = TypeVar("P", InColumns, AsyncInColumns)


def _in_columns(pager: P) -> P:
    """Return a pager whose pages hold a record batch each."""
    parts = _known(pager._parts)
    read, cut = _batches(parts).read, parts.cut

    def columns(requests: Iterable[Request[Page[Any]]]) -> Iterator[Request[Page[Any]]]:
        return (evolve(one, read=_held(parts, one, read)) for one in requests)

    finer = None if cut is None else lambda number: columns(cut(number))
    made: P = evolve(pager, parts=Parts(columns(parts), finer, item=parts.item))  # type: ignore[misc]  # its subclasses are of attrs
    return made


def _held(parts: Parts[Any], request: Request[Page[Any]], read: Read) -> Read:
    """Return what reads columns, after the models where a path names whose they are.

    Such lists are short, and only the models are held against what the path names.
    """
    if not parts.named:
        return read

    def held(answer: Answer, decoder: Decoder) -> Page[Any]:
        request.read(answer, decoder)
        return read(answer, decoder)

    return held


def _table(parts: Sequence[Request[Page[T]]], found: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return a list's record batches as a table, which has columns even without any."""
    return _arrow().table(_batches(_known(parts)), found)


def _known(parts: Sequence[Request[Page[T]]]) -> Parts[T]:
    if not isinstance(parts, Parts) or parts.item is None:
        raise InvalidRequest("What a list holds is not known, and so no columns are.")
    return parts


def _batches(parts: Parts[T]) -> Any:  # noqa: ANN401 - see `columns_arrow`
    names = {name for one in parts for name, _ in one.query}
    links = any("externalReferences=" in one.path for one in parts)
    return _arrow().batches(parts.item, links or "externalReferences" in names)


def _arrow() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return import_module("protime_runtime.tables.arrow")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"Columns need {error.name}: pip install 'protime-client[arrow]'."
        ) from None
