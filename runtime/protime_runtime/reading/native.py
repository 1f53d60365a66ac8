"""The fast way from bytes to models: msgspec reads, generated code makes the models.

Together the two steps cost about what it costs to read the same bytes to dicts. There
are two readers of a model. The *closed* one takes only what the spec says, and sees all
that the tolerant way would count. The *open* one passes over unknown values of enums,
and over unknown fields where the model keeps none. What a reader refuses is read the
tolerant way as a whole.

Of the changes of a delta, msgspec tells what is new from what is gone by the word that
the documentation has for it; in other letter case, the tolerant way reads it.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Generic, TypeVar, cast

import msgspec
from msgspec import Meta, Struct

from protime_runtime.messages import Change, Delete, Page, Upsert
from protime_runtime.reading.entries import DELETES, UPSERTS
from protime_runtime.reading.native_plan import (
    NotPlanned,
    Plan,
    Way,
    plan,
    sample,
    sampled,
)
from protime_runtime.reading.native_rows import (
    REFUSALS,
    SourceCode,
    copied,
    copying,
    envelope,
    mirror,
    opened,
    paged,
)

T = TypeVar("T")

_log = logging.getLogger("protime")


class Reader(Generic[T]):
    """Reads the pages of one model."""

    def __init__(self, model: type[T], way: Way) -> None:
        """Make what reading takes.

        Raises:
            NotPlanned: Something in the model has to be read the tolerant way.
        """
        made, closed = plan(model), way == "closed"
        row = mirror(made, closed=closed)
        self._copy = copying(made, closed=closed)
        self._row = row
        self._page = msgspec.json.Decoder(envelope(list[row], closed=closed))  # type: ignore[valid-type]  # computed
        self._closed = closed
        self.plan = made

    @cached_property
    def _bare(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(list[self._row])  # type: ignore[name-defined]  # computed

    @cached_property
    def _alone(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(self._row)

    def item(self, content: bytes) -> T | None:
        """Return an item, or `None` if it is refused."""
        try:
            (found,) = self._copy([self._alone.decode(content)])
        except REFUSALS:
            return None
        return cast("T", found)

    def page(self, content: bytes) -> Page[T] | None:
        """Return what a list holds, or `None` if it is refused."""
        decoder = self._bare if content[:1] == b"[" else self._page
        return paged(decoder, content, self._copy)

    def changes(self, content: bytes) -> Page[Change[T]] | None:
        """Return what a delta holds, or `None` if it is refused."""
        made = self._changes
        if made is None:
            return None
        decoder = made.decoder if _TOLD in content else self._page
        return paged(decoder, content, made.copy)

    @cached_property
    def _changes(self) -> ChangesReader | None:
        try:
            return ChangesReader(self.plan, self._row, self._closed)
        except Exception:  # As below: msgspec's next version may have it otherwise.
            _log.info("Changes are read the tolerant way", exc_info=True)
            return None


_WORD = "changeType"
_TOLD = f'"{_WORD}"'.encode()


class ChangesReader:
    """Reads the rows of a delta of one model, which may be plain or wrapped."""

    def __init__(self, plan: Plan, row: type[Struct], closed: bool) -> None:
        """Make what reading takes; `row` is msgspec's own class of the model."""
        upserted = _wrapped(row, UPSERTS, closed)
        deleted = _wrapped(_ClosedDeleted if closed else _Deleted, DELETES, closed)
        wrapped = list[upserted | deleted]  # type: ignore[valid-type]  # computed
        self.decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
            envelope(wrapped, closed=closed)
        )
        source = SourceCode(closed)
        lines = _changed(source, plan, row, deleted)
        self.copy = copied(source, plan.model.__name__, lines)


class _Deleted(Struct, gc=False):
    id: int | Annotated[str, Meta(min_length=1)]
    changeVersion: str | None = None  # noqa: N815 - the name on the wire


class _ClosedDeleted(_Deleted, gc=False, forbid_unknown_fields=True):
    """What else there is could be no text at all, and msgspec would not see it."""


def _wrapped(data: type[Struct], word: str, closed: bool) -> type[Struct]:
    return msgspec.defstruct(
        word,
        [("data", data)],
        gc=False,
        tag_field=_WORD,
        tag=word,
        forbid_unknown_fields=closed,
    )


def _changed(
    source: SourceCode, plan: Plan, row: type[Struct], deleted: type[Struct]
) -> Iterator[str]:
    """Yield the lines that add the change which the variable `row` is."""
    yield f"if type(row) is not {source.name('plain', row)}:"
    yield f"    if type(row) is {source.name('deleted', deleted)}:"
    yield f"        add({source.name('delete', _delete)}(row.data))"
    yield "        continue"
    yield "    row = row.data"
    yield from source.made("row", "made", plan)
    yield f"change = {source.name('open', opened(Upsert))}()"
    yield "change.item = made"
    yield f"change.__class__ = {source.name('class', Upsert)}"
    yield "add(change)"


def _delete(row: _Deleted) -> Delete:
    return Delete(row.id, row.changeVersion or None)


_readers: dict[tuple[type, Way | None], Reader[Any] | None] = {}
_building = threading.Lock()


def reader(model: type[T], way: Way | None) -> Reader[T] | None:
    """Return the reader of a model, made once, or `None` if there can be none."""
    if way is None:
        return None
    key = (model, way)
    try:
        return _readers[key]
    except KeyError:
        pass
    with _building:
        if key not in _readers:
            _readers[key] = _tried(model, way)
        return _readers[key]


def _tried(model: type[T], way: Way) -> Reader[T] | None:
    told = f"{model.__name__} is not read the {way} way"
    try:
        made = Reader(model, way)
        document = {"value": [sample(made.plan)]}
        rows = made.page(json.dumps(document).encode())
        expected = cast("T", sampled(made.plan))
    except NotPlanned as reason:
        _log.debug("%s: %s", told, reason)
        return None
    except Exception:  # Whatever msgspec's next version does: the slow way works.
        _log.info("%s", told, exc_info=True)
        return None
    if rows is None or not _same(rows.value, expected):
        _log.info("%s: it errs", told)
        return None
    return made


def _same(items: Sequence[T], expected: T) -> bool:
    # An enum's member equals its text; how it shows itself differs.
    return list(items) == [expected] and repr(items[0]) == repr(expected)
