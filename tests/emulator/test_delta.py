"""Deltas must tell each change once, live 72 hours, and end when another starts."""

from __future__ import annotations

import base64
import json

import pytest

from protime import DeltaExpired
from protime_emulator import Emulator

from .conftest import BASE, Asker

SINCE = "/clockings?filter=date ge '2026-02-20'"


def _start(api: Asker, path: str = SINCE) -> str:
    return api.walk(path + ("&" if "?" in path else "?") + "delta")[2]


def _changes(api: Asker, link: str) -> tuple[list[tuple[str, object]], str]:
    response = api.ask(link)
    assert response.status_code == 200, response.text
    body = response.json()
    assert "nextLink" not in body
    found = [(one["changeType"], one["data"]["id"]) for one in body["value"]]
    return found, body["deltaLink"]


def _clocking(api: Asker, day: str = "2026-02-27", person: int = 1) -> int:
    row = {"person": {"id": person}, "date": day, "timeOfDayInMinutes": 700}
    return int(str(api.emulator.add("clockings", {**row, "kind": "InOut"})["id"]))


def test_the_first_load_is_plain_and_pages(api: Asker) -> None:
    rows, sizes, link = api.walk(SINCE + "&delta")
    assert len(sizes) > 1
    assert all("changeType" not in row and "changeVersion" in row for row in rows)
    assert link.startswith(f"{BASE}/delta/clockings?deltaToken=")
    days = [row["date"] for row in api.emulator.collection("clockings")]
    assert len(rows) == sum(str(day) >= "2026-02-20" for day in days)


def test_the_token_has_the_documented_members(api: Asker) -> None:
    token = _start(api).partition("deltaToken=")[2]
    inner = json.loads(base64.b64decode(token))
    assert {"DeltaId", "StartingCursor", "TimeStamp"} <= set(inner)


def test_changes_are_told_once_and_in_order(api: Asker) -> None:
    link = _start(api)
    new = _clocking(api)
    old = api.emulator.collection("clockings")[-2]["id"]
    assert isinstance(old, int)
    api.emulator.change("clockings", old, {"timeOfDayInMinutes": 500})
    found, link = _changes(api, link)
    assert found == [("InsertOrUpdate", new), ("InsertOrUpdate", old)]
    assert _changes(api, link)[0] == []


def test_what_is_deleted_for_good_has_only_id_and_version(api: Asker) -> None:
    (id, *_) = (row["id"] for row in api.emulator.collection("assignments")[-1:])
    link = _start(api, "/assignments?filter=date ge '2026-02-01'")
    api.ask(f"/assignments/{id}", "DELETE")
    (change,) = api.ask(link).json()["value"]
    assert change["changeType"] == "Delete"
    assert set(change["data"]) == {"id", "changeVersion"}


def test_a_clocking_deleted_in_protime_stays(api: Asker) -> None:
    id = _clocking(api)
    link = _start(api)
    api.emulator.remove("clockings", id)
    (change,) = api.ask(link).json()["value"]
    assert change["changeType"] == "InsertOrUpdate"
    assert change["data"]["status"] == "Deleted"
    assert api.ask(f"/clockings/{id}").json()["status"] == "Deleted"


def test_the_filter_stays_in_force(api: Asker) -> None:
    link = _start(api)
    inside, outside = _clocking(api), _clocking(api, "2026-02-01")
    found, link = _changes(api, link)
    assert found == [("InsertOrUpdate", inside)]
    api.emulator.change("clockings", inside, {"date": "2026-02-02"})
    api.emulator.change("clockings", outside, {"date": "2026-02-28"})
    assert _changes(api, link)[0] == [("Delete", inside), ("InsertOrUpdate", outside)]


def test_references_are_remembered(api: Asker) -> None:
    link = _start(api, SINCE + "&externalReferences=(people,@badge-number)")
    _clocking(api)
    (change,) = api.ask(link).json()["value"]
    named = change["data"]["person"]["externalReferences"]
    assert named == {"@badge-number": "6700001"}


def test_changes_during_the_first_load_are_told(api: Asker) -> None:
    body = api.ask(SINCE + "&delta").json()
    first = body["value"][0]["id"]
    api.emulator.change("clockings", first, {"timeOfDayInMinutes": 1})
    _, _, link = api.walk(body["nextLink"])
    assert _changes(api, link)[0] == [("InsertOrUpdate", first)]


def test_a_link_can_be_asked_again_after_a_crash(api: Asker) -> None:
    link = _start(api)
    new = _clocking(api)
    assert _changes(api, link)[0] == _changes(api, link)[0] == [("InsertOrUpdate", new)]


def test_a_link_lives_72_hours_after_its_last_use(api: Asker) -> None:
    link = _start(api)
    for _ in range(3):
        api.emulator.clock.advance(hours=71)
        api.headers["Authorization"] = api.authorization()
        _, link = _changes(api, link)
    api.emulator.clock.advance(hours=72)
    api.headers["Authorization"] = api.authorization()
    response = api.ask(link)
    assert response.status_code == 410
    assert response.json()["error"]["code"] == "Gone"


def test_a_life_of_another_length() -> None:
    """``delta_hours`` makes links end sooner, or later."""
    with Emulator(people=1, days=1, delta_hours=0.5) as emulator:
        client = emulator.client()
        with client.people.delta() as delta:
            list(delta)
        for minutes in (29, 29):
            emulator.clock.advance(minutes=minutes)
            assert not list(client.people.changes(delta.link))
        emulator.clock.advance(minutes=31)
        with pytest.raises(DeltaExpired):
            list(client.people.changes(delta.link))


def test_a_second_start_ends_the_first(api: Asker) -> None:
    first = _start(api)
    other = _start(api, "/people")
    second = _start(api)
    assert api.ask(first).status_code == 410
    assert api.ask(second).status_code == 200
    assert api.ask(other).status_code == 200


def test_the_first_load_ends_with_its_delta(api: Asker) -> None:
    link = api.ask(SINCE + "&delta").json()["nextLink"]
    _start(api)
    assert api.ask(link).status_code == 410


@pytest.mark.parametrize("token", ["", "x", "e30=", "eyJkZWx0YUlk...", "🦆"])
def test_a_made_up_token_is_refused(api: Asker, token: str) -> None:
    assert api.ask("/delta/clockings", deltaToken=token).status_code == 400


def test_saving_one_group_saves_all(api: Asker) -> None:
    link = _start(api, "/counter-groups")
    api.emulator.change("counter-groups", 1, {"name": {"default": "Hours"}})
    assert {id for _, id in _changes(api, link)[0]} == {1, 2}


def test_collections_without_delta_have_none(api: Asker) -> None:
    assert api.ask("/departments?delta").status_code == 400
    assert api.ask("/delta/departments?deltaToken=x").status_code == 404


def test_versions_are_twenty_hexadecimal_characters_and_grow(api: Asker) -> None:
    rows = api.emulator.collection("clockings")
    before = max(str(row["changeVersion"]) for row in rows)
    versions = [before]
    for _ in range(20):
        id = _clocking(api)
        versions.append(api.ask(f"/clockings/{id}").json()["changeVersion"])
    assert versions == sorted(set(versions))
    assert {len(version) for version in versions} == {20}
