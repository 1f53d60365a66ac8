"""What is read of the collections that paths lead to: each item once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeAlias, cast

from attrs import define, field

from protime_runtime.catalog.infos import CollectionInfo
from protime_runtime.errors import (
    AuthenticationFailed,
    Forbidden,
    NotFound,
    ProtimeError,
    ScopeMissing,
)
from protime_runtime.model import as_read

Row: TypeAlias = Mapping[str, Any]
Key: TypeAlias = int | str

FEW = 3
"""Items of a collection that are asked for by their ids before all of it is read."""


class DatedClient(Protocol):
    """A client that waits by blocking, with the collections of a catalog."""

    def _today(self) -> date:
        """Return the day of the rows of collections that have none."""


@define
class Source:
    """The items of a collection, by what stands in the rows that lead to them."""

    _client: DatedClient
    _info: CollectionInfo
    _of_day: bool
    """Whether items are found by people, who had one of them on a day."""
    _kept: set[str]
    """Properties that paths go on with; others take no memory."""
    requests: int = 0
    _found: dict[Key, list[Row]] = field(factory=dict)
    _is_whole: bool = False

    def load(self, keys: Iterable[Key]) -> None:
        """Read what is not known yet: a few items by their ids, or else all.

        Raises:
            ScopeMissing: The client may not read the collection.
            ProtimeError: A request failed.
        """
        missing = {key for key in keys if key not in self._found}
        if self._is_whole or not missing:
            return
        try:
            self._read(missing)
        except ProtimeError as error:
            error.resume_link = None  # It would lead on in another list than the rows'.
            if not _is_of_scope(error):
                raise
            scopes = " or ".join(self._info.read_scopes)
            raise ScopeMissing(
                f"To join {self._info.name} the client needs {scopes}: {error}"
            ) from error

    def _read(self, missing: set[Key]) -> None:
        single = self._single()
        if single is None or len(self._found) + len(missing) > FEW:
            self._found, self._is_whole = self._all(), True
        else:
            for key in sorted(missing, key=str):
                self._found[key] = self._of_key(single, key)

    def find(self, key: object, day: str) -> Row | None:
        """Return the item; of what a person had on a day, the one that began last."""
        rows = self._found.get(key, []) if isinstance(key, int | str) else []
        if self._of_day:
            lasting = [row for row in rows if _lasts(row, day)]
            return max(lasting, key=_begin, default=None)
        return rows[0] if rows else None

    def _all(self) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        path = ("person", "id") if self._of_day else ("id",)
        for row in self._rows(self._listed("list")):
            found.setdefault(cast("Key", at(row, path)), []).append(row)
        return found

    def _of_key(self, single: Callable[[Key], Iterable[object]], key: Key) -> list[Row]:
        try:
            return list(self._rows(single(key)))
        except NotFound:
            return []

    def _single(self) -> Callable[[Key], Iterable[object]] | None:
        """Return what asks for the items of one key, if there is such an operation."""
        operations = {operation.name: operation for operation in self._info.operations}
        if not self._of_day:
            return self._got if "get" in operations else None
        if "list_for_person" in operations:
            return partial(self._listed, "list_for_person")
        if "person" in operations["list"].filters:
            return lambda key: self._listed("list", person=[key])
        return None

    def _got(self, key: Key) -> Sequence[object]:
        self.requests += 1
        return [self._method("get")(key)]

    def _listed(self, name: str, *places: Key, **filter: object) -> Iterator[object]:
        for page in self._method(name)(*places, **filter).pages():
            self.requests += 1
            yield from page.value

    def _rows(self, items: Iterable[object]) -> Iterator[Row]:
        for item in items:
            row = cast("Row", as_read(item))
            yield {name: row[name] for name in self._kept if name in row}

    def _method(self, name: str) -> Callable[..., Any]:
        owner = getattr(self._client, self._info.attribute)
        return cast("Callable[..., Any]", getattr(owner, name))


def _is_of_scope(error: ProtimeError) -> bool:
    if isinstance(error, AuthenticationFailed):
        return error.is_of_scope
    return isinstance(error, Forbidden | ScopeMissing)


def at(value: Any, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands at a path, in each element of a list on the way."""
    if isinstance(value, list):
        found = [at(element, path) for element in value]
        return [element for element in found if element is not None]
    if not path or value is None:
        return value
    return at(value.get(path[0]), path[1:]) if isinstance(value, Mapping) else None


def _lasts(period: Row, day: str) -> bool:
    until = period.get("until") or day
    return _begin(period) <= day <= str(until)


def _begin(period: Row) -> str:
    return str(period.get("from") or "")
