"""Items must be created, replaced and deleted with the documented statuses."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import BASE, Asker

CLOCKING = {
    "person": {"id": 1},
    "date": "2026-01-15",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
}
ASSIGNMENT = {"person": {"id": 1}, "from": "2026-03-10", "startTimeInMinutes": 480}


def _created(api: Asker, path: str, body: dict[str, object]) -> str:
    response = api.ask(path, "POST", json=body)
    assert response.status_code == 201, response.text
    return str(response.headers["Location"])


def test_creating_answers_with_a_relative_address(api: Asker) -> None:
    location = _created(api, "/clockings", CLOCKING)
    assert location.startswith(f"{BASE}/clockings/")
    body = api.ask(location).json()
    assert {key: body[key] for key in CLOCKING} == CLOCKING
    assert body["status"] == "Active"
    assert str(body["id"]) == location.rpartition("/")[2]


def test_read_only_and_unknown_properties_are_ignored(api: Asker) -> None:
    more = {"id": 5, "status": "Deleted", "colour": "red", "changeVersion": "0"}
    body = api.ask(_created(api, "/clockings", {**CLOCKING, **more})).json()
    assert body["id"] != 5
    assert body["status"] == "Active"
    assert "colour" not in body


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"person": None}, "$.person: is required"),
        ({"person": 1}, "$.person: expected an id"),
        ({"person": {}}, "$.person: expected an id"),
        ({"date": "15/01/2026"}, "$.date: expected a date"),
        ({"timeOfDayInMinutes": "510"}, "expected an integer"),
        ({"timeOfDayInMinutes": True}, "expected an integer"),
        ({"timeOfDayInMinutes": 2881}, "must be between -1440 and 2880"),
        ({"timeOfDayInMinutes": 10**30}, "must be between"),
        ({"kind": "Lunch"}, "expected one of InOut"),
        ({"geolocation": {"longitude": 4}}, "$.geolocation.latitude: is required"),
        ({"activityLevels": {}}, "$.activityLevels: expected an array"),
        ({"isOpen": "yes"}, "expected a boolean"),
    ],
)
def test_invalid_bodies_have_the_bare_shape(
    api: Asker, change: dict[str, object], error: str
) -> None:
    response = api.ask("/clockings", "POST", json={**CLOCKING, **change})
    assert response.status_code == 400
    body = response.json()
    assert set(body) == {"code", "message", "validationErrors"}
    assert any(error in one for one in body["validationErrors"])


@pytest.mark.parametrize(
    "person",
    [
        {"id": 999},
        {"externalReferences": {"@badge-number": "0"}},
        {"externalReferences": {"HRMID": "x"}},
    ],
)
def test_what_names_nothing_is_a_bad_request_with_reasons(
    api: Asker, person: dict[str, object]
) -> None:
    response = api.ask("/clockings", "POST", json={**CLOCKING, "person": person})
    assert response.status_code == 400
    assert response.json()["error"]["reasons"]


def test_updating_replaces_everything_that_can_be_written(api: Asker) -> None:
    location = _created(api, "/assignments", {**ASSIGNMENT, "comments": "Early"})
    before = api.ask(location).json()
    body = {**ASSIGNMENT, "endTimeInMinutes": 900}
    assert api.ask(location, "PUT", json=body).status_code == 200
    after = api.ask(location).json()
    assert "comments" not in after
    assert after["endTimeInMinutes"] == 900
    assert after["id"] == before["id"]
    assert after["changeVersion"] > before["changeVersion"]


def test_what_was_read_can_be_written_back(api: Asker) -> None:
    location = _created(api, "/assignments", {**ASSIGNMENT, "comments": "Early"})
    before = api.ask(location, externalReferences="(people,@badge-number)").json()
    assert api.ask(location, "PUT", json=before).status_code == 200
    after = api.ask(location, externalReferences="(people,@badge-number)").json()
    del before["changeVersion"], after["changeVersion"]
    assert after == before


def test_deleting_leaves_nothing(api: Asker) -> None:
    location = _created(api, "/assignments", ASSIGNMENT)
    response = api.ask(location, "DELETE")
    assert (response.status_code, response.content) == (204, b"")
    for method, body in (("GET", None), ("DELETE", None), ("PUT", ASSIGNMENT)):
        assert api.ask(location, method, json=body).status_code == 404


def test_etags_save_transfers_and_guard_writes(api: Asker) -> None:
    location = _created(api, "/assignments", ASSIGNMENT)
    etag = api.ask(location).headers["ETag"]
    unchanged = api.ask(location, headers={"If-None-Match": f'"x", {etag}'})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    match = {"If-Match": etag}
    assert api.ask(location, "PUT", json=ASSIGNMENT, headers=match).status_code == 200
    assert api.ask(location, "PUT", json=ASSIGNMENT, headers=match).status_code == 409
    assert api.ask(location, "DELETE", headers=match).status_code == 409
    assert api.ask(location, headers={"If-None-Match": etag}).status_code == 200
    assert api.ask(location, "DELETE", headers={"If-Match": "*"}).status_code == 204


def test_an_etag_with_references_still_guards_writes(api: Asker) -> None:
    location = _created(api, "/assignments", ASSIGNMENT)
    query: dict[str, Any] = {"externalReferences": "(people,@badge-number)"}
    etag = api.ask(location, **query).headers["ETag"]
    assert (
        api.ask(location, headers={"If-None-Match": etag}, **query).status_code == 304
    )
    match = {"If-Match": etag}
    assert api.ask(location, "PUT", json=ASSIGNMENT, headers=match).status_code == 200


@pytest.mark.parametrize("id", ["abc", "1.5", "9" * 40, "%C2%B2", "-"])
def test_ids_are_integers(lasting: Asker, id: str) -> None:
    assert lasting.ask(f"/clockings/{id}").status_code == 400


@pytest.mark.parametrize("id", ["0", "-5", "1", "999999999"])
def test_unknown_ids_are_not_found(lasting: Asker, id: str) -> None:
    response = lasting.ask(f"/clockings/{id}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "NotFound"
