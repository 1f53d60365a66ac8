"""Lists in columns, if pyarrow is there, which is loaded with the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from attrs import evolve

from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.requests import Request
from protime_runtime.walking import Page, Parts

T = TypeVar("T")


def in_columns(parts: Sequence[Request[Page[T]]]) -> Parts[Any]:
    """Return a list's requests with answers that are read to record batches."""
    read = _batches(parts).read

    def columns(requests: Iterable[Request[Page[T]]]) -> Iterator[Request[Page[Any]]]:
        return (evolve(one, read=read) for one in requests)

    cut = getattr(parts, "cut", None)
    finer = cut and (lambda number: columns(cut(number)))
    return Parts(columns(parts), finer, item=getattr(parts, "item", None))


def in_one_table(parts: Sequence[Request[Page[T]]], found: list[Any]) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return a list's record batches as a table, which has columns even without any."""
    return _arrow().table(_batches(parts), found)


def _batches(parts: Sequence[Request[Page[T]]]) -> Any:  # noqa: ANN401 - see `columns_arrow`
    if not isinstance(parts, Parts) or parts.item is None:
        raise InvalidRequest("What a list holds is not known, and so no columns are.")
    names = {name for one in parts for name, _ in one.query}
    links = any("externalReferences=" in one.path for one in parts)
    return _arrow().batches(parts.item, links or "externalReferences" in names)


def _arrow() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return import_module("protime_runtime.columns_arrow")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"Columns need {error.name}: pip install 'protime-client[arrow]'."
        ) from None
