"""The pages for people must show the tenant and let nothing slip into their markup."""

from __future__ import annotations

import pytest

from protime.catalog import CATALOG
from protime_emulator.swagger import assets_path, document_path

from .conftest import Asker


def test_the_status_page_shows_the_tenant(api: Asker) -> None:
    api.walk("/counter-groups?delta")
    body = {"destinationUrl": "https://x.example/<b>", "collectionName": "clockings"}
    api.ask("/webhooks", "POST", json=body)
    api.ask("/people?x=%3Cscript%3E")
    page = api.http.get("/").text
    assert all(f"<td>{name}</td>" in page for name in CATALOG)
    assert "<td>counter-groups</td><td>emulated-client</td><td>0</td>" in page
    assert "https://x.example/&lt;b&gt;" in page
    assert "?x=&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.skipif(assets_path() is None, reason="swagger-ui-py is not installed")
def test_swagger_ui_comes_from_here(api: Asker) -> None:
    page = api.http.get("/swagger").text
    assert "http" not in page.replace("https://documentation", "")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        assert f"/swagger/assets/{name}" in page
        assert api.http.get(f"/swagger/assets/{name}").status_code == 200
    assert api.http.get("/swagger/openapi.yaml").text.startswith("# Generated")
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
