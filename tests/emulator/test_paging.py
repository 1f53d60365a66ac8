"""Pages must give every row once, in order, and their tokens fit one query only."""

from __future__ import annotations

import re
from datetime import date

import pytest

from protime_emulator import Emulator

from .conftest import BASE, TODAY, Asker, asker

JANUARY = "date ge '2026-01-01' and date le '2026-01-31'"


def test_all_rows_come_once_and_some_pages_are_empty(lasting: Asker) -> None:
    rows, sizes, _ = lasting.walk(f"/clockings?filter={JANUARY}")
    ids = [row["id"] for row in rows]
    everything = lasting.emulator.collection("clockings")
    expected = [row["id"] for row in everything if str(row["date"]) <= "2026-01-31"]
    assert ids == expected
    assert 0 in sizes[1:-1]
    assert all(size in (0, 50) for size in sizes[:-1])


def test_a_full_last_page_is_followed_by_an_empty_one() -> None:
    with Emulator(people=10, today=TODAY, page_size=5, empty_every=0) as emulator:
        rows, sizes, _ = asker(emulator).walk("/people")
    assert (len(rows), sizes) == (10, [5, 5, 0])


def test_next_links_are_relative_and_not_encoded(lasting: Asker) -> None:
    text = "person in circle (1,2,3) and date ge '2026-01-01'"
    body = lasting.ask("/clockings", filter=text).json()
    start = f"{BASE}/clockings?filter={text}&continuationToken="
    assert body["nextLink"].startswith(start)
    token = body["nextLink"].removeprefix(start)
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", token)
    assert "+" in token
    assert "/" in token


def _token(api: Asker, text: str) -> str:
    body = api.ask("/clockings", filter=text).json()
    return str(body["nextLink"].rpartition("continuationToken=")[2])


def test_a_token_is_good_for_its_query_only(lasting: Asker) -> None:
    token = _token(lasting, JANUARY)
    assert lasting.ask("/clockings", filter=JANUARY, continuationToken=token).is_success
    other = lasting.ask(
        "/clockings", filter="date ge '2026-01-02'", continuationToken=token
    )
    assert other.status_code == 409
    assert other.json()["error"]["code"] == "Conflict"


@pytest.mark.parametrize("token", ["", "x", "e30=", "W10=", "%%%", "🦆", "A" * 3000])
def test_a_made_up_token_is_a_conflict(lasting: Asker, token: str) -> None:
    response = lasting.ask("/clockings", filter=JANUARY, continuationToken=token)
    assert response.status_code == 409


def test_a_changed_token_is_a_conflict(lasting: Asker) -> None:
    token = _token(lasting, JANUARY)
    for place in range(0, len(token) - 4, 7):
        changed = (
            token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        )
        response = lasting.ask("/clockings", filter=JANUARY, continuationToken=changed)
        assert response.status_code == 409


def test_a_token_expires_by_the_clock(api: Asker) -> None:
    token = _token(api, JANUARY)
    api.emulator.clock.advance(minutes=61)
    api.headers["Authorization"] = api.authorization()
    response = api.ask("/clockings", filter=JANUARY, continuationToken=token)
    assert response.status_code == 409


def test_rows_that_come_while_walking_are_not_told_twice(api: Asker) -> None:
    response = api.ask("/clockings", filter=JANUARY)
    body = response.json()
    row = {"person": {"id": 1}, "date": "2026-01-05", "timeOfDayInMinutes": 1}
    added = api.emulator.add("clockings", {**row, "kind": "InOut"})
    api.emulator.erase("clockings", body["value"][0]["id"])
    rows, _, _ = api.walk(body["nextLink"])
    ids = [one["id"] for one in [*body["value"], *rows]]
    assert len(ids) == len(set(ids))
    assert ids[-1] == added["id"]


def test_days_need_no_rows() -> None:
    with Emulator(people=0, days=0, today=date(2026, 1, 1)) as emulator:
        rows, sizes, _ = asker(emulator).walk(f"/clockings?filter={JANUARY}")
    assert (rows, sizes) == ([], [0])
