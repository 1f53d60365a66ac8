"""What an entry of a delta or an event of a webhook says: decided here, and only here.

A first load gives plain items; later responses, and events, give ``changeType`` with
``data``. Source: reference/delta/. Letter case does not matter in the words, since the
vendor's pages differ in it elsewhere. Whatever cannot be told raises, and never counts
as a change: what deletes, taken for an item, would leave a row for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from protime_runtime.errors import DecodingError
from protime_runtime.reading.deviations import found
from protime_runtime.scalars import identity, version

Key: TypeAlias = int | str
"""An item's id."""

UPSERTS, DELETES = "InsertOrUpdate", "Delete"
"""The words as the documentation writes them."""

_DELETES = {UPSERTS.casefold(): False, DELETES.casefold(): True}


class Item(NamedTuple):
    """An item that is there, new or changed."""

    id: Key | None
    """`None` if it names none."""
    version: str | None
    """Of two of an item, the greater text is newer."""
    document: Mapping[str, Any]
    """The item as it came."""


class Gone(NamedTuple):
    """What is said of an item that was deleted."""

    id: Key
    version: str | None


class UnknownChange(DecodingError):
    """A change whose word is none of the two, so that nobody knows what to do."""


def read_entry(document: object, index: int | None = None) -> Item | Gone:
    """Read an entry or an event.

    An object that has ``data`` but neither ``changeType`` nor ``id`` is taken for a
    change without its word, and so is refused; any other without ``changeType`` is an
    item.

    Args:
        document: The JSON value.
        index: Where it stands in its page, for the error.

    Raises:
        DecodingError: It is no object; its ``changeType`` is missing, no text, or
            neither of the two; its ``data`` is no object; or a Delete names no id.
    """
    if not isinstance(document, dict):
        raise _error(f"An item is {found(document)} and no object", index)
    if "changeType" not in document and ("id" in document or "data" not in document):
        return _item(document)
    is_gone = deletes(document.get("changeType"), index)
    data = document.get("data")
    if not isinstance(data, dict):
        raise _error(
            f"The data of a change is {found(data)} and no object", index, ".data"
        )
    item = _item(data)
    if not is_gone:
        return item
    if item.id is None:
        raise _error("A Delete names no id", index, ".data.id")
    return Gone(item.id, item.version)


def deletes(word: object, index: int | None = None) -> bool:
    """Whether a ``changeType`` says that an item is gone.

    Raises:
        UnknownChange: It says nothing, or another word, which the error names.
    """
    if not isinstance(word, str):
        message = f"The changeType of a change is {found(word)} and no text"
        raise _error(message, index, ".changeType", UnknownChange)
    try:
        return _DELETES[word.casefold()]
    except KeyError:
        message = f"A change is no InsertOrUpdate and no Delete, but {word[:40]!a}"
        raise _error(message, index, ".changeType", UnknownChange) from None


def _item(document: Mapping[str, Any]) -> Item:
    id, known = document.get("id"), document.get("changeVersion")
    return Item(identity(id), version(known), document)


def _error(
    message: str,
    index: int | None,
    path: str = "",
    kind: type[DecodingError] = DecodingError,
) -> DecodingError:
    place = "$" if index is None else f"$.value[{index}]"
    return kind(message, path=f"{place}{path}")
