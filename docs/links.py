"""``python -m docs.links SITE [--online]``: every link of the site and of the texts.

Within the site, what a link leads to must be there, its anchor too. An address
elsewhere must be well-formed and at a known host; it is asked only when that is wanted,
since a build must not fail because somebody else's server rests.
"""

from __future__ import annotations

import argparse
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from attrs import frozen

from docs.building.blocks import ROOT

HOSTS = {
    "documentation.myprotime.eu",
    "github.com",  # Named by the theme's own scripts and licence.
    "squidfunk.github.io",
    "www.mkdocs.org",
}
"""Hosts that a link may lead to; another one is a mistake, or belongs here."""

_TEXTS = ("README.md", "SECURITY.md", "CHANGELOG.md", "spec/CHANGELOG.md")
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
_TIMEOUT = 20


@frozen
class Link:
    """A link, and the file it stands in."""

    file: Path
    target: str


@frozen
class Page:
    """What a page links to, and what can be linked to in it."""

    links: tuple[str, ...]
    anchors: frozenset[str]


class _Reader(HTMLParser):
    """Notes what tags link to and what they are called."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes of one tag."""
        for name, value in attrs:
            if name in ("id", "name") and value and tag != "meta":
                self.anchors.add(value)
            elif name in ("href", "src", "xlink:href") and value is not None:
                self.links.append(value)


def main() -> int:
    """Check the links, print what is wrong, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m docs.links")
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--online", action="store_true", help="ask other hosts, too")
    options = parser.parse_args()
    links = [*of_site(options.site), *of_texts(ROOT)]
    problems = [*wrong(links, options.site)]
    away = sorted({link.target for link in links if _is_away(link.target)})
    if options.online:
        problems += unanswered(away)
    for problem in problems:
        print(problem)
    asked = "asked" if options.online else "not asked; --online asks"
    print(
        f"{len(links)} links, {len(away)} addresses elsewhere ({asked}),"
        f" {len(problems)} wrong"
    )
    return 1 if problems else 0


def of_site(site: Path) -> Iterator[Link]:
    """Iterate over the links of the site's pages and pictures."""
    for path in sorted([*site.rglob("*.html"), *site.rglob("*.svg")]):
        yield from (Link(path, target) for target in read(path).links)


def of_texts(root: Path) -> Iterator[Link]:
    """Iterate over the links of the texts that are read where they stand."""
    for name in _TEXTS:
        path = root / name
        for target in _LINK.findall(path.read_text(encoding="utf-8")):
            yield Link(path, target)


@cache
def read(path: Path) -> Page:
    """Return what a page links to and what it is linked to by."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return Page(tuple(reader.links), frozenset(reader.anchors))


def wrong(links: Iterable[Link], site: Path) -> Iterator[str]:
    """Iterate over what is wrong with links, without asking anybody."""
    for link in dict.fromkeys(links):
        parts = urlsplit(link.target)
        away = _is_away(link.target)
        what = _elsewhere(parts) if away else _inside(link.file, parts, site)
        if what:
            yield f"{link.file}: {link.target}: {what}"


def _is_away(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.scheme or parts.netloc)


def _elsewhere(parts: SplitResult) -> str | None:
    if parts.scheme in ("data", "mailto"):
        return None
    if parts.scheme != "https":
        return "is no https"
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc):
        return "names no host"
    if re.search(r"[\s<>{}\"|\\^`]", parts.path + parts.query):
        return "holds what no address may"
    return None if parts.netloc in HOSTS else f"{parts.netloc} is no known host"


def _inside(file: Path, parts: SplitResult, site: Path) -> str | None:
    root = site if file.is_relative_to(site) else ROOT
    base = root if parts.path.startswith("/") else file.parent
    path = base / unquote(parts.path).lstrip("/") if parts.path else file
    path = path / "index.html" if path.is_dir() and root is site else path
    if not path.exists():
        return "leads nowhere"
    if parts.fragment and path.suffix in (".html", ".svg"):
        known = unquote(parts.fragment) in read(path).anchors
        return None if known else f"{path.name} has no such anchor"
    return None


def unanswered(addresses: Iterable[str]) -> Iterator[str]:
    """Ask each address, and iterate over those that do not answer with success."""
    for address in addresses:
        request = urllib.request.Request(  # noqa: S310 - https alone is left here
            address, headers={"User-Agent": "protime-client-docs"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310
                pass
        except (urllib.error.URLError, OSError, ValueError) as error:
            yield f"{address}: {error}"


if __name__ == "__main__":
    sys.exit(main())
