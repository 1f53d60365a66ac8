"""The documentation as people see it: whole, readable, and from this host alone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from protime.catalog import CATALOG
from tests.oracles.browser.conftest import Screen, complaints, shoot, wait_for

pytest.importorskip(
    "selenium", reason="Selenium is missing; `nox -s browser` installs it."
)
pytest.importorskip("mkdocs", reason="MkDocs is missing; `nox -s browser` installs it.")
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
STICKING_OUT = """
const scrolls = (one) => one && one !== document.body
  && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
const found = [...document.querySelectorAll("main article *, header *")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => !scrolls(one.parentElement))
  .map((one) => one.tagName + " " + one.textContent.slice(0, 40));
const root = document.documentElement;
return root.scrollWidth > root.clientWidth ? ["the page itself", ...found] : found;
"""
FROM_ELSEWHERE = """
return performance.getEntriesByType("resource").map((one) => one.name)
  .filter((one) => !one.startsWith(location.origin));
"""
CUT = """
return [...document.querySelectorAll("article .language-python code")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.slice(0, 60));
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site."""
    made = tmp_path_factory.mktemp("documentation") / "site"
    command = ("mkdocs", "build", "--strict", "--quiet", "-d", str(made))
    subprocess.run(  # noqa: S603 - MkDocs itself
        [sys.executable, "-m", *command, "-f", str(ROOT / "docs" / "mkdocs.yml")],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Serve it on this machine."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_every_page(
    browser: Any, site: str, folder: Path, screen: Screen, tmp_path: Path
) -> None:
    """Nothing sticks out, fails or comes from elsewhere; on a desk no code is cut."""
    found = sorted(folder.rglob("index.html"))
    assert len(found) > len(CATALOG) + 15
    for page in found:
        name = page.parent.relative_to(folder).as_posix()
        browser.get(f"{site}/{name}/".replace("/./", "/"))
        assert browser.find_element(By.CSS_SELECTOR, "article h1").is_displayed(), name
        assert browser.execute_script(STICKING_OUT) == [], name
        assert browser.execute_script(FROM_ELSEWHERE) == [], name
        assert complaints(browser) == [], name
        if screen.width > 1000:
            assert browser.execute_script(CUT) == [], name
        if "SCREENSHOTS" in os.environ:
            shoot(browser, tmp_path, f"site-{name.replace('/', '-')}-{screen.name}")


def test_the_relations(browser: Any, site: str, screen: Screen, tmp_path: Path) -> None:
    """Every collection is a box with a text that can be read, and leads to its page."""
    browser.get(f"{site}/reference/")
    boxes = browser.find_elements(By.CSS_SELECTOR, ".relations a")
    assert sorted(box.text for box in boxes) == sorted(CATALOG)
    texts = browser.find_elements(By.CSS_SELECTOR, ".relations a text")
    assert min(one.rect["height"] for one in texts) > 9
    picture = browser.find_element(By.CSS_SELECTOR, ".relations svg").rect
    assert picture["height"] > 300
    if screen.width > 1000:
        assert picture["x"] + picture["width"] < screen.width
    boxes[0].click()
    assert browser.current_url == f"{site}/reference/{boxes_first()}/"


def boxes_first() -> str:
    """Return the first collection of the first column."""
    return next(name for name, one in CATALOG.items() if one.domain == "time")


def test_the_menu(browser: Any, site: str, screen: Screen) -> None:
    """Every page can be reached: on a phone, the menu opens with a touch."""
    browser.get(f"{site}/tutorial/")
    if screen.width < 600:
        browser.find_element(By.CSS_SELECTOR, "header label[for=__drawer]").click()
    links = browser.find_elements(By.CSS_SELECTOR, ".md-nav--primary a.md-nav__link")
    hrefs = {link.get_attribute("href") for link in links}
    assert {f"{site}/reference/{name}/" for name in CATALOG} <= hrefs
    assert {
        f"{site}/{one}/" for one in ("how-to/real-time", "errors", "reference")
    } <= hrefs


def test_the_search(browser: Any, site: str, screen: Screen) -> None:
    """A word is found on its page, without asking another host."""
    browser.get(f"{site}/")
    if screen.width < 600:
        browser.find_element(By.CSS_SELECTOR, "header label[for=__search]").click()
    field = browser.find_element(By.CSS_SELECTOR, "input[data-md-component]")
    field.send_keys("timeOfDayInMinutes")
    found = wait_for(browser, ".md-search-result__item a")
    assert found.get_attribute("href").startswith(site)
    assert browser.execute_script(FROM_ELSEWHERE) == []
    assert complaints(browser) == []
