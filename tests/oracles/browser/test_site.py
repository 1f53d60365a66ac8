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


SOUGHT = {
    "excel": "how-to/excel/",
    "pandas": "how-to/pandas/",
    "docker": "how-to/production/",
    "jupyter": "how-to/pandas/",
    "to_arrow": "how-to/pandas/",
    "opentelemetry": "how-to/observe/",
    "timezone": "how-to/time-zones/",
    "proxy": "how-to/proxies/",
    "retry": "how-to/retries/",
}
"""What people look for, and the page that answers."""


def search(browser: Any, site: str, screen: Screen, word: str) -> list[str]:
    """Type a word, and return the pages that are offered."""
    browser.get(f"{site}/errors/")
    if screen.width < 600:
        browser.find_element(By.CSS_SELECTOR, "header label[for=__search]").click()
    field = browser.find_element(By.CSS_SELECTOR, "input[data-md-component]")
    field.send_keys(word)
    wait_for(browser, ".md-search-result__item a")
    found = browser.find_elements(By.CSS_SELECTOR, ".md-search-result__item > a")
    return [str(link.get_attribute("href")).partition("?")[0] for link in found]


def test_a_word_leads_to_its_page(browser: Any, site: str, screen: Screen) -> None:
    """What people look for stands among the first three pages that are offered."""
    for word, page in SOUGHT.items():
        found = search(browser, site, screen, word)
        pages = list(dict.fromkeys(link.partition("#")[0] for link in found))
        assert f"{site}/{page}" in pages[:3], (word, pages)


def test_the_tabs(browser: Any, site: str, screen: Screen) -> None:
    """Who chooses the terminal once sees it everywhere, on the next page, too."""
    browser.get(f"{site}/reference/clockings/")
    label = wait_for(browser, ".tabbed-labels label:nth-child(2)")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", label)
    label.click()
    commands = browser.find_elements(By.CSS_SELECTOR, ".language-console")
    assert len(commands) == len(CATALOG["clockings"].operations)
    assert all(command.is_displayed() for command in commands)
    browser.get(f"{site}/reference/people/")
    commands = browser.find_elements(By.CSS_SELECTOR, ".language-console")
    assert commands
    assert all(command.is_displayed() for command in commands)


def test_what_is_copied_of_a_terminal(browser: Any, site: str, screen: Screen) -> None:
    """The commands alone: no prompt, nothing that they print."""
    browser.get(f"{site}/how-to/send-tables/")
    wait_for(browser, ".language-console button[data-clipboard-text]")
    blocks = browser.find_elements(By.CSS_SELECTOR, ".language-console")
    texts = [
        block.find_element(By.CSS_SELECTOR, "button").get_attribute(
            "data-clipboard-text"
        )
        for block in blocks
    ]
    assert all(
        line.startswith("protime ") for text in texts for line in text.split("\n")
    )
    assert not any("exit status" in text for text in texts)
    clicked = """
    const done = arguments[arguments.length - 1];
    navigator.clipboard.writeText = async (text) => done(text);
    document.execCommand = () => done(document.getSelection().toString());
    document.querySelector(".language-console button").click();
    """
    assert browser.execute_async_script(clicked) == texts[0]


def test_the_theme(browser: Any, site: str, screen: Screen) -> None:
    """It is the system's, light or dark, as one chooses, and stays so."""
    browser.get(f"{site}/")
    scheme = "return document.body.getAttribute('data-md-color-scheme')"
    seen = [browser.execute_script(scheme)]
    for _ in range(2):
        buttons = browser.find_elements(
            By.CSS_SELECTOR, "[data-md-component=palette] label"
        )
        next(button for button in buttons if button.is_displayed()).click()
        seen.append(browser.execute_script(scheme))
    assert set(seen) == {"default", "slate"}
    browser.get(f"{site}/tutorial/")
    assert browser.execute_script(scheme) == seen[-1]


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
