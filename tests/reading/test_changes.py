"""What an entry says, for every reader of entries: one table, and no reader differs.

The expectations are written by hand, and no reader is asked for them. An upsert whose
object names no id is not in the table: the low level hands it over, and what is stored
sets it aside.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest

from protime import DateRange, DecodingError, Delete, DeviationWarning
from protime.catalog import CATALOG
from protime.models.clockings import Clocking
from protime_runtime.messages import Change, Response, Upsert
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.entries import read_entry
from protime_runtime.reading.responses import change_of
from protime_runtime.webhooks.events import parse_events
from protime_sync import AsyncSync, MemoryState, Sync
from protime_sync.arrow import shape_of
from protime_sync.dlt.blocks import BlockReader
from protime_sync.source.aside import Asides
from protime_sync.source.changes import Changes
from protime_sync.webhooks.inbox import Received
from protime_sync.webhooks.ordering import tidied
from protime_sync.webhooks.sqlite_inbox import SqliteInbox
from tests.cases import check_each

from .scripted import DELTA_LINK, Scripted

pytestmark = pytest.mark.filterwarnings("ignore")

Told: TypeAlias = tuple[str, object, str | None]
"""What became of an item: ``upsert`` or ``delete``, its id and its version."""

STOPS: Told = ("stops", None, None)
ASIDE: Told = ("aside", None, None)
"""Known to be an entry of nothing: what is stored sets it aside, other readers stop."""
SINCE = DateRange(date(2026, 1, 1), date(2026, 1, 31))
ROW = {
    "id": 2,
    "person": {"id": 1},
    "date": "2026-01-05",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
    "changeVersion": "9",
}
CLEAN = json.dumps({**ROW, "id": 900})
UPSERT: Told = ("upsert", 2, "9")
DELETE: Told = ("delete", 2, "9")


def _today() -> date:
    return date(2026, 2, 1)


def change(word: object, data: object) -> str:
    return json.dumps({"changeType": word, "data": data})


TABLE: list[tuple[str, Told, str]] = [
    # The entry as it comes; what it says; what an error of it names.
    (change("InsertOrUpdate", ROW), UPSERT, ""),
    (change("insertorupdate", ROW), UPSERT, ""),
    (change("INSERTORUPDATE", ROW), UPSERT, ""),
    (change("InsertOrUpdate", {**ROW, "id": 2.0}), UPSERT, ""),
    (change("InsertOrUpdate", {**ROW, "changeVersion": 9}), ("upsert", 2, None), ""),
    (change("InsertOrUpdate", {**ROW, "changeVersion": ""}), ("upsert", 2, None), ""),
    (json.dumps({"more": 1, "changeType": "InsertOrUpdate", "data": ROW}), UPSERT, ""),
    (change("Delete", {"id": 2, "changeVersion": "9"}), DELETE, ""),
    (change("delete", {"id": 2, "changeVersion": "9"}), DELETE, ""),
    (change("DELETE", ROW), DELETE, ""),
    (change("Delete", {"id": 2.0, "changeVersion": "9"}), DELETE, ""),
    ('{"changeType": "Delete", "data": {"id": 2e0}}', ("delete", 2, None), ""),
    (change("Delete", {"id": 2}), ("delete", 2, None), ""),
    (change("Delete", {"id": 2, "changeVersion": 9}), ("delete", 2, None), ""),
    (change("Delete", {"id": 2, "changeVersion": None}), ("delete", 2, None), ""),
    (change("Delete", {"id": 2, "date": 5, "person": []}), ("delete", 2, None), ""),
    (change("Delete", {"id": "x-2"}), ("delete", "x-2", None), ""),
    (change("Removed", ROW), STOPS, "'Removed'"),
    (change("Delete ", ROW), STOPS, "'Delete '"),
    (change("Deleted", ROW), STOPS, "'Deleted'"),
    (change("Insert", ROW), STOPS, "'Insert'"),
    (change("\ud83d\u001b", ROW), STOPS, r"d\x1b'"),
    (change("", ROW), STOPS, "but ''"),
    (change(None, ROW), STOPS, "null"),
    (change(5, ROW), STOPS, "an integer"),
    (change(True, ROW), STOPS, "true or false"),
    (change(["Delete"], ROW), STOPS, "a list"),
    (change({"Delete": 1}, ROW), STOPS, "an object"),
    (json.dumps({"data": ROW}), STOPS, "null"),
    (json.dumps({"changetype": "Delete", "data": ROW}), STOPS, "null"),
    (json.dumps({"changeType": "Delete"}), ASIDE, "null"),
    (json.dumps({"changeType": "InsertOrUpdate"}), ASIDE, "null"),
    (change("InsertOrUpdate", None), ASIDE, "null"),
    (change("InsertOrUpdate", [ROW]), ASIDE, "a list"),
    (change("InsertOrUpdate", "x"), ASIDE, "a text"),
    (change("Delete", None), ASIDE, "null"),
    (change("Delete", 2), ASIDE, "an integer"),
    (change("Delete", {}), ASIDE, "no id"),
    (change("Delete", {"id": None}), ASIDE, "no id"),
    (change("Delete", {"id": ""}), ASIDE, "no id"),
    (change("Delete", {"id": True}), ASIDE, "no id"),
    (change("Delete", {"id": 2.5}), ASIDE, "no id"),
    ('{"changeType": "Delete", "data": {"id": 1e400}}', ASIDE, "no id"),
    (change("Delete", {"id": [2]}), ASIDE, "no id"),
    (change("Delete", {"Id": 2}), ASIDE, "no id"),
    (json.dumps([ROW]), ASIDE, "a list"),
    ("5", ASIDE, "an integer"),
    ('"Delete"', ASIDE, "a text"),
    ("null", ASIDE, "null"),
]
PLAIN: list[tuple[str, Told, str]] = [
    # What only a page may hold, since an event always says what became of its item.
    (json.dumps(ROW), UPSERT, ""),
    (json.dumps({**ROW, "data": {"id": 3}}), UPSERT, ""),
    (json.dumps({**ROW, "id": 2.0}), UPSERT, ""),
]

Reader: TypeAlias = Callable[[str], Iterable[Change[Any] | Changes]]


def client_first_page(entry: str) -> Iterable[Any]:
    """Read the tolerant way, which every first page takes."""
    client = Scripted(changed=[[entry]]).client()
    return client.clockings.changes(DELTA_LINK)


def client_later_page(entry: str) -> Iterable[Any]:
    """Read the fast way, if it takes the page."""
    client = Scripted(changed=[[CLEAN], [entry]]).client()
    return list(client.clockings.changes(DELTA_LINK))[1:]


def client_first_load(entry: str) -> Iterable[Any]:
    client = Scripted(listed=[[CLEAN], [entry]]).client()
    return list(client.clockings.delta(date=SINCE))[1:]


def awaited(entry: str, before: list[list[str]]) -> Iterable[Any]:
    async def read() -> list[Any]:
        async with Scripted(changed=[*before, [entry]]).waiting_client() as client:
            found = [one async for one in client.clockings.changes(DELTA_LINK)]
        return found[len(before) :]

    return asyncio.run(read())


def async_client_first_page(entry: str) -> Iterable[Any]:
    return awaited(entry, [])


def async_client_later_page(entry: str) -> Iterable[Any]:
    return awaited(entry, [[CLEAN]])


def alone(entry: str) -> Iterable[Any]:
    return [change_of(read_entry(json.loads(entry)), Decoder(), Clocking)]


def feed(entry: str) -> Iterable[Any]:
    """Read a batch after the first load; the link stays where it was if it stops."""
    scripted = Scripted(changed=[[entry]])
    state = MemoryState()
    found = Sync(scripted.client(), state, today=_today).follow("clockings", date=SINCE)
    with found.batch() as first:
        assert list(first) == []
    before = state.load(found.name)
    try:
        with found.batch() as changes:
            yield from changes
    except DecodingError:
        assert state.load(found.name) == before
        raise


def feed_first_load(entry: str) -> Iterable[Any]:
    scripted = Scripted(listed=[[entry]])
    sync = Sync(scripted.client(), MemoryState(), today=_today)
    with sync.follow("clockings", date=SINCE).batch() as changes:
        yield from changes.parts()


def feed_kept(entry: str) -> Iterable[Any]:
    """Read what `keep_alive` stored for the next batch."""
    scripted = Scripted(changed=[[entry]])
    sync = Sync(scripted.client(), MemoryState(), today=_today)
    found = sync.follow("clockings", date=SINCE)
    with found.batch() as first:
        assert list(first) == []
    found.keep_alive()
    scripted.changed = [[]]
    with found.batch() as changes:
        yield from changes


def async_feed(entry: str) -> Iterable[Any]:
    async def read() -> list[Any]:
        async with Scripted(changed=[[entry]]).waiting_client() as client:
            sync = AsyncSync(client, MemoryState(), today=_today)
            found = sync.follow("clockings", date=SINCE)
            async with found.batch() as first:
                assert [one async for one in first] == []
            async with found.batch() as changes:
                return [one async for one in changes]

    return asyncio.run(read())


def columns(entry: str) -> Iterable[Any]:
    """Read a page of a first load, as the way into a table does."""
    shape = shape_of(CATALOG["clockings"], nested="json", dictionaries=False)
    content = f'{{"value": [{entry}]}}'.encode()
    reader = BlockReader(Asides("clockings"), shape=shape)
    page = reader.read(Response(status=200, content=content), Decoder())
    for one in page.value:
        if hasattr(one, "table"):
            for row in one.table.to_pylist():
                yield Upsert(Clocking(**_few(row)))
        else:
            yield one


def inbox(entry: str) -> Iterable[Any]:
    """Read what was stored; an event that cannot be told is set aside, with why."""
    with TemporaryDirectory() as folder:
        stored = SqliteInbox(Path(folder) / "inbox.db")
        received = Received(
            source="s",
            collection="clockings",
            body=entry.encode(),
            received_at=datetime(2026, 2, 1, tzinfo=UTC),
        )
        stored.put([received])
        found = tidied(stored, "clockings", 10)
        stored.close()
    for poison in found.aside:
        raise DecodingError(poison.reason)
    return found.news


def webhook(entry: str) -> Iterable[Any]:
    """Parse an event at once."""
    found = parse_events(entry.encode(), CATALOG, collection="clockings")
    return [one.change for one in found]


def _few(row: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "date", "time_of_day_in_minutes", "kind", "change_version")
    return {**{name: row[name] for name in names}, "person": None}


OF_EVENTS = [webhook, inbox]
OF_PAGES = [
    client_first_page,
    client_later_page,
    client_first_load,
    async_client_first_page,
    async_client_later_page,
    alone,
    feed,
    feed_first_load,
    feed_kept,
    async_feed,
    columns,
]
OF_STORES = [feed, feed_first_load, feed_kept, async_feed, columns]
"""Readers of pages that set aside what is an entry of nothing."""


def told(found: Iterable[Any]) -> Iterable[Told]:
    """Yield what was read, whatever form a reader gives it."""
    for one in found:
        if isinstance(one, Changes):
            for row in one.upserts:
                # The key that the sync took is the state's; a row is as it came.
                yield "upsert", int(row["id"]), _text(row.get("changeVersion"))
            yield from told(one.deletes)
        elif isinstance(one, Upsert):
            yield "upsert", one.id, one.change_version
        elif isinstance(one, Delete):
            yield "delete", one.id, one.change_version
        else:
            yield "delete" if one.row is None else "upsert", one.id, one.version


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


@pytest.mark.parametrize("read", OF_PAGES + OF_EVENTS, ids=lambda one: one.__name__)
def test_every_reader_tells_the_same(read: Reader) -> None:
    """Letter case is folded; what cannot be told is named by whoever stops at it."""
    names = read in OF_PAGES
    check_each(
        (entry, partial(check, read, entry, expected, named if names else ""))
        for entry, expected, named in TABLE
    )


@pytest.mark.parametrize("read", OF_PAGES, ids=lambda one: one.__name__)
def test_every_page_may_hold_plain_items(read: Reader) -> None:
    """First loads have no word beside their items."""
    check_each((entry, partial(check, read, entry, *more)) for entry, *more in PLAIN)


def check(read: Reader, entry: str, expected: Told, named: str) -> None:
    if expected == ASIDE and read in OF_STORES:
        with pytest.warns(DeviationWarning, match=f"{named}.*set aside"):
            assert list(told(read(entry))) == []
        return
    if expected not in (STOPS, ASIDE):
        assert list(told(read(entry))) == [expected]
        return
    with pytest.raises(DecodingError) as caught:
        list(told(read(entry)))
    assert named in str(caught.value)
    assert "2026-01-05" not in str(caught.value)
