"""The check of links: each way to be wrong is told, and nothing of what is right."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from docs import links
from docs.building.blocks import ROOT

RIGHT = """
<h1 id="top">Page</h1> <a href="#top">Up</a> <a href="sub/#deep">Down</a>
<a href="sub/">Sub</a> <img src="picture.svg"> <a href="/sub/#deep">From the root</a>
<a href="https://documentation.myprotime.eu/protimeapi/">Pages</a> <a href=".">Here</a>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(RIGHT, "utf-8")
    (tmp_path / "sub" / "index.html").write_text('<h2 id="deep">Sub</h2>', "utf-8")
    (tmp_path / "picture.svg").write_text('<svg><a href="sub/"/></svg>', "utf-8")
    return tmp_path


def told(site: Path) -> list[str]:
    links.read.cache_clear()
    return list(links.wrong(links.of_site(site), site))


def test_right_links_are_right(site: Path) -> None:
    """Pages, anchors, pictures and known hosts are found."""
    assert len(list(links.of_site(site))) == 8
    assert told(site) == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("#nothing", "index.html has no such anchor"),
        ("sub/#nothing", "index.html has no such anchor"),
        ("../sub/", "leads nowhere"),
        ("nothing.html", "leads nowhere"),
        ("http://documentation.myprotime.eu/", "is no https"),
        ("https://documentation.myprotme.eu/", "is no known host"),
        ("https:///protimeapi/", "names no host"),
        ("https://documentation.myprotime.eu/{page}/", "holds what no address may"),
        ("ftp://documentation.myprotime.eu/", "is no https"),
    ],
)
def test_each_wrong_link_is_told(site: Path, target: str, said: str) -> None:
    """What is wrong is told with the file and the link."""
    page = site / "index.html"
    page.write_text(f'{RIGHT}<a href="{target}">Wrong</a>', "utf-8")
    (one,) = told(site)
    assert one.startswith(f"{page}: {target}: ")
    assert one.endswith(said)


def test_the_texts_of_the_repository_are_right() -> None:
    """README and its like link to what there is."""
    found = list(links.of_texts(ROOT))
    assert found
    assert list(links.wrong(found, ROOT / "site")) == []


@pytest.fixture
def host() -> Iterator[str]:
    """Serve one page on loopback; everything else is not found."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/page" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_other_hosts_are_asked_when_wanted(host: str) -> None:
    """An address that answers with an error, or not at all, is told with the reason."""
    asked = [f"{host}/page", f"{host}/gone", "http://127.0.0.1:1/"]
    gone, silent = links.unanswered(asked)
    assert "404" in gone
    assert silent.startswith("http://127.0.0.1:1/: ")
