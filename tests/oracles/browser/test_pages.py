"""What people see: the status page and Swagger UI must render, and work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from protime.catalog import CATALOG
from protime_emulator import Emulator
from tests.oracles.browser.conftest import Screen, complaints, shoot, wait_for

pytest.importorskip(
    "selenium", reason="Selenium is missing; `nox -s browser` installs it."
)
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

pytestmark = pytest.mark.browser

BASE = "/connector/protimeapi/api/v1"
OVERFLOWING = """
return [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => !one.closest("pre, .microlight, .curl-command, .wrapper td"))
  .map((one) => one.tagName + "." + one.className);
"""


def texts(browser: Any, selector: str) -> list[str]:
    return [one.text for one in browser.find_elements(By.CSS_SELECTOR, selector)]


def assert_clean(browser: Any) -> None:
    """Nothing sticks out of the window, and the console has no complaints."""
    assert browser.execute_script(OVERFLOWING) == []
    assert complaints(browser) == []


def test_the_status_page(
    browser: Any, tenant: tuple[Emulator, str], screen: Screen, tmp_path: Path
) -> None:
    """It lists every collection with its rows, and what has happened."""
    emulator, url = tenant
    ask(emulator, url)
    browser.get(url)
    rows = dict(text.split("\n") for text in texts(browser, "main li"))
    assert list(rows) == list(CATALOG)
    assert rows["people"] == "20"
    tables = texts(browser, "main td")
    assert {"counter-groups", "72 h", "Enabled", "404", "/people/99"} <= set(tables)
    assert_clean(browser)
    shoot(browser, tmp_path, f"status-{screen.name}")


def ask(emulator: Emulator, url: str) -> None:
    """Start a delta, create a webhook and ask for somebody who is not there."""
    form = {"client_id": emulator.client_id, "client_secret": emulator.client_secret}
    whole = {"grant_type": "client_credentials", **form}
    with httpx.Client(base_url=url) as http:
        token = http.post("/tenants/acme/connect/token", data=whole).json()
        http.headers["Authorization"] = f"Bearer {token['access_token']}"
        http.headers["User-Agent"] = "BrowserTests/v1 (Acme Corp)"
        http.get(f"{BASE}/counter-groups?delta")
        body = {"destinationUrl": "https://a.example/", "collectionName": "clockings"}
        http.post(f"{BASE}/webhooks", json=body)
        http.get(f"{BASE}/people/99")


def test_the_buttons(
    browser: Any, tenant: tuple[Emulator, str], screen: Screen, tmp_path: Path
) -> None:
    """The clock moves, a fault waits, an item changes, and its event is sent again."""
    emulator, url = tenant
    ask(emulator, url)
    day = emulator.clock.today()
    browser.get(url)
    press(browser, "form[action='/control/clock'] button[value='24']")
    assert_said(browser, "24 hours later")
    assert (emulator.clock.today() - day).days == 1

    choose(browser, "fault", path="people", what="503")
    press(browser, "form[action='/control/fault'] button")
    assert_said(browser, "The next request to people goes wrong")
    assert emulator.faults.next("GET", f"{BASE}/people") is not None

    clocking = str(emulator.collection("clockings")[0]["id"])
    choose(browser, "change", collection="clockings")
    fill(browser, "change", id=clocking, property="timeOfDayInMinutes", value="481")
    press(browser, "form[action='/control/change'] button")
    assert_said(browser, f"clockings/{clocking} is changed")
    emulator.deliver_events()
    browser.get(url)
    press(browser, "form[action='/control/event'] button")
    assert_said(browser, "is sent again")
    assert len(emulator.deliveries) == 2
    assert_clean(browser)
    shoot(browser, tmp_path, f"buttons-{screen.name}")


def assert_said(browser: Any, text: str) -> None:
    """Wait for the page that comes after a form, and says what was done."""
    waiting = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException])
    waiting.until(
        lambda _: text in browser.find_element(By.CSS_SELECTOR, "[role=status] p").text
    )


def choose(browser: Any, action: str, **values: str) -> None:
    for name, value in values.items():
        found = wait_for(browser, f"form[action='/control/{action}'] [name={name}]")
        Select(found).select_by_visible_text(value)


def fill(browser: Any, action: str, **values: str) -> None:
    for name, value in values.items():
        field = wait_for(browser, f"form[action='/control/{action}'] [name={name}]")
        field.send_keys(value)


def test_swagger_ui(
    browser: Any, tenant: tuple[Emulator, str], screen: Screen, tmp_path: Path
) -> None:
    """It lists every collection of the generated document, on this host only."""
    browser.get(f"{tenant[1]}/swagger")
    wait_for(browser, ".opblock-tag")
    tags = browser.find_elements(By.CSS_SELECTOR, ".opblock-tag")
    assert [tag.get_attribute("data-tag") for tag in tags] == list(CATALOG)
    assert all(tag.is_displayed() for tag in tags)
    assert texts(browser, ".servers option") == ["/ - The emulated tenant acme."]
    assert_clean(browser)
    shoot(browser, tmp_path, f"swagger-{screen.name}")


def test_trying_out_a_list_of_clockings(
    browser: Any, tenant: tuple[Emulator, str], screen: Screen, tmp_path: Path
) -> None:
    """A click on Execute answers 200 with clockings, without logging in first."""
    emulator, url = tenant
    browser.get(f"{url}/swagger#/clockings/clockings_list")
    press(browser, ".opblock .execute")
    status = wait_for(browser, ".live-responses-table tbody .response-col_status")
    assert status.text.split()[0] == "200"
    answer = wait_for(browser, ".live-responses-table .highlight-code")
    assert '"timeOfDayInMinutes"' in answer.text
    assert emulator.requests[-1].path == f"{BASE}/clockings"
    shoot(browser, tmp_path, f"clockings-{screen.name}")


def test_logging_in_by_hand(browser: Any, tenant: tuple[Emulator, str]) -> None:
    """The dialog holds the client's credentials, so that scopes can be chosen."""
    emulator, url = tenant
    browser.get(f"{url}/swagger")
    press(browser, ".btn.authorize")
    press(browser, ".dialog-ux .auth-btn-wrapper .authorize")
    # The dialog looks the same until the token has come.
    WebDriverWait(browser, 20).until(lambda _: len(emulator.requests) > 0)
    assert emulator.requests[-1].path == "/tenants/acme/connect/token"
    assert emulator.requests[-1].status == 200


def press(browser: Any, selector: str) -> None:
    button = wait_for(browser, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
