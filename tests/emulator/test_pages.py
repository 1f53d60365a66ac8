"""The pages for people must show the tenant and let nothing slip into their markup."""

from __future__ import annotations

import pytest

from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_emulator.pages.swagger import assets_path, document_path
from tests.yamls import parsed

from .conftest import Asker


def test_the_status_page_shows_the_tenant(api: Asker) -> None:
    api.walk("/counter-groups?delta")
    body = {"destinationUrl": "https://x.example/<b>", "collectionName": "clockings"}
    api.ask("/webhooks", "POST", json=body)
    api.ask("/people?x=%3Cscript%3E")
    page = api.http.get("/").text
    assert all(f">{name}</a><span>" in page for name in CATALOG)
    row = ("counter-groups", "emulated-client", "0", "72 h")
    assert "".join(f"<td>{cell}</td>" for cell in row) in page
    assert "https://x.example/&lt;b&gt;" in page
    assert "?x=&lt;script&gt;" in page
    assert "<script>" not in page


def test_large_tenants_are_counted_in_part() -> None:
    """Whoever opens the page of a large tenant must not wait for a whole count."""
    with Emulator(people=500, days=50) as emulator:
        page = emulator.http().get("/").text
    assert "calculated-totals</a><span>about 25,000</span>" in page
    assert "people</a><span>500</span>" in page


def test_the_document_is_of_this_host(api: Asker) -> None:
    """The page must not send a call or a secret to Protime."""
    document = parsed(api.http.get("/swagger/openapi.yaml").text)
    assert [one["url"] for one in document["servers"]] == ["/"]
    for scheme in document["components"]["securitySchemes"].values():
        token_url = scheme["flows"]["clientCredentials"]["tokenUrl"]
        assert token_url == "/tenants/acme/connect/token"
    path = document_path()
    assert path is not None
    real = parsed(path.read_text("utf-8"))
    assert document["paths"] == real["paths"]


@pytest.mark.skipif(assets_path() is None, reason="swagger-ui-py is not installed")
def test_swagger_ui_comes_from_here(api: Asker) -> None:
    page = api.http.get("/swagger").text
    assert "http" not in page
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        assert f"/swagger/assets/{name}" in page
        assert api.http.get(f"/swagger/assets/{name}").status_code == 200
    assert "Authorization" in api.http.get("/swagger/page.js").text
    assert api.http.get("/swagger/assets/../../app.py").status_code == 404


@pytest.mark.skipif(assets_path() is not None, reason="swagger-ui-py is installed")
def test_without_the_package_it_is_named(api: Asker) -> None:
    response = api.http.get("/swagger")
    assert response.status_code == 404
    assert "swagger-ui-py" in response.text


def test_the_document_is_found() -> None:
    path = document_path()
    assert path is not None
    assert path.name == "openapi.yaml"
