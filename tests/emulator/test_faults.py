"""Faults must happen where, how and as often as they were asked for."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from protime_emulator.faults import Fault, parsed

from .conftest import BASE, Asker


def test_an_error_happens_as_often_as_asked(api: Asker) -> None:
    api.emulator.faults.add("people", status=429, retry_after=1, times=2)
    answers = [api.ask("/people") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "1"
    assert answers[0].json()["error"]["code"] == "TooManyRequests"
    assert api.emulator.requests[-2].status == 429


def test_other_paths_and_methods_go_well(api: Asker) -> None:
    api.emulator.faults.add("people", status=500, times=None, method="POST")
    api.emulator.faults.add("/tenants/*", status=500, times=None)
    assert api.ask("/people").status_code == 200
    assert api.ask("/departments").status_code == 200
    assert api.token().status_code == 500
    api.emulator.faults.clear()
    assert api.token().status_code == 200


def test_gateways_answer_with_html(api: Asker) -> None:
    api.emulator.faults.add(kind="html", status=502)
    response = api.ask("/people")
    assert response.status_code == 502
    assert response.headers["Content-Type"].startswith("text/html")


def test_connections_drop_and_bodies_end_early(api: Asker) -> None:
    api.emulator.faults.add(kind="drop")
    with pytest.raises(httpx.ReadError):
        api.ask("/people")
    api.emulator.faults.add(kind="truncate")
    with pytest.raises(httpx.RemoteProtocolError):
        api.ask("/people")
    api.emulator.faults.add(kind="garble")
    with pytest.raises(json.JSONDecodeError):
        api.ask("/people").json()
    assert api.ask("/people").status_code == 200


def test_what_is_lost_was_done(api: Asker) -> None:
    (id, *_) = (row["id"] for row in api.emulator.collection("assignments"))
    api.emulator.faults.add("assignments/*", kind="lose")
    path = f"{BASE}/assignments/{id}"
    with pytest.raises(httpx.ReadError):
        api.http.request("DELETE", path, headers=api.headers)
    assert id not in {row["id"] for row in api.emulator.collection("assignments")}


@pytest.mark.parametrize("kind", ["drop", "lose", "truncate"])
def test_connections_break_on_a_port_too(api: Asker, kind: str) -> None:
    api.emulator.faults.add("people", kind=kind)  # type: ignore[arg-type]  # one of them
    with api.emulator.serve() as url, httpx.Client(base_url=url) as http:
        with pytest.raises(httpx.TransportError):
            http.get(f"{BASE}/people", headers=api.headers)
        assert http.get(f"{BASE}/people", headers=api.headers).is_success


def test_answers_come_late(api: Asker) -> None:
    api.emulator.faults.add(kind="slow", seconds=0.1)
    before = time.monotonic()
    assert api.ask("/people").status_code == 200
    assert time.monotonic() - before >= 0.1


def test_tokens_end_in_the_middle_of_paging(api: Asker) -> None:
    link = api.ask("/clockings?filter=date ge '2026-02-01'").json()["nextLink"]
    api.emulator.faults.add("clockings", kind="expire-tokens")
    assert api.ask(link).status_code == 401
    api.headers["Authorization"] = api.authorization()
    assert api.ask(link).status_code == 200


def test_a_seed_decides_what_goes_wrong(api: Asker) -> None:
    def statuses(seed: int) -> list[int]:
        api.emulator.faults.at_random(0.5, seed=seed, faults=[Fault(status=503)])
        return [api.ask("/departments/1").status_code for _ in range(20)]

    assert statuses(1) == statuses(1) != statuses(2)
    assert set(statuses(1)) == {200, 503}


@pytest.mark.parametrize(
    ("text", "path", "fault"),
    [
        ("clockings=503", "clockings", Fault(status=503)),
        ("people/*=429:30", "people/*", Fault(status=429, retry_after=30)),
        ("people=429:2.5", "people", Fault(status=429, retry_after=2.5)),
        ("*=slow", "*", Fault(kind="slow", seconds=1)),
        ("*=slow:0.2", "*", Fault(kind="slow", seconds=0.2)),
        ("a=b=drop", "a=b", Fault(kind="drop")),
    ],
)
def test_faults_as_text(text: str, path: str, fault: Fault) -> None:
    assert parsed(text) == (path, fault)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not PATH=WHAT"),
        ("503", "it is not PATH=WHAT"),
        ("=503", "it is not PATH=WHAT"),
        ("a=200", "'200' is neither a status"),
        ("a=429:soon", "soon"),
        ("a=status", "'status' is neither a status"),
    ],
)
def test_texts_that_are_no_faults(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parsed(text)
