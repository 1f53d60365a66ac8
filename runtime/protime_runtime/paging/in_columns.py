"""Lists as a whole: as items, dicts, tables of Arrow, frames, and workbooks.

What need not be installed is loaded with the first of them.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from importlib import import_module
from os import PathLike
from textwrap import shorten
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qs

from attrs import evolve

from protime_runtime.asking.references import asked_for
from protime_runtime.asking.splitting import Parts
from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.messages import Items, Page, Request
from protime_runtime.model import Names, as_read

T = TypeVar("T")


class InColumns(Generic[T]):
    """A pager's other ways to read: as a whole, and to columns without models."""

    __slots__ = ()

    _parts: Sequence[Request[Page[T]]]

    def __repr__(self) -> str:
        """Return what would be asked for; nothing is sent."""
        return _shown(type(self).__name__, self._parts)

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages."""
        raise NotImplementedError

    def to_list(self) -> list[T]:
        """Return all items.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return [item for page in self.pages() for item in page.value]

    def to_dicts(self, *, names: Names = "api") -> list[dict[str, Any]]:
        """Return all items as JSON has them; `Model.to_dict` says how.

        Raises:
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return [as_read(item, names) for page in self.pages() for item in page.value]

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

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas may not be installed
        """Return all pages as one `pandas.DataFrame`, without making models.

        Its columns have Arrow's types, so that ids stay whole numbers where some are
        missing; enums are categories.

        Raises:
            ConfigurationError: pandas or pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return _frames("pandas").in_pandas(self.to_arrow())

    def to_polars(self) -> Any:  # noqa: ANN401 - polars may not be installed
        """Return all pages as one `polars.DataFrame`, without making models.

        Raises:
            ConfigurationError: polars or pyarrow is not installed.
            ProtimeError: A page failed; the error's `resume_link` leads on from there.
        """
        return _frames("polars").in_polars(self.to_arrow())

    def to_excel(self, path: str | PathLike[str]) -> int:
        """Write all items into a workbook, page by page, and return how many they were.

        Days, points in time and minutes are what Excel knows them as, texts are never
        formulas. What a sheet does not hold as it came is logged once, under
        ``protime``: more rows than a sheet has, which go on on the next, or a text
        that is too long. The file appears when it is complete.

        Args:
            path: The workbook to write, which ends in ``.xlsx``.

        Raises:
            ConfigurationError: xlsxwriter is not installed.
            InvalidRequest: The name ends in something else.
            ProtimeError: A page failed, and no file was written.
            OSError: The file cannot be written.
        """
        with _book(path, self._parts) as book:
            for page in self.pages():
                book.add(page.value)
        return int(book.count)


class AsyncInColumns(Generic[T]):
    """The same for a pager that is awaited."""

    __slots__ = ()

    _parts: Sequence[Request[Page[T]]]

    def __repr__(self) -> str:
        """Return what would be asked for; nothing is sent."""
        return _shown(type(self).__name__, self._parts)

    def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over the pages."""
        raise NotImplementedError

    async def to_list(self) -> list[T]:
        """Return all items."""
        return [item async for page in self.pages() for item in page.value]

    async def to_dicts(self, *, names: Names = "api") -> list[dict[str, Any]]:
        """Return all items as `InColumns.to_dicts` does."""
        return [
            as_read(item, names) async for page in self.pages() for item in page.value
        ]

    async def iter_arrow(self) -> AsyncIterator[Any]:
        """Iterate over record batches as `InColumns.iter_arrow` does."""
        async for page in _in_columns(self).pages():
            for batch in page.value:
                yield batch

    async def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow may not be installed
        """Return one table as `InColumns.to_arrow` does."""
        return _table(self._parts, [batch async for batch in self.iter_arrow()])

    async def to_pandas(self) -> Any:  # noqa: ANN401 - pandas may not be installed
        """Return one frame as `InColumns.to_pandas` does."""
        frames = _frames("pandas")
        return frames.in_pandas(await self.to_arrow())

    async def to_polars(self) -> Any:  # noqa: ANN401 - polars may not be installed
        """Return one frame as `InColumns.to_polars` does."""
        frames = _frames("polars")
        return frames.in_polars(await self.to_arrow())

    async def to_excel(self, path: str | PathLike[str]) -> int:
        """Write a workbook as `InColumns.to_excel` does."""
        with _book(path, self._parts) as book:
            async for page in self.pages():
                book.add(page.value)
        return int(book.count)


P = TypeVar("P", InColumns[Any], AsyncInColumns[Any])


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


def _book(path: str | PathLike[str], parts: Sequence[Request[Page[T]]]) -> Any:  # noqa: ANN401 - see `tables.workbooks`
    """Return what gives a workbook that takes the items of pages."""
    made = _loaded("protime_runtime.tables.workbooks", "excel")
    return made.workbook(path, *_asked(parts[0]))


def _asked(request: Request[Page[T]]) -> tuple[Items[T], tuple[tuple[str, str], ...]]:
    """Return what a list holds, and the reference types that it was asked for with."""
    if not isinstance(request.expects, Items):
        raise InvalidRequest("What a list holds is not known, and so no columns are.")
    return request.expects, tuple(asked_for(request.target))


def _columns(request: Request[Page[T]]) -> Any:  # noqa: ANN401 - see `tables.arrow`
    return _tables().columns_of(*_asked(request))


def _tables() -> Any:  # noqa: ANN401 - a module that may not be there
    return _loaded("protime_runtime.tables.arrow", "arrow")


def _frames(library: str) -> Any:  # noqa: ANN401 - a module that may not be there
    _loaded(library, library)
    return _loaded("protime_runtime.tables.frames", library)


def _loaded(module: str, extra: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"Columns need {error.name}: pip install 'protime-client[{extra}]'."
        ) from None


_VALUES = re.compile(r"'[^']*'|\b[0-9][0-9, ]*\b")
_DAY = re.compile("'[0-9]{4}-[0-9]{2}-[0-9]{2}'")


def _shown(kind: str, parts: Sequence[Request[Page[T]]]) -> str:
    """Return a pager's collection, its first filter and how many requests begin it."""
    first = parts[0]
    path, _, query = first.target.partition("?")
    name = getattr(first.expects, "collection", "") or path.rpartition("/")[2]
    expression = parse_qs(query).get("filter", ["all"])[0]
    # Texts that are no days may be names of people, and numbers their ids.
    text = _VALUES.sub(lambda of: of[0] if _DAY.fullmatch(of[0]) else "…", expression)
    text = shorten(text, 200, placeholder=" …")
    more = f", the first of {len(parts)} requests" if len(parts) > 1 else ""
    return f"<{kind} of {name}: {text}{more}>"
