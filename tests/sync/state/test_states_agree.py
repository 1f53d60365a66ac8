"""Whatever is done to two feeds in turn, each kind of state tells the same of both."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from types import ModuleType

import pytest
from attrs import define, evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protime_sync import (
    LeaseHeld,
    MemoryState,
    PostgresState,
    SqliteState,
    SqlState,
    State,
    StateError,
)
from protime_sync.source.entries import Key
from protime_sync.state import memory, sql
from protime_sync.state.leases import LENGTH, Lease
from protime_sync.state.protocol import Judged, Known, Phase, Position
from tests.mariadb import Server as MariaServer
from tests.postgres import Server

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3, microseconds=5)
IDS: tuple[Key, ...] = (1, 2, "1", "é'\"\\")
LOADS = (7, 8)
DAYS = (None, 100, 200, 300)
SCOPES = ("", "a", "b")

ROWS = st.builds(
    Known,
    st.sampled_from(IDS),
    st.none() | st.sampled_from("ABC"),
    st.none() | st.just(b"\x00digest"),
    st.booleans(),
    st.sampled_from([*LOADS, LOADS[0] + 1]),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from(SCOPES),
)
POSITIONS = st.builds(
    Position,
    phase=st.sampled_from(Phase),
    link=st.none() | st.just("/a?é=1"),
    load=st.sampled_from(LOADS),
    signature=st.just("s"),
    used_at=st.sampled_from([NOW, LATER]),
    changed_at=st.none() | st.just(LATER),
    last_change=st.none() | st.just("B"),
    known=st.none() | st.integers(0, 3),
    older=st.integers(0, 2),
)
JUDGED = [
    Judged(load=load, first=first, last=last, scope=scope, undated=undated)
    for load, first, last, scope, undated in itertools.product(
        LOADS, (None, 200), (None, 200), ("", "a"), (True, False)
    )
]
Step = Callable[[State, str, Lease], object]


def staging(rows: Sequence[Known]) -> Step:
    return lambda state, feed, lease: state.stage(feed, rows, lease)


def discarding(_: object) -> Step:
    return lambda state, feed, lease: state.discard(feed, lease)


def committing(position: Position) -> Step:
    return lambda state, feed, lease: state.commit(feed, position, lease)


def keeping(body: bytes, position: Position) -> Step:
    return lambda state, feed, lease: state.keep(feed, body, position, lease)


STEPS = st.one_of(
    st.lists(ROWS, max_size=3).map(staging),
    st.none().map(discarding),
    POSITIONS.map(committing),
    st.builds(keeping, st.sampled_from([b"[]", b"\xff\x00"]), POSITIONS),
)
ROW = Known(1, "A", b"x", False, 7, 100, 200, "a")
AT_7 = Position(phase=Phase.FOLLOWING, link="/", load=7, signature="s", used_at=NOW)
AT_8 = evolve(AT_7, load=8)


@define
class Feeds:
    """Two feeds in one state, each under a lease."""

    state: State
    names: tuple[str, str]
    leases: dict[str, Lease]

    @classmethod
    def of(cls, state: State, number: int) -> Feeds:
        names = f"{number}-people", f"{number}-clockings"
        wanted = Lease(owner="tests", until=NOW + LENGTH)
        leases = {name: state.acquire(name, wanted, NOW, force=False) for name in names}
        return cls(state, names, leases)

    def does(self, feed: int, step: Step) -> None:
        name = self.names[feed]
        step(self.state, name, self.leases[name])

    def told(self, all_judged: Sequence[Judged]) -> Iterator[tuple[object, ...]]:
        """Yield all that the state tells of each feed."""
        for name in self.names:
            state = self.state
            known: Mapping[Key, Known] = state.known(name, IDS)
            assert all(row.id == id for id, row in known.items())
            yield (
                state.load(name),
                {id: tuple(row) for id, row in known.items()},
                tuple(state.kept(name)),
                state.rows(name),
                [self._vanished(name, judged) for judged in all_judged],
            )

    def _vanished(self, name: str, judged: Judged) -> list[str]:
        parts = self.state.vanished(name, judged)
        return sorted(repr(id) for part in parts for id in part)


@pytest.fixture(scope="module")
def states(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[list[State]]:
    server: Server = request.getfixturevalue("postgres")
    mariadb: MariaServer = request.getfixturevalue("mariadb")
    file = SqliteState(tmp_path_factory.mktemp("states") / "state.db")
    yield [
        MemoryState(),
        file,
        PostgresState(server.url, schema="agreeing"),
        SqlState(mariadb.with_database()),
    ]
    file.close()


NUMBERS = itertools.count()


@pytest.mark.heavy
@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.tuples(st.integers(0, 1), STEPS), max_size=6),
    judged=st.lists(st.sampled_from(JUDGED), min_size=2, max_size=3),
)
@example(
    judged=JUDGED[::7],
    steps=[(0, staging([ROW])), (1, staging([ROW])), (0, discarding(None))],
)
@example(
    judged=JUDGED[::7],
    steps=[
        (0, staging([ROW._replace(deleted=True)])),
        (0, committing(AT_7)),
        (0, committing(AT_8)),
    ],
)
@example(
    judged=JUDGED[::7],
    steps=[
        (0, staging([ROW])),
        (0, committing(AT_7)),
        (0, staging([ROW._replace(version="B"), ROW._replace(id=2)])),
        (0, discarding(None)),
        (1, keeping(b"[]", AT_8)),
        (0, keeping(b"[]", AT_7)),
        (1, committing(AT_8)),
    ],
)
@example(
    judged=JUDGED[::7],
    steps=[(0, staging([ROW._replace(first=None)])), (0, committing(AT_8))],
)
@example(
    judged=JUDGED[::7],
    steps=[(0, staging([ROW._replace(last=None)])), (0, committing(AT_8))],
)
@example(
    judged=JUDGED[::7],
    steps=[
        (0, committing(AT_8)),
        (0, staging([ROW._replace(deleted=True)])),
        (0, committing(AT_8)),
    ],
)
@example(
    judged=JUDGED[::7],
    steps=[
        (0, keeping(b"[]", AT_8)),
        (0, staging([ROW._replace(deleted=True)])),
        (0, committing(AT_8)),
    ],
)
def test_states_agree(
    states: list[State], steps: list[tuple[int, Step]], judged: list[Judged]
) -> None:
    """After each step; and what is done to one feed, the other never sees."""
    number = next(NUMBERS)
    all_feeds = [Feeds.of(state, number) for state in states]
    before = list(all_feeds[0].told(judged))
    for feed, step in steps:
        for feeds in all_feeds:
            feeds.does(feed, step)
        first, *others = (list(feeds.told(judged)) for feeds in all_feeds)
        assert all(told == first for told in others)
        assert first[1 - feed] == before[1 - feed]
        before = first


def test_what_was_deleted_before_a_full_load_is_over(states: list[State]) -> None:
    """Of deleted rows, those of the load that was committed last are known still."""
    for feeds in (Feeds.of(state, next(NUMBERS)) for state in states):
        old, new = (ROW._replace(id=id, deleted=True, load=id) for id in (7, 8))
        feeds.does(0, staging([old, new, ROW]))
        feeds.does(0, committing(AT_8))
        known = feeds.state.known(feeds.names[0], [1, 7, 8])
        assert set(known) == {1, 8}
        assert feeds.state.rows(feeds.names[0]) == 1


@pytest.mark.parametrize(
    ("place", "module"), [(0, memory), (1, sql), (2, sql), (3, sql)]
)
@pytest.mark.parametrize(("number", "lengths"), [(4, [2, 2]), (5, [2, 2, 1]), (0, [])])
def test_what_vanished_comes_in_parts(
    states: list[State],
    place: int,
    module: ModuleType,
    number: int,
    lengths: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each id once, and never so many at a time that they fill the memory."""
    monkeypatch.setattr(module, "_PART", 2)
    state = states[place]
    feeds = Feeds.of(state, next(NUMBERS))
    feeds.does(0, staging([ROW._replace(id=id) for id in range(number)]))
    feeds.does(0, committing(AT_7))
    judged = Judged(load=8, first=None, last=None, scope="", undated=True)
    parts = list(state.vanished(feeds.names[0], judged))
    assert [len(part) for part in parts] == lengths
    assert sorted(id for part in parts for id in part) == list(range(number))


def test_a_file_tells_its_name_and_no_row(tmp_path: Path) -> None:
    """In a log or a traceback."""
    state = SqliteState(tmp_path / "state.db")
    assert repr(state) == f"<SqliteState {tmp_path / 'state.db'}>"
    state.close()


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        '{"phase": "galloping", "used_at": null, "changed_at": null}',
        '{"phase": "following", "used_at": "soon", "changed_at": null}',
        '{"phase": "following", "used_at": 5, "changed_at": null}',
        '{"phase": "following", "used_at": null, "changed_at": null, "zork": 1}',
    ],
)
def test_a_position_of_another_form_is_an_error(text: str) -> None:
    """Half a state is no reason to start again in silence."""
    with pytest.raises(StateError, match="state of people cannot be read"):
        sql.position("people", text)


def at_once(work: Callable[[], object]) -> list[object]:
    """Return what each of eight threads came to, an error for those that failed."""
    start = Barrier(8)

    def begin(_: int) -> object:
        start.wait(30)
        try:
            return work()
        except LeaseHeld as error:
            return type(error)

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(begin, range(8)))


@pytest.mark.heavy
def test_many_that_start_at_once_make_the_schema_once(
    request: pytest.FixtureRequest,
) -> None:
    """As the tasks of a scheduler do; none of them fails."""
    server: Server = request.getfixturevalue("postgres")
    for number in range(3):
        schema = f"at_once_{number}"
        found = at_once(lambda: PostgresState(server.url, schema=schema).load("x"))  # noqa: B023 - called before the next
        assert found == [None] * 8
        mariadb: MariaServer = request.getfixturevalue("mariadb")
        url = mariadb.with_database()
        assert at_once(lambda: SqlState(url).load("x")) == [None] * 8  # noqa: B023


def test_of_many_that_want_a_lease_one_gets_it(states: list[State]) -> None:
    """Whether nobody had it before, or somebody gave it back."""
    wanted = Lease(owner="tests", until=NOW + LENGTH)
    for state in states:
        name = f"{next(NUMBERS)}-people"
        for _ in range(2):
            found = at_once(lambda: state.acquire(name, wanted, NOW, force=False))  # noqa: B023 - called before the next
            (lease,) = (one for one in found if isinstance(one, Lease))
            assert found.count(LeaseHeld) == 7
            state.release(name, lease)


def test_a_lease_that_is_being_taken_is_waited_for(
    states: list[State], request: pytest.FixtureRequest
) -> None:
    """Who reads it before that is stored would take it from its new holder."""
    import psycopg

    server: Server = request.getfixturevalue("postgres")
    state, name = states[2], f"{next(NUMBERS)}-people"
    wanted = Lease(owner="tests", until=NOW + LENGTH)
    state.release(name, state.acquire(name, wanted, NOW, force=False))
    taken = (
        "UPDATE agreeing.protime_holders"
        " SET fence = fence + 1, until = %s WHERE feed = %s"
    )
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with ThreadPoolExecutor(1) as threads, psycopg.connect(server.url) as other:
        other.execute(taken, ((NOW + LENGTH).isoformat(), name))
        found = threads.submit(state.acquire, name, wanted, NOW, force=False)
        with psycopg.connect(server.url, autocommit=True) as watching:
            until = time.monotonic() + 30
            while not watching.execute(waiting).fetchone()[0]:  # type: ignore[index]
                assert time.monotonic() < until
                time.sleep(0.01)
        other.commit()
        with pytest.raises(LeaseHeld):
            found.result(30)
