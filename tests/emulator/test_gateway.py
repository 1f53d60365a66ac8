"""What is checked before an operation must be answered with the documented bodies."""

from __future__ import annotations

import pytest

from .conftest import USER_AGENT, Asker

BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
)


@pytest.mark.parametrize(
    "agent", ["", "python-httpx/0.28", "Sync", "Sync/v1 ()", "x (y)"]
)
def test_the_user_agent_must_have_its_form(lasting: Asker, agent: str) -> None:
    response = lasting.ask("/people", headers={"User-Agent": agent})
    assert response.status_code == 400
    assert "User-Agent" in response.text


@pytest.mark.parametrize("agent", [USER_AGENT, BROWSER])
def test_the_form_is_taken(lasting: Asker, agent: str) -> None:
    assert lasting.ask("/people", headers={"User-Agent": agent}).is_success


def test_addresses_have_at_most_4096_characters(lasting: Asker) -> None:
    def asked(length: int) -> int:
        path = "/people?unknown="
        whole = len(f"http://emulator.local/connector/protimeapi/api/v1{path}")
        return lasting.ask(path + "x" * (length - whole)).status_code

    assert (asked(4096), asked(4097)) == (200, 414)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/cars", "GET", 404),
        ("/", "GET", 404),
        ("", "GET", 404),
        ("/clockings/1/2", "GET", 404),
        ("/clockings/", "GET", 404),
        ("/people", "POST", 405),
        ("/clockings/10000", "DELETE", 405),
        ("/clockings", "PATCH", 405),
    ],
)
def test_unknown_addresses_and_methods(
    lasting: Asker, path: str, method: str, status: int
) -> None:
    response = lasting.ask(path, method)
    assert response.status_code == status
    assert "code" in response.json()["error"]


def test_elsewhere_is_nothing(lasting: Asker) -> None:
    assert lasting.http.get("/connector/other").status_code == 404


def test_the_log_tells_requests(api: Asker) -> None:
    api.ask("/people?unknown=1")
    last = api.emulator.requests[-1]
    assert (last.method, last.query, last.status) == ("GET", "unknown=1", 200)
    assert last.path.endswith("/people")
