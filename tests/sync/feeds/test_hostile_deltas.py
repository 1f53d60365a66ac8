"""Answers that end no delta, and states that hold none: errors, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from protime import Protime
from protime_runtime.errors import DecodingError, DeltaExpired
from protime_sync import MemoryState, State, Sync
from tests.trust.helpers import BASE, Sent, answering, said

LINK = f"{BASE}/people/delta?deltaToken=1"
ROWS = [{"id": 1, "changeVersion": "A"}, {"id": 2, "changeVersion": "A"}]
WHOLE = {"value": ROWS, "deltaLink": LINK}
CHANGE = {"changeType": "Delete", "data": {"id": 1, "changeVersion": "B"}}
LATER = {"value": [CHANGE], "deltaLink": LINK.replace("=1", "=2")}


class Tenant:
    """Answers one delta after the other as it is told."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[str] = []

    def serve(self, sent: Sent) -> Any:
        self.asked.append(sent.url)
        answer = self.answers.pop(0)
        return said({}, answer) if isinstance(answer, int) else said(answer)


@pytest.fixture
def tenant() -> Tenant:
    return Tenant()


@pytest.fixture
def client(tenant: Tenant) -> Protime:
    return answering(tenant.serve)[0]


def read(sync: Sync) -> list[object]:
    with sync.follow("people").batch() as changes:
        return [change.id for change in changes]


FEED = "acme/client/people"


def seen(state: State) -> tuple[object, ...]:
    return state.load(FEED), state.rows(FEED), state.kept(FEED)


@pytest.mark.parametrize("answer", [{"value": ROWS}, {"value": []}])
def test_a_load_without_a_delta_link_is_not_done(
    tenant: Tenant, client: Protime, state: State, answer: object
) -> None:
    """Nothing could follow it; and what it did not bring must not count as gone."""
    sync = Sync(client, state)
    tenant.answers = [answer]
    with pytest.raises(DecodingError, match="no deltaLink"):
        read(sync)
    assert state.load(FEED) is None
    tenant.answers = [WHOLE]
    assert read(sync) == [1, 2]


@pytest.mark.parametrize("value", [[], [CHANGE]])
def test_changes_without_a_link_are_not_taken(
    tenant: Tenant, client: Protime, state: State, value: list[object]
) -> None:
    """They come again with the same link, which was not used up."""
    sync = Sync(client, state)
    tenant.answers = [WHOLE]
    read(sync)
    before = seen(state)
    tenant.answers = [{"value": value}]
    with pytest.raises(DecodingError, match="no deltaLink"):
        read(sync)
    assert seen(state) == before
    tenant.answers = [LATER]
    assert read(sync) == [1]
    assert tenant.asked[-1] == tenant.asked[-2]


def test_a_page_before_the_last_leads_on(
    tenant: Tenant, client: Protime, state: State
) -> None:
    """Its link is kept with its changes, so that a crash goes on after them."""
    sync = Sync(client, state)
    tenant.answers = [WHOLE]
    read(sync)
    following = f"{BASE}/people/delta?skipToken=x"
    tenant.answers = [{"value": [CHANGE], "nextLink": following}, {"value": []}]
    with pytest.raises(DecodingError, match="no deltaLink"):
        read(sync)
    position = state.load(FEED)
    assert position is not None
    assert position.link == following
    assert len(state.kept(FEED)) == 1
    tenant.answers = [{**LATER, "value": []}]
    assert read(Sync(client, state)) == [1]
    assert state.kept(FEED) == ()


def test_a_state_without_a_link_is_told(tenant: Tenant, client: Protime) -> None:
    """It was changed by something else: a full load would be one in silence."""
    state = MemoryState()
    tenant.answers = [WHOLE]
    read(Sync(client, state))
    position = state.load(FEED)
    assert position is not None
    state._feed(FEED).position = evolve(position, link=None)
    with pytest.raises(DecodingError, match="holds no delta link"):
        read(Sync(client, state))


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
def test_where_a_row_names_no_id_nothing_counts_as_gone(
    tenant: Tenant, client: Protime, state: State, caplog: pytest.LogCaptureFixture
) -> None:
    """Any row that a full load does not bring may be that one."""
    tenant.answers = [WHOLE]
    sync = Sync(client, state)
    read(sync)
    nameless = {"value": [{"changeVersion": "A"}, ROWS[1]], "deltaLink": LINK}
    tenant.answers = [410, nameless]
    assert 1 not in read(sync)
    assert "nothing is deleted, as 1 rows of the full load name no id" in caplog.text
    assert state.rows(FEED) == 2
    tenant.answers = [410, {"value": ROWS[1:], "deltaLink": LINK}]
    assert 1 in read(sync)
    assert state.rows(FEED) == 1


def test_full_loads_that_are_refused_are_not_begun_for_ever(
    tenant: Tenant, client: Protime, state: State
) -> None:
    """Three times, and then the error is the caller's; the state is as before."""
    sync = Sync(client, state)
    tenant.answers = [WHOLE]
    read(sync)
    before = seen(state)
    tenant.answers = [410, 410, 409, 410, WHOLE]
    with pytest.raises(DeltaExpired):
        read(sync)
    assert tenant.answers == [WHOLE]
    assert seen(state) == before
    tenant.answers = [410, 410, 409, WHOLE]
    read(sync)
    assert tenant.answers == []
