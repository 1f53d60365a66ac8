"""What was put is there after a crash, comes once, in order, and nothing blocks it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protime_runtime.messages import Delete
from protime_sync import StateError
from protime_sync.webhooks import Consumer, Inbox, SqliteInbox
from protime_sync.webhooks.retention import Retention
from tests.depth import many

from .conftest import event, received

NOW = datetime.now(UTC)


def consumed(
    inbox: Inbox, collection: str = "clockings"
) -> list[tuple[object, object]]:
    """Consume all there is; return ids and versions in the order they came."""
    consumer = Consumer(inbox, collection)
    found: list[tuple[object, object]] = []
    while inbox.waiting(collection, 1) or inbox.waiting("", 1):
        with consumer.batch() as events:
            found += [(one.raw.id, one.raw.change_version) for one in events]
    return found


def test_repeated_deliveries_are_stored_once(any_inbox: Inbox) -> None:
    """Also after they were consumed, so that a replay finds nothing to do."""
    assert any_inbox.put([received(event(1, "A")), received(event(1, "A"))]) == [
        True,
        False,
    ]
    assert consumed(any_inbox) == [(1, "A")]
    assert any_inbox.put([received(event(1, "A"))]) == [False]
    assert any_inbox.counts().waiting == 0


def test_without_a_version_the_same_can_come_anew(any_inbox: Inbox) -> None:
    """On, off, on: the third is no repetition of the first."""
    on, off = (
        event(1, "A", isOpen=flag).replace(b'"changeVersion": "A", ', b"")
        for flag in (True, False)
    )
    assert any_inbox.put([received(one) for one in (on, off, on)]) == [True] * 3
    assert len(consumed(any_inbox)) == 3


def test_events_come_in_the_order_of_versions(any_inbox: Inbox) -> None:
    """Of each item none comes after a newer one, across batches and restarts."""
    bodies = [event(1, "C"), event(2, "B"), event(1, "A"), event(1, "D", "Delete")]
    any_inbox.put([received(one) for one in bodies])
    assert consumed(any_inbox) == [(1, "A"), (2, "B"), (1, "C"), (1, "D")]
    any_inbox.put([received(event(1, "B")), received(event(1, "D", isOpen=True))])
    assert consumed(any_inbox) == []
    any_inbox.put([received(event(1, "E"))])
    assert consumed(any_inbox) == [(1, "E")]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=many(60, 25),
    deadline=None,
)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from("ABCDEF")), max_size=6),
        max_size=5,
    )
)
def test_any_order_ends_at_the_newest(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[int, str]]]
) -> None:
    """Whatever order, repetition and cut into batches: versions only grow."""
    inbox = SqliteInbox(tmp_path_factory.mktemp("inbox") / "inbox.db")
    last: dict[object, str] = {}
    for batch in batches:
        inbox.put([received(event(id, version)) for id, version in batch])
        for id, version in consumed(inbox):
            assert str(version) > last.get(id, "")
            last[id] = str(version)
    inbox.close()
    greatest: dict[object, str] = {}
    for id, version in (one for batch in batches for one in batch):
        greatest[id] = max(version, greatest.get(id, ""))
    assert last == greatest


def test_a_batch_that_fails_comes_again(any_inbox: Inbox) -> None:
    """And one that was left in the middle too."""
    any_inbox.put([received(event(id, "A")) for id in range(3)])
    consumer = Consumer(any_inbox, "clockings")
    with pytest.raises(ZeroDivisionError), consumer.batch() as events:
        assert [1 // (one.raw.id == 5) for one in events]
    with consumer.batch() as events:
        next(events)
    assert len(consumed(any_inbox)) == 3


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
def test_poison_is_set_aside_with_its_reason(any_inbox: Inbox) -> None:
    """One bad event neither blocks the others nor disappears."""
    bodies = [
        b"no json",
        event(1, "A"),
        b'{"changeType":"Zork","data":{"id":1}}',
        b'[{"changeType":"Delete","data":{"id":9,"changeVersion":"B"}},'
        b'{"changeType":"Delete","data":{}}]',
        event(2**70, "A"),
        b'{"changeType":"Delete","data":{"id":"\\ud800","changeVersion":"A"}}',
        b'{"changeType":"Delete","data":{"id":"\\u0000","changeVersion":"A"}}',
        b'{"changeType":"Delete","data":{"id":4,"changeVersion":"A\\u0000"}}',
        b'{"changeType":"Delete","collectionName":"a\\u0000","data":{"id":4}}',
        b'{"\\u0000\\ud800":1}',
        b'{"changeType":"Delete","data":{"id":"' + b"x" * 3000 + b'"}}',
        b'{"data":{"id":4,"a":"\xff"}}',
    ]
    any_inbox.put([received(one) for one in bodies])
    assert consumed(any_inbox) == [(1, "A"), (9, "B")]
    reasons = [one.reason for one in any_inbox.set_aside()]
    assert len(reasons) == 11 == any_inbox.counts().aside
    assert "not JSON" in reasons[0]
    assert "names no id" in reasons[2]
    first = any_inbox.set_aside()[0]
    assert (first.body, first.collection, first.source) == (
        b"no json",
        "clockings",
        "hook",
    )
    assert any_inbox.retry([first.number, 99]) == 1
    assert any_inbox.counts().waiting == 1
    assert consumed(any_inbox) == []
    assert any_inbox.counts().aside == 11


def test_events_of_other_collections_find_theirs(any_inbox: Inbox) -> None:
    """What a body says of its collection holds; without any it is set aside."""
    person = event(1, "A", "Delete")[:-1] + b',"collectionName":"people"}'
    any_inbox.put([received(person, ""), received(person[:-1] + b" }", "clockings")])
    any_inbox.put([received(event(5, "A"), "")])
    assert consumed(any_inbox) == []
    assert consumed(any_inbox, "people") == [(1, "A")]
    assert "names a collection" in any_inbox.set_aside()[0].reason


def test_what_is_forgotten_is_forgotten(any_inbox: Inbox) -> None:
    """Digests and versions do not grow for ever."""
    any_inbox.put([received(event(1, "B")), received(b"x")])
    consumed(any_inbox)
    any_inbox.forget(datetime.now(UTC) - timedelta(days=1))
    assert any_inbox.put([received(event(1, "B"))]) == [False]
    any_inbox.forget(datetime.now(UTC) + timedelta(seconds=1))
    assert any_inbox.put([received(event(1, "B"))]) == [True]
    assert any_inbox.counts().aside == 0


def test_consuming_lets_the_inbox_forget(
    any_inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Once an hour at most, what is past its time; never what waits."""
    waits = [received(event(2, "A"), "people")]
    aside = received(b"poison", at=NOW - timedelta(days=31))
    any_inbox.put([received(event(1, "A"), at=NOW - timedelta(days=31)), aside, *waits])
    consumed(any_inbox)
    assert "1 deliveries were deleted" in caplog.text
    assert any_inbox.counts().aside == 0
    assert any_inbox.put(waits) == [False]
    assert any_inbox.counts().waiting == 1
    any_inbox.put([received(b"more poison", at=NOW - timedelta(days=31))])
    consumed(any_inbox)
    assert any_inbox.counts().aside == 1, "within the hour"


def test_the_inbox_does_not_grow(tmp_path: Path) -> None:
    """A year of events, and never more of them remembered than for the days to keep."""
    path, keep = tmp_path / "inbox.db", timedelta(days=30)
    sizes = []
    for day in range(0, 365, 5):
        now = NOW + timedelta(days=day - 365)
        inbox = SqliteInbox(path, keep=None)
        bodies = [event(id, f"{day:03}-{id:03}") for id in range(20)]
        inbox.put([received(one, at=now) for one in bodies])
        consumed(inbox)
        inbox.forget(now - keep)
        with sqlite3.connect(path) as database:
            sizes += database.execute("SELECT count(*) FROM protime_digests").fetchone()
        database.close()
        inbox.close()
    assert max(sizes) == 20 * (30 // 5 + 1)


def test_forgetting_is_due_at_once_and_then_once_an_hour() -> None:
    """By a clock that nobody sets; with no time to keep, never."""
    times: list[datetime] = []

    def forget(before: datetime) -> int:
        times.append(before)
        return 0

    for keep in (timedelta(days=3), None):
        clock = [0.0]
        retention = Retention(keep, forget, clock=partial(clock.__getitem__, 0))
        for clock[0] in (1.0, 2.0, 3600.0, 3602.0, 3603.0):
            retention.apply()
    assert len(times) == 2
    assert abs(times[0] - (datetime.now(UTC) - timedelta(days=3))).total_seconds() < 9


def test_models_come_out(any_inbox: Inbox) -> None:
    """Typed changes of the collection's model."""
    any_inbox.put([received(event(1, "A", "Delete"))])
    with Consumer(any_inbox, "clockings").batch() as events:
        assert [one.change for one in events] == [Delete(1, "A")]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_only_the_owner_reads_the_file(inbox: SqliteInbox) -> None:
    """Events hold personal data; journals take the file's mode."""
    inbox.put([received(b"x")])
    for path in Path(inbox.path).parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    os.chmod(inbox.path, 0o644)
    with pytest.raises(StateError, match="chmod 600"):
        SqliteInbox(inbox.path)


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Neither a text nor another database is written to."""
    text, other = tmp_path / "text", tmp_path / "other.db"
    text.write_text("hello" * 1000)
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE x (y)")
    database.close()
    for path in (text, other):
        path.chmod(0o600)
        before = path.read_bytes()
        with pytest.raises(StateError):
            SqliteInbox(path)
        assert path.read_bytes() == before


CRASH = """
import os, signal, sys
from datetime import UTC, datetime
from protime_sync.webhooks import Received, SqliteInbox
inbox = SqliteInbox(sys.argv[1])
for number in range(20):
    body = b'{"changeType":"Delete","data":{"id":%d,"changeVersion":"A"}}' % number
    at = datetime.now(UTC)
    inbox.put([Received(source="h", collection="clockings", body=body, received_at=at)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_put_survives_a_kill(tmp_path: Path) -> None:
    """Nothing waits in memory once `put` has returned."""
    path = tmp_path / "inbox.db"
    killed = subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)  # noqa: S603 - our own program
    assert killed.returncode == -9
    inbox = SqliteInbox(path)
    assert len(consumed(inbox)) == 20
    inbox.close()
