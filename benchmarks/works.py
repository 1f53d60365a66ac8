"""Works of any size, each made ready first, to see how their cost grows.

Each is a context manager that takes a size and yields what is measured. It uses what
every revision has.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SMALL_SPEC = ROOT / "tests/generator/golden/spec"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)

Work = Callable[[], object]


def _listed(protime: Any, ids: int, years: int = 10) -> Any:
    """Return a list with a window for each year, which asks for each id once."""
    from protime import DateRange

    days = DateRange(date(2027 - years, 1, 1), date(2026, 12, 31))
    return protime.clockings.list(date=days, person=range(10**6, 10**6 + ids))


@contextmanager
def asked(ids: int) -> Iterator[Work]:
    """Make and explain a list of so many ids."""
    from benchmarks.peers.ours import client

    with client(None) as protime:
        yield lambda: _listed(protime, ids).explain()


def _walk(pager: Any) -> int:
    """Walk through the parts of a list, with an empty page at hand."""
    from protime_runtime.messages import Page
    from protime_runtime.paging.cursor import Cursor

    empty: Page[Any] = Page(value=())
    return sum(1 for _ in Cursor(pager._parts).each(lambda _: empty))


@contextmanager
def walked(ids: int) -> Iterator[Work]:
    """Walk through a list of so many ids."""
    from benchmarks.peers.ours import client

    with client(None) as protime:
        made = _listed(protime, ids)
        yield lambda: _walk(made)


@contextmanager
def listed(ids: int) -> Iterator[Work]:
    """Make a list of so many ids in a year, and walk through it."""
    from benchmarks.peers.ours import client

    with client(None) as protime:
        yield lambda: _walk(_listed(protime, ids, years=1))


@contextmanager
def committed(known: int) -> Iterator[Work]:
    """Commit one change to a state that knows so many rows."""
    from protime_sync import SqliteState
    from protime_sync.state.protocol import Known, Lease, Phase, Position

    feed, phase = "people", Phase.FOLLOWING
    with tempfile.TemporaryDirectory() as folder:
        state = SqliteState(Path(folder, "state.db"))
        wanted = Lease(owner="bench", until=NOW + HOUR, length=HOUR, process="1")
        lease = state.acquire(feed, wanted, NOW, force=False)
        position = Position(phase=phase, link="l", load=1, signature="", used_at=NOW)

        def commit(ids: range = range(1)) -> None:
            rows = (Known(id, "1", b"x" * 16, False, 1, None, None, "") for id in ids)
            state.stage(feed, rows, lease)
            state.commit(feed, position, lease)

        commit(range(known))
        yield commit


@contextmanager
def received(known: int) -> Iterator[Work]:
    """Store one delivery in an inbox that knows the digests of so many."""
    from protime_sync.webhooks import SqliteInbox
    from protime_sync.webhooks.inbox import Received

    def delivery(number: int) -> Any:
        body = b'{"changeVersion":"%d"}' % number
        return Received(source="a", collection="people", body=body, received_at=NOW)

    with tempfile.TemporaryDirectory() as folder:
        inbox = SqliteInbox(Path(folder, "inbox.db"))
        for first in range(0, known, 500):
            inbox.put([delivery(first + number) for number in range(500)])
        new = iter(range(known, 10 * known + 10**6))
        yield lambda: inbox.put([delivery(next(new))])
        inbox.close()


@contextmanager
def digested(nested: int) -> Iterator[Work]:
    """Return the digest of a row with so many nested values."""
    from protime_sync.source.entries import digest

    row = {"id": 1, "lines": [{"id": id, "text": "x" * 20} for id in range(nested)]}
    yield lambda: digest(row)


@contextmanager
def refused(clashing: int) -> Iterator[Work]:
    """Report what is wrong with a spec of so many collections of one name."""
    from generator import validation
    from generator.problems import SpecError
    from generator.reading import loader

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "spec")
        shutil.copytree(SMALL_SPEC, folder)
        text = (folder / "collections/rooms.yaml").read_text("utf-8")
        for number in range(clashing):
            content = text.replace("collection: rooms", f"collection: rooms-{number}")
            Path(folder, f"collections/rooms-{number}.yaml").write_text(
                content, "utf-8"
            )

        def report() -> None:
            try:
                validation.check(loader.load(folder), folder)
            except SpecError as error:
                str(error)

        yield report


WORKS: dict[str, Callable[[int], AbstractContextManager[Work]]] = {
    work.__name__: work
    for work in (asked, walked, listed, committed, received, digested, refused)
}
