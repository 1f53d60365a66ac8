"""One change must bring those with it that Protime makes by itself."""

from __future__ import annotations

from protime_emulator.effects import presence

from .conftest import Asker

DAY = "filter=person in (1) and date ge '2026-02-27' and date le '2026-02-27'"


def _clocking(minute: int, **fields: object) -> dict[str, object]:
    row = {"person": {"id": 1}, "date": "2026-02-27", "kind": "InOut"}
    return {**row, "timeOfDayInMinutes": minute, **fields}


def test_presence_is_between_each_two_clockings() -> None:
    rows = [_clocking(900), _clocking(480), _clocking(1000), _clocking(720)]
    assert presence(rows) == 240 + 100
    assert presence([*rows, _clocking(600, status="Deleted")]) == 340
    assert presence([*rows, _clocking(600, kind="Reason")]) == 340
    assert presence(rows[:1]) == 0


def test_a_new_clocking_changes_the_days_total(api: Asker) -> None:
    (before,) = api.ask(f"/calculated-totals?{DAY}").json()["value"]
    _, _, link = api.walk("/calculated-totals?filter=date ge '2026-02-20'&delta")
    api.ask("/clockings", "POST", json=_clocking(1300))
    api.ask("/clockings", "POST", json=_clocking(1360))
    (change,) = api.ask(link).json()["value"]
    after = change["data"]
    rows = api.ask(f"/clockings?{DAY}").json()["value"]
    assert after["id"] == before["id"]
    assert after["timePresentDurationInMinutes"] == presence(rows)
    flextime = after["flextimeDurationInMinutes"]
    assert flextime == presence(rows) - after["normalTimeDurationInMinutes"]
    grown = after["flextimeBalanceInMinutes"] - before["flextimeBalanceInMinutes"]
    assert grown == flextime - before["flextimeDurationInMinutes"]


def test_a_day_without_a_total_gets_one(api: Asker) -> None:
    row = {**_clocking(480), "date": "2026-03-05"}
    api.emulator.add("clockings", row)
    api.emulator.add("clockings", {**row, "timeOfDayInMinutes": 500})
    path = "/calculated-totals?filter=date ge '2026-03-05'"
    (total,) = api.ask(path).json()["value"]
    assert total["timePresentDurationInMinutes"] == 20


def test_an_edited_clocking_keeps_its_first_time(api: Asker) -> None:
    id = int(str(api.emulator.add("clockings", _clocking(480))["id"]))
    api.emulator.change("clockings", id, {"timeOfDayInMinutes": 485})
    row = api.emulator.change("clockings", id, {"timeOfDayInMinutes": 490})
    assert row["originalTimeOfDayInMinutes"] == 480
    assert row["calculatedTimeOfDayInMinutes"] == 490


def test_a_deleted_clocking_counts_no_more(api: Asker) -> None:
    before = api.ask(f"/calculated-totals?{DAY}").json()["value"][0]
    ids = [api.emulator.add("clockings", _clocking(m))["id"] for m in (1300, 1360)]
    for id in ids:
        api.emulator.remove("clockings", int(str(id)))
    after = api.ask(f"/calculated-totals?{DAY}").json()["value"][0]
    minutes = "timePresentDurationInMinutes"
    assert after[minutes] == presence(api.ask(f"/clockings?{DAY}").json()["value"])
    assert after["changeVersion"] > before["changeVersion"]


def test_a_new_clocking_saves_the_days_counters_and_paid_presences(api: Asker) -> None:
    day = "filter=date ge '2026-02-27' and date le '2026-02-27'"
    links = [
        api.walk(f"/{one}?{day}&delta")[2] for one in ("counters", "paid-presences")
    ]
    night = {**_clocking(1330), "person": {"id": 3}}
    api.ask("/clockings", "POST", json=night)
    api.ask("/clockings", "POST", json={**night, "timeOfDayInMinutes": 1400})
    rows = api.ask(f"/clockings?{day} and person in (3)").json()["value"]
    for link in links:
        changes = api.ask(link).json()["value"]
        assert {one["data"]["person"]["id"] for one in changes} == {3}
    paid = sum(one["data"]["durationInMinutes"] for one in changes)
    assert paid == presence(rows)
