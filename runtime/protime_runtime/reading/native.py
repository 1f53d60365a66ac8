"""The fast way from bytes to models: msgspec reads, generated code makes the models.

A response that msgspec's rows refuse is read the tolerant way as a whole. Together the
two steps cost about what it costs to read the same bytes to dicts.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar, cast

import msgspec
from msgspec import Struct

from protime_runtime.messages import Change, Delete, Page, Upsert
from protime_runtime.reading.entries import Gone, deletes, read_entry
from protime_runtime.reading.native_plan import NotPlanned, plan, sample
from protime_runtime.reading.native_rows import copying, envelope, mirror, paged

T = TypeVar("T")
Structure = Callable[[object, type[T]], T]

_log = logging.getLogger("protime")


class Reader(Generic[T]):
    """Reads the pages of one model."""

    def __init__(self, model: type[T]) -> None:
        """Make what reading takes.

        Raises:
            NotPlanned: Something in the model has to be read the tolerant way.
        """
        made = plan(model)
        row = mirror(made)
        self._copy = copying(made)
        self._page: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
            envelope(list[row])  # type: ignore[valid-type]  # computed
        )
        self._bare = msgspec.json.Decoder(list[row])  # type: ignore[valid-type]  # computed
        self._row = msgspec.json.Decoder(row)
        self._changes: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
            envelope(list[_Change])
        )
        self.plan = made

    def page(self, content: bytes) -> Page[T] | None:
        """Return what a list holds, or `None` if it is refused."""
        decoder = self._bare if content[:1] == b"[" else self._page
        return paged(decoder, content, self._copy)

    def changes(self, content: bytes) -> Page[Change[T]] | None:
        """Return what a delta holds, or `None` if it is refused."""
        if b'"changeType"' in content:
            return paged(self._changes, content, self._entries)
        return paged(self._page, content, self._upserts)

    def _upserts(self, rows: list[Any]) -> Iterable[Change[T]]:
        return map(Upsert, self._copy(rows))

    def _entries(self, changes: list[_Change]) -> Iterable[Change[T]]:
        are_gone = [deletes(change.changeType) for change in changes]
        told = list(zip(changes, are_gone, strict=True))
        rows = [
            self._row.decode(change.data) for change, is_gone in told if not is_gone
        ]
        items = iter(self._copy(rows))
        return [
            _gone(change) if is_gone else Upsert(next(items))
            for change, is_gone in told
        ]


def _gone(change: _Change) -> Delete:
    document = {"changeType": change.changeType, "data": _decode(change.data)}
    gone = cast("Gone", read_entry(document))
    return Delete(gone.id, gone.version)


class _Change(Struct, gc=False):
    changeType: str  # noqa: N815 - the name on the wire
    data: msgspec.Raw


_decode = msgspec.json.Decoder().decode


_readers: dict[type, Reader[Any] | None] = {}
_building = threading.Lock()


def reader(model: type[T], structure: Structure[T]) -> Reader[T] | None:
    """Return the reader of a model, made once, or `None` if there can be none.

    Args:
        model: The class of the items.
        structure: The tolerant way, which the fast one must equal.
    """
    try:
        return _readers[model]
    except KeyError:
        pass
    with _building:
        if model not in _readers:
            _readers[model] = _tried(model, structure)
        return _readers[model]


def _tried(model: type[T], structure: Structure[T]) -> Reader[T] | None:
    try:
        made = Reader(model)
        document: object = sample(made.plan)
        rows = made.page(json.dumps({"value": [document]}).encode())
        expected = structure(document, model)
    except NotPlanned as reason:
        _log.debug("%s is read the tolerant way: %s", model.__name__, reason)
        return None
    except Exception:  # Whatever msgspec's next version does: the slow way works.
        _log.info("%s is read the tolerant way", model.__name__, exc_info=True)
        return None
    if rows is None or not _same(rows.value, expected):
        _log.info("%s is read the tolerant way: the fast one errs", model.__name__)
        return None
    return made


def _same(items: Sequence[T], expected: T) -> bool:
    return [type(item) for item in items] == [type(expected)] and items[0] == expected
