"""The documentation: every block runs, every collection has a page, the site builds."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

import protime
from docs.building import python_pages
from docs.building.blocks import PAGES, ROOT, blocks, pages
from docs.building.calls import AGENT, FILE, HOST, WEBHOOK, Example, examples
from docs.building.pages import index, page
from docs.building.relations import relations
from generator import spec
from generator.planning import public
from protime.catalog import CATALOG
from protime_cli import exits
from protime_cli.__main__ import main
from protime_emulator import Emulator
from tests.emulator.conftest import asker

from .running import run_page, wanted

GOING_ON = {"emulate", "listen", "--follow"}
RUN = [one for one in pages() if one.parent.name != "maintaining"]


@pytest.mark.sampled(2)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_every_block_runs(path: Path, served: Emulator) -> None:
    """Python blocks of a page run in their order, and all print what the page shows."""
    run_page(path)


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_commands_that_go_on_are_known(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is not run, such as a server, has only options that its help tells."""
    for block in blocks(path.read_text("utf-8")):
        if block.language not in ("console", "sh"):
            continue
        wanted(block)
        for line in block.text.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["protime"]:
                assert GOING_ON & {*words}, f"{line}: begin it with $, to be run"
                until = next((n for n, one in enumerate(words) if one[0] == "-"), None)
                assert main([*words[1:until], "--help"]) == 0
                told = capfd.readouterr().out
                assert all(one in told for one in words if one.startswith("--")), line


@pytest.mark.parametrize("name", CATALOG)
def test_each_collection_has_a_page(name: str, root: spec.Spec) -> None:
    """The page names every property, type and operation, each in three forms."""
    text = page(name, root)
    assert all(f"`{wire}`" in text for wire in root.collections[name].fields)
    fields = root.collections[name].fields.values()
    types = {one.type for one in fields} & {*root.types, *root.collections[name].types}
    assert all(f"## {one}\n" in text for one in types)
    operations = CATALOG[name].operations
    assert [*re.findall("^### (.*)", text, re.M)] == [one.name for one in operations]
    for title in ("Python", "Terminal", "HTTP"):
        assert text.count(f'=== "{title}"') == len(operations)


EXAMPLES = [example for name in CATALOG for example in examples(name)]


def prepare(emulator: Emulator, example: Example) -> None:
    """Put there what an example changes or deletes."""
    asked = asker(emulator)
    if example.info.name == "webhooks" and example.places:
        webhook = {"destinationUrl": "https://a.example/", "collectionName": "people"}
        made = asked.ask("/webhooks", "POST", json=webhook).json()
        asked_again = asked.ask(f"/webhooks/{made['id']}").json()
        emulator.add("webhooks", {**asked_again, "id": WEBHOOK})
    elif example.info.name == "external-references":
        emulator.reference("people", "HRMID", "Emp123", 1)
    elif example.info.name == "activity-usages" and example.operation.name != "create":
        path = urlsplit(example.http().split()[1]).path
        (usage,) = [
            one for one in examples("activity-usages") if one.operation.name == "create"
        ]
        assert asked.ask(path, "POST", json=usage.body).is_success


def by_python(emulator: Emulator, example: Example) -> None:
    exec(compile(example.python(), example.command, "exec"), {})  # noqa: S102


def by_command(emulator: Emulator, example: Example) -> None:
    if example.file:
        Path(FILE).write_text(example.file, "utf-8")
    assert main(shlex.split(example.command)[1:]) == 0


def by_http(emulator: Emulator, example: Example) -> None:
    """Send what the tab says, and read all that follows."""
    head, _, body = example.http().partition("\n\n")
    method, path, version = head.splitlines()[0].split()
    assert version == "HTTP/1.1"
    assert dict(line.split(": ", 1) for line in head.splitlines()[1:4]) == {
        "Host": HOST,
        "Authorization": "Bearer ...",
        "User-Agent": AGENT,
    }
    sent = json.loads(body) if body.strip() else None
    answer = asker(emulator).ask(path, method, json=sent)
    assert answer.status_code in example.operation.statuses, answer.text
    while answer.status_code == 200 and (link := _next(answer)):
        answer = asker(emulator).ask(link)
        assert answer.status_code == 200


def _next(answer: httpx.Response) -> str | None:
    body = answer.json() if answer.content else None
    found = body.get("nextLink") if isinstance(body, dict) else None
    return None if found is None else str(found)


@pytest.mark.sampled(8)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda one: f"{one.info.name}-{one.operation.name}"
)
def test_three_forms_do_the_same(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python, the command and plain HTTP ask for the same, with the same effect."""
    monkeypatch.chdir(tmp_path)
    seen = []
    for form in (by_python, by_command, by_http):
        with Emulator(today=date(2026, 3, 2)) as emulator, emulator.serve() as url:
            prepare(emulator, example)
            settings = {**emulator.settings(), "base_url": url, "user_agent": AGENT}
            for name, value in settings.items():
                monkeypatch.setenv(f"PROTIME_{name.upper()}", str(value))
            emulator.requests.clear()
            form(emulator, example)
            asked = [
                (one.method, one.path, one.query.partition("ontinuationToken")[0])
                for one in emulator.requests
                if "/connect/token" not in one.path
            ]
            rows = emulator.collection(example.info.name)
            kept = [_without_versions(row) for row in rows if example.body is not None]
            seen.append((asked, sorted(kept, key=str)))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0]


_OF_A_RUN = ("id", "changeVersion", "validUntil")


def _without_versions(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in _OF_A_RUN}


def test_every_public_name_has_an_entry(root: spec.Spec) -> None:
    """All that programs import stands in the Python reference, once."""
    shown = [name for page in python_pages.PAGES for name in python_pages.names(page)]
    assert len(shown) == len(set(shown))
    offered = {**public.RUNTIME, **public.own(root.api)}
    made = {f"protime.{name}" for names in offered.values() for name in names}
    assert made <= set(shown)
    of_the_spec = {
        f"protime.{name}"
        for name in protime.__all__
        if getattr(protime, name).__module__.startswith(
            ("protime.models", "protime.ref")
        )
    }
    assert {f"protime.{name}" for name in protime.__all__} == made | of_the_spec


def test_all_relations_are_shown(root: spec.Spec) -> None:
    """Every identifier of the spec is a line of the picture and of its table."""
    found = relations(root)
    assert len(found) > 40
    text = index(root)
    assert all(f"| {one.source} | `{one.field}` |" in text for one in found)


def test_exit_statuses_are_told() -> None:
    """The table of the command line's page is what the code says."""
    text = (PAGES / "command-line.md").read_text("utf-8")
    for kind in exits.KINDS:
        assert f"| {kind.status} | {kind.means} | {kind.advice}".rstrip() in text


@pytest.mark.heavy
def test_the_site_builds(root: spec.Spec, tmp_path: Path) -> None:
    """Built strictly: every link leads somewhere, and every page is in the menu."""
    pytest.importorskip("mkdocs")
    target = tmp_path / "site"
    done = subprocess.run(  # noqa: S603 - MkDocs itself
        [
            *(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"),
            *("-f", str(ROOT / "docs" / "mkdocs.yml"), "-d", str(target)),
        ],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in CATALOG:
        html = (target / "reference" / name / "index.html").read_text("utf-8")
        assert f'<h1 id="{name}">' in html
    picture = (target / "reference" / "index.html").read_text("utf-8")
    assert picture.count('<path class="to-') == len(relations(root))
    remote = re.compile(r"(?:src|href)=\"(https?://[^\"]+)\"")
    found = set(remote.findall((target / "index.html").read_text("utf-8")))
    assert not [one for one in found if one.endswith((".js", ".css", ".woff2"))]
