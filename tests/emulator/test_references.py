"""External references must name one item each, wherever an item can be named."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker

MAPPING = "/external-references/people/HRMID"
DAYS = "filter=date ge '2026-02-01'"


def _put(api: Asker, value: str, id: object) -> int:
    body = {"internalReference": str(id)}
    return api.ask(f"{MAPPING}/{value}", "PUT", json=body).status_code


def test_values_are_written_into_every_place(lasting: Asker) -> None:
    asked = "(people,@badge-number)(activity-definitions,@data-entry-code)"
    rows, _, _ = lasting.walk(f"/clockings?{DAYS}&externalReferences={asked}")
    assert all(row["person"]["externalReferences"]["@badge-number"] for row in rows)
    (levels, *_) = (row["activityLevels"] for row in rows if "activityLevels" in row)
    for one in levels:
        assert "@data-entry-code" in one["activityDefinition"]["externalReferences"]
    plain = lasting.ask(f"/clockings?{DAYS}").json()["value"][0]
    assert "externalReferences" not in plain["person"]


def test_an_items_own_reference_stands_beside_its_id(lasting: Asker) -> None:
    query: dict[str, Any] = {"externalReferences": "(people,@employee-number)"}
    body = lasting.ask("/people/E-1002", **query).json()
    assert body["id"] == 2
    assert body["externalReferences"] == {"@employee-number": "E-1002"}


def test_paths_take_values_only_with_the_query(api: Asker) -> None:
    assert api.ask("/people/E-1002").status_code == 400
    query: dict[str, Any] = {"externalReferences": "(people,@employee-number)"}
    assert api.ask("/people/E-9999", **query).status_code == 404
    assert api.ask("/people/2", **query).status_code == 404
    history = api.ask("/people/E-1002/department-history", **query).json()["value"]
    assert {row["person"]["id"] for row in history} == {2}


def test_an_id_beside_its_own_type_is_read_as_a_value(api: Asker) -> None:
    assert _put(api, "2", 3) == 201
    query: dict[str, Any] = {"externalReferences": "(people,HRMID)"}
    assert api.ask("/people/2", **query).json()["id"] == 3
    assert api.ask("/people/2").json()["id"] == 2


def test_a_value_with_a_slash_stays_one_segment(api: Asker) -> None:
    assert _put(api, "A%2FB%20c", 3) == 201
    query: dict[str, Any] = {"externalReferences": "(people,HRMID)"}
    assert api.ask("/people/A%2FB%20c", **query).json()["id"] == 3


def test_custom_values_name_items_in_paths_bodies_and_answers(api: Asker) -> None:
    assert _put(api, "Emp123", 4) == 201
    query: dict[str, Any] = {"externalReferences": "(people,HRMID)"}
    assert api.ask("/people/Emp123", **query).json()["id"] == 4
    person = {"externalReferences": {"HRMID": "Emp123"}}
    body = {"person": person, "date": "2026-02-01", "timeOfDayInMinutes": 1}
    created = api.ask("/clockings", "POST", json={**body, "kind": "InOut"})
    found = api.ask(created.headers["Location"], **query).json()
    assert found["person"] == {"id": 4, "externalReferences": {"HRMID": "Emp123"}}


def test_what_has_no_value_does_not_fail(api: Asker) -> None:
    _put(api, "Emp123", 4)
    query: dict[str, Any] = {"externalReferences": "(people,HRMID)"}
    row = api.ask(f"/clockings?{DAYS} and person in (1)", **query).json()["value"][0]
    assert row["person"] == {"id": 1, "externalReferences": {}}


def test_mapping_adds_moves_and_deletes(api: Asker) -> None:
    assert [_put(api, "E1", 1), _put(api, "E1", 1), _put(api, "E1", 2)] == [
        201,
        200,
        200,
    ]
    assert _put(api, "E9", 1) == 201
    assert api.ask(f"{MAPPING}/E1", "DELETE").status_code == 204
    assert api.ask(f"{MAPPING}/E1", "DELETE").status_code == 404


def test_an_item_has_one_value_of_each_name(api: Asker) -> None:
    assert _put(api, "E1", 1) == 201
    assert _put(api, "E2", 1) == 400
    assert _put(api, "E2", 999) == 400
    assert _put(api, "E2", "x") == 400


@pytest.mark.parametrize(
    "path",
    ["/external-references/people/@badge-number/x", "/external-references/cars/a/x"],
)
def test_only_custom_references_are_managed(api: Asker, path: str) -> None:
    body = {"internalReference": "1"}
    assert api.ask(path, "PUT", json=body).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        "(people,@shoe-size)",
        "(cars,@badge-number)",
        "(departments,X)",
        "people,@badge-number",
        "(people)",
        "(people,@badge-number",
        "(people,@badge-number)(people,HRMID)",
        "",
    ],
)
def test_what_is_not_supported_is_refused(lasting: Asker, asked: str) -> None:
    response = lasting.ask(f"/clockings?{DAYS}", externalReferences=asked)
    assert response.status_code == 400
    assert response.json()["error"]["reasons"]


def test_usages_are_named_by_their_kind(api: Asker) -> None:
    version = api.emulator.structure_version
    path = f"/activity-structure-versions/{version}/levels/1/activity-definitions"
    definition = api.ask(path).json()["value"][0]["id"]
    usage = {
        "activityUsageKind": "Person",
        "usageReference": {"id": 1},
        "from": "2026-01-01",
    }
    assert api.ask(f"{path}/{definition}/usages", "POST", json=usage).status_code == 200
    query: dict[str, Any] = {"externalReferences": "(people,@badge-number)"}
    (found,) = api.ask(f"{path}/{definition}/usages", **query).json()["usages"]
    assert found["usageReference"]["externalReferences"] == {"@badge-number": "6700001"}
