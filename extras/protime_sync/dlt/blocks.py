"""Pages of a full load as columns, without a row in between.

Each column is taken at once out of the objects that msgspec fills; see
`protime_runtime.tables.objects`. What those refuse (a change, another type, another
spelling, an id twice) is read as rows, with the whole page it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from protime_runtime.asking.links import is_possible
from protime_runtime.messages import Page, Response
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import reads
from protime_runtime.tables.columns import Lists, Path
from protime_runtime.tables.layout import MISFITS
from protime_runtime.tables.objects import Objects
from protime_sync.arrow import Shape, pa
from protime_sync.feeds.following import Following
from protime_sync.feeds.judging import Judge
from protime_sync.source.aside import are_kept
from protime_sync.source.changes import Changes
from protime_sync.source.entries import Reader

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
    _objects: Objects = field(init=False)
    _paths: Mapping[str, Path] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make what reading takes."""
        paths = {column.name: column.path for column in self.shape.columns}
        object.__setattr__(self, "_objects", self.shape.layout.objects(lenient=True))
        object.__setattr__(self, "_paths", paths)

    def read(self, response: Response, decoder: Decoder) -> Page[Any]:
        """Read a page of a list, or the first ones of a delta.

        Raises:
            DecodingError: It is not a page, or an item has no id.
        """
        page = None if decoder.strict else self._decoded(response.content)
        found = None if page is None else self._block(page.value)
        if page is None or found is None:
            return super().read(response, decoder)
        return Page(
            value=(found,) if len(found) else (),
            next_link=page.next_link,
            delta_link=page.delta_link,
        )

    def _decoded(self, content: bytes) -> Page[Any] | None:
        page = None if b'"changeType"' in content else self._objects.page(content)
        if page is None:
            return None
        links = page.next_link or "", page.delta_link or ""
        return page if all(map(is_possible, links)) else None

    def _block(self, rows: Sequence[Any]) -> Block | None:
        """Return rows as a block, `None` if a column does not hold one as it came."""
        try:
            lists = self._objects.lists(rows)
            ids, versions = (
                self._named(lists, "id"),
                self._named(lists, "change_version"),
            )
            if None in ids or len(set(ids)) < len(ids):
                return None
            if not (are_kept(ids) and are_kept(versions)):
                return None
            arrays = self.shape.layout.arrays(lists, self._objects)
        except MISFITS:
            return None
        table = pa.Table.from_arrays(arrays, schema=self.shape.schema)
        return Block(table=table, version=max(filter(None, versions), default=""))

    def _named(self, lists: Lists, column: str) -> Sequence[Any]:
        return lists[self._paths[column]] if column in self._paths else ()


@reads(BlockReader)
def _read(reader: BlockReader, response: Response, decoder: Decoder) -> Page[Any]:
    return reader.read(response, decoder)


class BlockJudge(Judge):
    """Judges blocks as a whole: what they bring twice, the table's merge must find."""

    def __init__(self, *arguments: Any, note: Note, **named: Any) -> None:  # noqa: ANN401 - as `Judge`
        """Take what `Judge` takes, and what notes the ids of a block."""
        super().__init__(*arguments, **named)
        self._note = note

    def __call__(self, found: Sequence[Any], load: int) -> Changes:
        """Return what is news, and note it."""
        blocks = [part for part in found if isinstance(part, Block)]
        others = super().__call__(
            [part for part in found if not isinstance(part, Block)], load
        )
        if not blocks:
            return others
        table = pa.concat_tables([block.table for block in blocks])
        self._note(table["id"].combine_chunks(), load)
        table = self._news(table)
        self.count += table.num_rows
        self.greatest = max(self.greatest, *(block.version for block in blocks))
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
