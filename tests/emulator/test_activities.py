"""Activity definitions, usages and restrictions must follow their pages' rules."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker

NAME = {"name": {"default": "Welding"}}
USAGE = {
    "activityUsageKind": "Circle",
    "usageReference": {"id": 1},
    "from": "2026-01-01",
    "until": "2026-01-31",
}
BY_REFERENCE: dict[str, Any] = {
    "externalReferences": "(activity-definitions,@external-reference)"
}


@pytest.fixture
def path(api: Asker) -> str:
    version = api.emulator.structure_version
    return f"/activity-structure-versions/{version}/levels/2/activity-definitions"


@pytest.fixture
def definition(api: Asker, path: str) -> str:
    return f"{path}/{api.ask(path).json()['value'][0]['id']}"


def test_a_list_holds_one_level_of_one_version(api: Asker, path: str) -> None:
    rows = api.ask(path).json()["value"]
    assert {row["level"] for row in rows} == {2}
    version = api.emulator.structure_version
    assert api.ask(path.replace("levels/2", "levels/9")).json()["value"] == []
    assert api.ask(path.replace(version, "b2347a7a")).status_code == 404
    other = path.replace("levels/2", "levels/1")
    assert api.ask(f"{other}/{rows[0]['id']}").status_code == 404


def test_creating_and_replacing(api: Asker, path: str) -> None:
    created = api.ask(path, "POST", json={**NAME, "info": "x", "dataEntryCode": "W1"})
    location = created.headers["Location"]
    assert created.status_code == 201
    response = api.ask(location, "PUT", json=NAME)
    assert response.status_code == 200
    after = api.ask(location).json()
    assert "info" not in after
    assert (after["level"], after["name"]) == (2, NAME["name"])


def test_an_unknown_reference_creates_and_a_known_one_replaces(
    api: Asker, path: str
) -> None:
    response = api.ask(f"{path}/WELD-7", "PUT", json=NAME, **BY_REFERENCE)
    assert response.status_code == 201
    found = api.ask(response.headers["Location"]).json()
    assert found["externalReference"] == "WELD-7"
    again = {**NAME, "externalReference": "WELD-7", "info": "new"}
    response = api.ask(f"{path}/WELD-7", "PUT", json=again, **BY_REFERENCE)
    assert response.status_code == 200
    assert api.ask(f"{path}/WELD-7", **BY_REFERENCE).json()["id"] == found["id"]


def test_a_custom_reference_creates_too(api: Asker, path: str) -> None:
    query: dict[str, Any] = {"externalReferences": "(activity-definitions,ERP)"}
    assert api.ask(f"{path}/77", "PUT", json=NAME, **query).status_code == 201
    assert api.ask(f"{path}/77", "PUT", json=NAME, **query).status_code == 200


def test_an_unknown_id_is_not_created(api: Asker, path: str) -> None:
    assert api.ask(f"{path}/38fc2206", "PUT", json=NAME).status_code == 404


def test_codes_are_unique_and_short(api: Asker, path: str) -> None:
    codes = {"dataEntryCode": "W2"}
    assert api.ask(path, "POST", json={**NAME, **codes}).status_code == 201
    assert api.ask(path, "POST", json={**NAME, **codes}).status_code == 400
    long = {"dataEntryCode": "W" * 17}
    assert "16" in api.ask(path, "POST", json={**NAME, **long}).text


def test_a_parent_is_for_good(api: Asker, path: str, definition: str) -> None:
    before = api.ask(definition).json()
    parents = api.ask(path.replace("levels/2", "levels/1")).json()["value"]
    other = next(row for row in parents if row["id"] != before["parent"]["id"])
    body = {**before, "parent": {"id": other["id"]}}
    assert api.ask(definition, "PUT", json=body).status_code == 200
    assert api.ask(definition).json()["parent"] == before["parent"]


def test_usages_are_added_changed_and_removed(api: Asker, definition: str) -> None:
    usages = f"{definition}/usages"
    assert api.ask(usages).json()["usages"] == []
    assert api.ask(usages, "POST", json=USAGE).status_code == 200
    change = {key: USAGE[key] for key in ("activityUsageKind", "usageReference")}
    change |= {"originalFrom": "2026-01-01", "originalUntil": "2026-01-31"}
    change |= {"updatedFrom": "2026-02-01", "updatedUntil": ""}
    assert api.ask(usages, "PUT", json=change).status_code == 200
    (found,) = api.ask(usages).json()["usages"]
    assert found["from"] == "2026-02-01"
    assert "until" not in found
    assert api.ask(usages, "PUT", json=change).status_code == 400
    body = {**USAGE, "from": "2026-02-01", "until": ""}
    response = api.ask(usages, "DELETE", json=body)
    assert (response.status_code, response.content) == (204, b"")
    assert api.ask(usages).json()["usages"] == []


@pytest.mark.parametrize("begin", ["2025-01-01", "2026-01-31"])
def test_usages_must_not_overlap(api: Asker, definition: str, begin: str) -> None:
    usages = f"{definition}/usages"
    api.ask(usages, "POST", json=USAGE)
    overlapping = {**USAGE, "from": begin, "until": None}
    assert api.ask(usages, "POST", json=overlapping).status_code == 400
    other = {**overlapping, "activityUsageKind": "Group"}
    assert api.ask(usages, "POST", json=other).status_code == 200


def test_restrictions_are_a_bare_array_that_replaces_all(
    api: Asker, path: str, definition: str
) -> None:
    restrictions = f"{definition}/restrictions"
    one = api.ask(path.replace("levels/2", "levels/1")).json()["value"][0]["id"]
    body = [{"level": 1, "activityDefinitions": [{"id": one}]}]
    assert api.ask(restrictions, "PUT", json=body).status_code == 200
    asked = "(activity-restrictions,@data-entry-code)"
    found = api.ask(restrictions, externalReferences=asked).json()
    assert found["activityDefinitionId"] == {"id": definition.rpartition("/")[2]}
    (inner,) = found["restrictions"][0]["activityDefinitions"]
    assert "@data-entry-code" in inner["externalReferences"]
    assert api.ask(restrictions, "PUT", json=[]).status_code == 200
    assert api.ask(restrictions).json()["restrictions"] == []
    wrong = [{"level": 1, "activityDefinitions": [{"id": "x"}]}]
    assert api.ask(restrictions, "PUT", json=wrong).status_code == 400
    assert api.ask(restrictions, "PUT", json={}).status_code == 400


def test_usage_and_restrictions_can_be_expanded(api: Asker, definition: str) -> None:
    api.ask(f"{definition}/usages", "POST", json=USAGE)
    body = api.ask(definition, expand="usage,restrictions").json()
    assert body["usage"][0]["from"] == "2026-01-01"
    assert body["restrictions"] == []
    assert "usage" not in api.ask(definition).json()
    assert api.ask(definition, expand="cars").status_code == 400
