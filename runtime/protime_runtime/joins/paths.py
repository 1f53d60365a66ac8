"""What a path such as ``person.lastName`` leads to, by what the collections say.

A path goes along references to a column of what they lead to. A collection of periods
(``person``, ``from``, ``until``, listed without a filter) gives two names more to all
that a person stands in: that of its items (``contract``, ``departmentHistory``) and
that of what its periods are about (``department``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import TypeAlias

from attrs import evolve, frozen

from protime_runtime.catalog.infos import CollectionInfo, FieldInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.tables.columns import Column, Kind, Step, by_name, columns

Names: TypeAlias = tuple[str, ...]
_INNER = re.compile("(?<!^)(?=[A-Z])")
_PERIOD = ("person", "from", "until")


@frozen
class Hop:
    """A step from an item to others, whose ids stand in it."""

    collection: str
    path: Names
    """Where the ids stand; with lists on the way there are several."""
    of_day: bool = False
    """Whether they are ids of people, who had one of the items on a day."""


@frozen
class Join:
    """A path: its steps, and the column that it ends at."""

    hops: tuple[Hop, ...]
    end: Names
    column: Column
    """The column that rows have of it."""


@frozen
class _Link:
    """A name that a path can go along."""

    wire: str
    python: str
    hops: tuple[Hop, ...]
    several: bool = False


class Paths:
    """The paths that begin at the items of a collection."""

    def __init__(self, catalog: Mapping[str, CollectionInfo], collection: str) -> None:
        """Take the collections, and the name of the one to begin at."""
        self._catalog = catalog
        self._info = catalog[collection]

    def join(self, path: str) -> Join:
        """Return what a path leads to.

        Raises:
            InvalidRequest: It leads nowhere; the message says what there is.
        """
        links: list[_Link] = []
        here, rest = self, path
        while link := here._link(rest):
            links.append(link)
            here, rest = here._along(link, path), _after(rest, link)
        if not links:
            raise InvalidRequest(self._no_link(path))
        return _joined(links, here._column(rest, path))

    def names(self) -> Iterator[str]:
        """Iterate over the paths of one step, under the API's names."""
        for link in self._links:
            if self._leads(link):
                there = Paths(self._catalog, link.hops[-1].collection)
                yield from there._names(f"{link.wire}.")

    def _names(self, begun: str) -> Iterator[str]:
        for column in self._columns:
            yield f"{begun}{_short(column.wire, '.')}"

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        return columns(self._info.model, self._info.name)

    @property
    def _links(self) -> list[_Link]:
        taken = {link.wire for link in self._own}
        return [*self._own, *(link for link in self._had if link.wire not in taken)]

    @cached_property
    def _own(self) -> list[_Link]:
        return list(_references(self._info))

    @cached_property
    def _had(self) -> list[_Link]:
        found: dict[str, _Link] = {}
        for link in self._periods():
            # Others can name departments, too; `department` is of the histories of it.
            if link.wire not in found or _is_called_after(link):
                found[link.wire] = link
        return list(found.values())

    def _periods(self) -> Iterator[_Link]:
        """Yield what the person of an item had on a day."""
        for info in self._catalog.values():
            person = None if info is self._info else _person(self._info, info)
            if person is None:
                continue
            period = Hop(info.name, person, of_day=True)
            item = str(info.item)
            wire, python = f"{item[0].lower()}{item[1:]}", _INNER.sub("_", item).lower()
            yield _Link(wire, python, (period,))
            about = [link for link in _references(info) if _is_about(link, info)]
            if len(about) == 1:
                yield evolve(about[0], hops=(period, *about[0].hops))

    def _link(self, path: str) -> _Link | None:
        """Return the link that a path begins with, if more follows."""
        return _begun(self._own, path) or _begun(self._had, path)

    def _along(self, link: _Link, path: str) -> Paths:
        collection = link.hops[-1].collection
        if not self._leads(link):
            raise InvalidRequest(
                f"{path} cannot be joined: {collection} are not listed without knowing"
                " more than the rows say."
            )
        return Paths(self._catalog, collection)

    def _leads(self, link: _Link) -> bool:
        info = self._catalog.get(link.hops[-1].collection)
        return info is not None and info.listed_plainly

    def _column(self, name: str, path: str) -> Column:
        known = by_name(self._columns)
        found = known.get(name) or known.get(f"{name}.default")
        if found is None:
            raise InvalidRequest(_none(path, self._names(path.removesuffix(name))))
        return found

    def _no_link(self, path: str) -> str:
        links = {link.wire: link for link in self._links if self._leads(link)}
        if path in links:
            there = self._along(links[path], path)
            return (
                f"{path} leads to several columns. {_known(there._names(f'{path}.'))}"
            )
        if path in by_name(self._columns):
            return f"{path} is a column of {self._info.name} themselves."
        if get_close_matches(path, list(self.names()), 1):
            return _none(path, self.names())
        if not links:
            return f"{self._info.name} refer to nothing that could be joined."
        return _none(path, [f"{name}.…" for name in links])


def _references(info: CollectionInfo) -> Iterator[_Link]:
    """Yield the references that items have, in their fields or in objects of these."""
    types = {type.name: type.fields for type in info.types}
    for field in info.fields:
        for inner in (field, *types.get(field.type, ())):
            if len(inner.identifier) == 1:
                way = (field,) if inner is field else (field, inner)
                yield _reference(way, inner.identifier[0])


def _reference(way: tuple[FieldInfo, ...], collection: str) -> _Link:
    path = tuple(field.wire for field in way)
    return _Link(
        ".".join(path),
        "_".join(field.python for field in way),
        (Hop(collection, (*path, "id")),),
        several=any(field.list for field in way),
    )


def _is_about(link: _Link, info: CollectionInfo) -> bool:
    return link.wire != "person" and link.hops[0].collection != info.name


def _is_called_after(link: _Link) -> bool:
    return link.hops[0].collection.startswith(link.python.replace("_", "-"))


def _person(info: CollectionInfo, periods: CollectionInfo) -> Names | None:
    """Return where items have the id of the person that periods are of, if they do."""
    fields = {field.wire: field for field in periods.fields}
    if not fields.keys() >= set(_PERIOD) or not periods.listed_plainly:
        return None
    whose = fields["person"].identifier
    if info.name in whose:
        return ("id",)
    owners = {field.wire: field.identifier for field in info.fields}
    return ("person", "id") if owners.get("person") == whose else None


def _begun(links: Iterable[_Link], path: str) -> _Link | None:
    found = [link for link in links if _after(path, link)]
    return max(found, key=lambda link: len(link.wire), default=None)


def _after(path: str, link: _Link) -> str:
    """Return what follows a link in a path, if the path begins with it."""
    for name in (link.wire, link.python):
        if path.startswith(f"{name}."):
            return path.removeprefix(f"{name}.")
    return ""


def _joined(links: Sequence[_Link], end: Column) -> Join:
    wire = ".".join([*(link.wire for link in links), _short(end.wire, ".")])
    python = "_".join([*(link.python for link in links), _short(end.name, "_")])
    column = evolve(end, name=python, path=(Step(wire),))
    if any(link.several for link in links):
        nested = {"kind": Kind.JSON} if end.is_nested else {"list": True}
        column = evolve(column, **nested)
    hops = tuple(hop for link in links for hop in link.hops)
    return Join(hops, tuple(step.name for step in end.path), column)


def _short(name: str, sign: str) -> str:
    """Return a column's name, of a translated text that of the text itself."""
    return name.removesuffix(f"{sign}default")


def _none(path: str, names: Iterable[str]) -> str:
    known = list(names)
    near = get_close_matches(path, known, 1)
    advice = f"Did you mean {near[0]}?" if near else _known(known)
    return f"There is no {path} to join. {advice}"


def _known(names: Iterable[str]) -> str:
    return f"Known: {', '.join(names)}."
