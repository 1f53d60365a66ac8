"""A headless Chromium of this machine, on a desk and on a phone."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from protime_emulator import Emulator

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found(variable: str, *names: str) -> str | None:
    """Return a program that a variable names, or the first that is on the path."""
    named = os.environ.get(variable)
    return named or next((path for one in names if (path := shutil.which(one))), None)


CHROMIUM = found("CHROMIUM", "chromium", "chromium-browser", "google-chrome")
DRIVER = found("CHROMEDRIVER", "chromedriver")


@frozen
class Screen:
    """The size of a window."""

    name: str
    width: int
    height: int


SCREENS = (Screen("desk", 1280, 900), Screen("phone", 390, 844))


@pytest.fixture(params=SCREENS, ids=lambda screen: screen.name)
def screen(request: pytest.FixtureRequest) -> Screen:
    assert isinstance(request.param, Screen)
    return request.param


@pytest.fixture
def browser(screen: Screen, tmp_path: Path) -> Iterator[Any]:
    """Give a browser that knows nothing yet and reaches no other host."""
    from selenium import webdriver

    if CHROMIUM is None or DRIVER is None:
        pytest.skip(
            "No Chromium with its driver was found; `nox -s browser` installs them on"
            " Debian, CHROMIUM and CHROMEDRIVER may name them."
        )
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(switch)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    size = {"width": screen.width, "height": screen.height}
    metrics = {**size, "deviceScaleFactor": 2, "mobile": screen.width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        yield driver
    finally:
        driver.quit()


def wait_for(browser: Any, selector: str) -> Any:
    """Return the first element, which must show up within some seconds."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    found = WebDriverWait(browser, 20).until(
        lambda _: browser.find_elements(By.CSS_SELECTOR, selector)
    )
    return found[0]


def shoot(browser: Any, folder: Path, name: str) -> None:
    """Save what is seen, to be looked at; ``SCREENSHOTS`` may name a folder."""
    folder = Path(os.environ.get("SCREENSHOTS", folder))
    whole = {"captureBeyondViewport": True, "format": "png"}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", whole)
    (folder / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


def complaints(browser: Any) -> list[dict[str, object]]:
    """Return what the console calls severe: errors of scripts, and failed requests."""
    return [one for one in browser.get_log("browser") if one["level"] == "SEVERE"]


@pytest.fixture
def tenant() -> Iterator[tuple[Emulator, str]]:
    """Give a tenant and its address."""
    with (
        Emulator(people=20, today=date(2026, 3, 2), page_size=5) as emulator,
        emulator.serve() as url,
    ):
        yield emulator, url
