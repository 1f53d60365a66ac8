"""Pages of a full load as columns, without a row in between.

msgspec fills objects that have just the fields which become columns, and each column is
taken out of them at once. What such an object refuses (a change, another type, another
spelling, an id twice) is read as rows, with the whole page it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import msgspec
from attrs import evolve, field, frozen

from protime_runtime.asking.links import is_possible
from protime_runtime.messages import Page, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import reads
from protime_runtime.tables import columns as flat
from protime_runtime.tables.rows import Values, taking
from protime_sync.arrow import Shape, pa
from protime_sync.arrow_values import MISFITS
from protime_sync.columns import Column, Kind
from protime_sync.feeds.following import Following
from protime_sync.feeds.judging import Judge
from protime_sync.source.aside import are_kept
from protime_sync.source.changes import Changes
from protime_sync.source.entries import Reader

_READ: dict[Kind, Any] = {
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.JSON: Any,
    Kind.TEXTS: Any,
}
"""What msgspec reads a column's values as; texts, if not named."""

_REFUSALS = (msgspec.MsgspecError, RecursionError, ValueError)

Path: TypeAlias = tuple[str, ...]
Note: TypeAlias = "Callable[[pa.Array[Any], int], None]"
"""Takes ids, and the load that brought them."""


@frozen(kw_only=True)
class Block(Changes):
    """Changes, most of which are rows to write that stand in a table."""

    table: pa.Table
    version: str = ""
    """The greatest one in the table, empty for none."""

    def __len__(self) -> int:
        """Return the number of changes."""
        rows: int = self.table.num_rows
        return super().__len__() + rows


@frozen
class BlockReader(Reader):
    """Reads pages to one block each, and to entries where that cannot be."""

    shape: Shape = field(kw_only=True)
    _paths: tuple[Path, ...] = field(init=False)
    _values: Values = field(init=False)
    _page: msgspec.json.Decoder[Any] | None = field(init=False)
    _others: tuple[bytes, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make what reading takes."""
        hints = _hints(self.shape.columns)
        names = dict.fromkeys(name for path in hints for name in path)
        slots = {name: f"field{at}" for at, name in enumerate(names)}
        taken = [
            flat.Column(name="", path=tuple(slots[one] for one in path), hint=None)
            for path in hints
        ]
        others = [name for one in self.shape.columns for name in one.also]
        set_ = object.__setattr__
        set_(self, "_paths", tuple(hints))
        set_(self, "_values", taking(taken))
        set_(self, "_page", _decoder(hints, slots))
        quoted = tuple(f'"{one}"'.encode() for one in ("changeType", *others))
        set_(self, "_others", quoted)

    def read(self, answer: Response, decoder: Decoder) -> Page[Any]:
        """Read a page of a list, or the first ones of a delta.

        Raises:
            DecodingError: It is not a page, or an item has no id.
        """
        page = None if decoder.strict else self._decoded(answer.content)
        found = None if page is None else self._block(page.value)
        if page is None or found is None:
            return super().read(answer, decoder)
        return Page(
            value=(found,) if len(found) else (),
            next_link=page.nextLink,
            delta_link=page.deltaLink,
        )

    def _block(self, rows: Sequence[Any]) -> Block | None:
        """Return rows as a block, `None` if a column does not hold one as it came."""
        columns = dict(zip(self._paths, self._values(rows), strict=True))
        ids = columns[("id",)]
        if len(set(ids)) < len(ids):
            return None
        versions = columns.get(("changeVersion",), ())
        if not (are_kept(ids) and are_kept(versions)):
            return None
        try:
            table = self.shape.table_of(lambda one: columns[one.path], typed=True)
        except MISFITS:
            return None
        return Block(table=table, version=max(filter(None, versions), default=""))

    def _decoded(self, content: bytes) -> Any:  # noqa: ANN401 - a class that is computed
        if self._page is None or any(one in content for one in self._others):
            return None
        try:
            page = self._page.decode(content)
        except _REFUSALS:
            return None
        links = page.nextLink or "", page.deltaLink or ""
        return page if all(map(is_possible, links)) else None


@reads(BlockReader)
def _read(reader: BlockReader, answer: Response, decoder: Decoder) -> Page[Any]:
    return reader.read(answer, decoder)


class BlockJudge(Judge):
    """Judges blocks as a whole: what they bring twice, the table's merge must find."""

    def __init__(self, *arguments: Any, note: Note, **named: Any) -> None:  # noqa: ANN401 - as `Judge`
        """Take what `Judge` takes, and what notes the ids of a block."""
        super().__init__(*arguments, **named)
        self._note = note

    def __call__(self, found: Sequence[Any], load: int) -> Changes:
        """Return what is news, and note it."""
        blocks = [one for one in found if isinstance(one, Block)]
        others = super().__call__(
            [one for one in found if not isinstance(one, Block)], load
        )
        if not blocks:
            return others
        table = pa.concat_tables([one.table for one in blocks])
        self._note(table["id"].combine_chunks(), load)
        table = self._news(table)
        self.count += table.num_rows
        self.greatest = max(self.greatest, *(one.version for one in blocks))
        return Block(upserts=others.upserts, deletes=others.deletes, table=table)

    def _news(self, table: pa.Table) -> pa.Table:
        """Leave out rows that are known in a newer version."""
        if self._accepts:
            return table
        known = self._state.known(self._feed, table["id"].to_pylist())
        if not known or "change_version" not in table.column_names:
            return table
        versions = table["change_version"].to_pylist()
        held = (known.get(id) for id in table["id"].to_pylist())
        older = [
            before is not None and (before.version or "") > (version or "~")
            for before, version in zip(held, versions, strict=True)
        ]
        self.older += sum(older)
        return table.filter(pa.array([not is_older for is_older in older]))


def in_blocks(following: Following[Any], shape: Shape, note: Note) -> None:
    """Return a feed whose full loads bring blocks."""
    reader = following.source.reader
    loading = BlockReader(reader.asides, reader.keys, shape=shape)
    following.source = evolve(following.source, loading=loading)
    following.judge = partial(BlockJudge, note=note)


def _hints(columns: Iterable[Column]) -> dict[Path, Any]:
    """Return what stands where in a row, as types for msgspec."""
    found: dict[Path, Any] = {}
    for one in columns:
        found[one.path] = Any if one.list else _READ.get(one.kind, str)
        if one.kind is Kind.MOMENT:
            found[(one.minutes,)] = int
    return found


def _decoder(
    hints: Mapping[Path, Any], slots: Mapping[str, str]
) -> msgspec.json.Decoder[Any] | None:
    """Return what reads a page, `None` if a column holds what others are taken of."""
    outer = {path[:at] for path in hints for at in range(1, len(path))}
    if not outer.isdisjoint(hints):
        return None
    page = msgspec.defstruct(
        "Page",
        [
            ("value", list[_struct(hints, slots, ())]),  # type: ignore[misc]  # computed
            ("nextLink", str | None, None),
            ("deltaLink", str | None, None),
        ],
    )
    return msgspec.json.Decoder(page)


def _struct(
    hints: Mapping[Path, Any], slots: Mapping[str, str], outer: Path
) -> type[msgspec.Struct]:
    here = len(outer)
    names = dict.fromkeys(path[here] for path in hints if path[:here] == outer)
    fields: list[Any] = []
    for name in names:
        path = (*outer, name)
        hint = hints[path] if path in hints else _struct(hints, slots, path)
        is_id = path == ("id",)
        fields.append(
            (slots[name], hint) if is_id else (slots[name], hint | None, None)
        )
    return msgspec.defstruct(
        "Row",
        fields,
        rename={slots[name]: name for name in names},
        kw_only=True,
        gc=False,  # They are gone before a cycle could be looked for.
    )
