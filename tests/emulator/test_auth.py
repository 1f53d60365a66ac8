"""Tokens must be needed, granted by scope, and end by the clock."""

from __future__ import annotations

import pytest

from protime_emulator import Emulator

from .conftest import TODAY, Asker, asker

READ = "connector-protimeapi-clockings.read"
DAYS = "/clockings?filter=date ge '2026-02-01'"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "🦆"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"scope": "connector-protimeapi-cars.read"}, "invalid_scope"),
    ],
)
def test_refusals_have_oauths_shape(
    lasting: Asker, form: dict[str, str], error: str
) -> None:
    response = lasting.token(**form)
    assert (response.status_code, response.json()) == (400, {"error": error})


def test_another_tenant_is_not_here(lasting: Asker) -> None:
    assert lasting.http.post("/tenants/other/connect/token").status_code == 404
    path = "/tenants/other/.well-known/openid-configuration"
    assert lasting.http.get(path).status_code == 404


def test_tokens_belong_to_all_who_hold_the_credentials(lasting: Asker) -> None:
    other = lasting.authorization()
    assert other != lasting.headers["Authorization"]
    assert lasting.ask("/people", headers={"Authorization": other}).is_success


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "x" * 3000])
def test_without_a_token_nothing_is_answered(lasting: Asker, header: str) -> None:
    response = lasting.ask("/people", headers={"Authorization": header})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "Unauthorized"


def test_tokens_end_by_the_clock(api: Asker) -> None:
    api.emulator.clock.advance(minutes=29)
    assert api.ask("/people").status_code == 200
    api.emulator.clock.advance(minutes=1)
    assert api.ask("/people").status_code == 401


def test_a_token_without_the_scope_is_forbidden(api: Asker) -> None:
    api.headers["Authorization"] = api.authorization(scope=READ)
    assert api.ask(DAYS).status_code == 200
    response = api.ask("/clockings", "POST", json={})
    assert response.status_code == 403
    assert "connector-protimeapi-clockings.write" in response.text
    assert api.ask("/people").status_code == 403


def test_any_one_of_several_scopes_is_enough(api: Asker) -> None:
    for scope in ("people.read", "people-historical-data.read"):
        whole = f"connector-protimeapi-{scope}"
        api.headers["Authorization"] = api.authorization(scope=whole)
        assert api.ask("/department-histories").status_code == 200
    api.headers["Authorization"] = api.authorization(scope=READ)
    assert "any one of" in api.ask("/department-histories").text


def test_a_client_is_granted_only_its_scopes() -> None:
    with Emulator(people=1, today=TODAY, scopes=[READ]) as emulator:
        api = asker(emulator)
        assert api.token().json()["scope"] == READ
        wanted = f"{READ} connector-protimeapi-people.read"
        assert api.token(scope=wanted).json() == {"error": "invalid_scope"}


def test_the_secret_is_not_logged(api: Asker) -> None:
    api.token()
    shown = " ".join(map(str, api.emulator.requests))
    assert api.emulator.client_secret not in shown
    assert api.headers["Authorization"].split()[1] not in shown
