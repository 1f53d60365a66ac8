"""Calls of the client that are made from the catalog, the same for both modes."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal

import httpx
from attrs import frozen

import protime
from protime.catalog import CATALOG, REFERENCES
from protime_runtime.catalog import CollectionInfo, FilterInfo, OperationInfo
from protime_runtime.messages import Page
from protime_runtime.reading.converter import converter

Mode = Literal["sync", "async"]
MODES: tuple[Mode, ...] = ("sync", "async")
USER_AGENT = "CatalogTests/v1 (Acme Corp)"
SETS = {"circle": protime.Circle, "org-group": protime.OrgGroup}


def operation_of(collection: str, name: str) -> OperationInfo:
    """Return an operation of a collection; ``changes`` and ``next`` are none."""
    return next(one for one in CATALOG[collection].operations if one.name == name)


def operations() -> Iterable[tuple[CollectionInfo, OperationInfo]]:
    """Return every operation of every collection."""
    return [(info, one) for info in CATALOG.values() for one in info.operations]


@frozen(kw_only=True)
class Call:
    """A call in the API's terms: wire names and JSON values."""

    collection: str
    operation: str
    path: Mapping[str, object] = {}
    filters: Mapping[str, object] = {}
    where: str | None = None
    external_references: Sequence[tuple[str, str]] = ()
    expand: Sequence[str] = ()
    body: object = None
    link: str | None = None

    def on(self, client: Any) -> Any:
        """Call the client's method: a pager, a value, or what is to be awaited."""
        owner = getattr(client, CATALOG[self.collection].attribute)
        if self.link is not None:
            return getattr(owner, self._following())(self.link)
        info = operation_of(self.collection, self.operation)
        if self.where is not None:
            prefix = "" if self.operation == "list" else f"{self.operation}_"
            places = [*self._positional(info), self.where]
            return getattr(owner, f"{prefix}where")(*places, **self._keywords(info))
        return getattr(owner, self.operation)(
            *self._positional(info), **self._keywords(info)
        )

    def _following(self) -> str:
        assert self.link is not None
        return "changes" if "deltaToken=" in self.link else "resume"

    def _positional(self, info: OperationInfo) -> list[object]:
        assert {one.wire for one in info.path_parameters} == set(self.path)
        places = [place(self.path[one.wire]) for one in info.path_parameters]
        if info.body is None or info.name == "put":
            return places
        return [*places, body(info, self.body)]

    def _keywords(self, info: OperationInfo) -> dict[str, object]:
        given: dict[str, object] = {}
        if info.name == "put":
            assert isinstance(self.body, Mapping)
            text = str(self.body["internalReference"])
            given["internal_reference"] = int(text) if text.isdecimal() else text
        if self.external_references:
            given["external_references"] = [
                reference(*one) for one in self.external_references
            ]
        if self.expand:
            given["expand"] = self.expand
        known = {one.wire: one for one in CATALOG[self.collection].filters}
        for wire, value in self.filters.items():
            given[known[wire].python] = filter_value(known[wire], value)
        return given


def reference(collection: str, name: str) -> Any:
    """Return a reference type of a collection."""
    return getattr(protime, f"{REFERENCES[collection].item}Reference")(name)


def place(value: object) -> object:
    """Return what stands in a path: an id, or another system's name for an item."""
    if not isinstance(value, Mapping):
        return value
    return reference(*value["reference"]).of(value["value"])


def body(info: OperationInfo, document: object) -> object:
    """Return JSON as what the operation takes."""
    model = getattr(protime, str(info.body))
    if info.body_is_list:
        assert isinstance(document, list)
        return [converter.structure(one, model) for one in document]
    return converter.structure(document, model)


def filter_value(info: FilterInfo, value: Any) -> object:
    """Return a value in Python's form: a range, a set, members, an enum."""
    if isinstance(value, Mapping):
        if "ge" in value:
            return protime.DateRange(value["ge"], value.get("le"))
        ((name, ids),) = value.items()
        return SETS[name](*ids) if name in SETS else protime.NamedSet(name, ids)
    if isinstance(value, list):
        return [filter_value(info, one) for one in value]
    if isinstance(value, str):
        return getattr(protime, info.type, str)(value)
    return value


def client(mode: Mode, http: Any = None, **settings: Any) -> Any:
    """Return a client of either mode."""
    kind = protime.Protime if mode == "sync" else protime.AsyncProtime
    return kind(**{"user_agent": USER_AGENT, **settings}, http=http)


@asynccontextmanager
async def opened(made: Any) -> AsyncIterator[Any]:
    """Close a client or an HTTP client of either mode when the block ends."""
    if isinstance(made, protime.Protime | httpx.Client):
        with made:
            yield made
    else:
        async with made:
            yield made


async def settled(value: Any) -> Any:
    """Return a value that may have to be awaited."""
    return await value if inspect.isawaitable(value) else value


async def pages_of(pager: Any, most: int | None = None) -> list[Page[Any]]:
    """Return the pages of a pager of either mode; at most so many of them."""
    found: list[Page[Any]] = []
    pages = pager.pages()
    if hasattr(pages, "__anext__"):
        async for page in pages:
            found.append(page)
            if len(found) == most:
                break
        await pages.aclose()
    else:
        for page in pages:
            found.append(page)
            if len(found) == most:
                break
    return found


async def items_of(pager: Any) -> list[Any]:
    """Return all items of a pager of either mode."""
    if hasattr(pager, "__aiter__"):
        return [item async for item in pager]
    return list(pager)
