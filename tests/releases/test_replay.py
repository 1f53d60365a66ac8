"""Each release of the vendor is reviewed as it was: level, names and words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import rendering, staging, trying, validation
from generator.planning import plan
from generator.reading import loader
from generator.review.changelog import entry
from generator.review.reporting import bump
from generator.review.rules import worst
from tests.yamls import parsed

from .__main__ import table
from .replay import PATCHES, SPEC, Release, apply, pending, replayed, title

EXPECTED: list[dict[str, Any]] = parsed(
    (Path(__file__).parent / "expected.yaml").read_text("utf-8")
)
CASES = pytest.mark.parametrize(
    "told", EXPECTED, ids=[told["release"] for told in EXPECTED]
)
VERSION = "1.4.2"
WAYS = {"delta", "webhooks"}
LATER = EXPECTED[-1]
RUNTIME = SPEC.parent / "runtime"

FINDING = """
import sys
from pkgutil import walk_packages
from importlib import import_module
import protime

known = {"client": protime.Protime("acme", client_id="x", client_secret="y",
                                   user_agent="Test/v1 (Acme)")}
for module in walk_packages(protime.__path__, "protime."):
    known |= vars(import_module(module.name))
for name in sys.stdin.read().splitlines():
    path, _, arguments = name.partition("(")
    try:
        eval(path, known)
    except (AttributeError, NameError):
        print(name)
"""


@pytest.fixture(scope="module")
def releases() -> Mapping[str, Release]:
    """Replay all releases, once."""
    return {release.title: release for release in replayed()}


@pytest.fixture(scope="module")
def sections() -> Mapping[str, str]:
    """Return the sections of the API's changelog by heading, as people wrote them."""
    text = (SPEC / "CHANGELOG.md").read_text("utf-8")
    found = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_each_release_has_a_section_and_an_expectation(
    sections: Mapping[str, str],
) -> None:
    """Patches, expectations and the changelog tell of the same releases."""
    titles = [*map(title, PATCHES), LATER["release"]]
    assert [told["release"] for told in EXPECTED] == titles
    # A release that is written down, but not yet a patch, is a part of what came after.
    assert set(titles) <= set(sections)


@CASES
def test_a_release_keeps_every_rule(
    releases: Mapping[str, Release], told: Mapping[str, Any]
) -> None:
    """Each patch applies, and gives a spec that is right."""
    validation.check(releases[told["release"]].new)


@CASES
def test_a_review_tells_level_and_words(
    releases: Mapping[str, Release], told: Mapping[str, Any]
) -> None:
    """A review asks for the right version, in the words of a changelog."""
    changes = releases[told["release"]].changes
    assert worst(changes) == told["level"]
    assert bump(changes, VERSION).version == told["version"]
    if told is LATER:
        assert names(told["entry"]) <= names(entry(changes))
        assert marked(told["entry"]) <= marked(entry(changes))
    else:
        assert entry(changes) == told["entry"]


@CASES
def test_a_review_tells_names(
    releases: Mapping[str, Release], told: Mapping[str, Any]
) -> None:
    """A review tells the names in Python that users write."""
    changes = releases[told["release"]].changes
    found = [
        name
        for change in changes
        if change.level != "documentation"
        for name in change.python
    ]
    assert told is LATER or list(dict.fromkeys(found)) == told["python"]


@CASES
def test_a_review_tells_what_people_told(
    releases: Mapping[str, Release],
    sections: Mapping[str, str],
    told: Mapping[str, Any],
) -> None:
    """All names of the section that people wrote are told, but for a reason."""
    section, said = sections[told["release"]], entry(releases[told["release"]].changes)
    assert names(section) - names(said) == reasoned(told.get("differs", {}))
    assert marked(section) - marked(said) == reasoned(told.get("unmarked", {}))


def names(text: str) -> set[str]:
    """Return what a text names, and how a collection can be followed."""
    return {*re.findall(r"`@?([^`]+)`", text), *(WAYS & set(re.findall(r"\w+", text)))}


def marked(text: str) -> set[str]:
    """Return the names that stand in items of what breaks."""
    items = re.findall(r"^- .*(?:\n {2}.*)*", text, re.MULTILINE)
    return names("\n".join(item for item in items if "(breaking)" in item)) - WAYS


def reasoned(by_reason: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the names that are listed below reasons."""
    return {name for found in by_reason.values() for name in found}


def test_what_comes_next_becomes_a_patch(tmp_path: Path) -> None:
    """What the spec says beyond the last patch is one, too, that gives the spec."""
    patch = tmp_path / "next.patch"
    patch.write_text(pending(), "utf-8")
    folder = tmp_path / "spec"
    folder.mkdir()
    for each in (*PATCHES, patch):
        apply(each, folder)
    assert loader.load(folder) == loader.load(SPEC)


def test_the_table_tells_what_became_of_a_release(
    releases: Mapping[str, Release], capsys: pytest.CaptureFixture[str]
) -> None:
    """A row has the lines of the patch, the changes by level, and generated hunks."""
    table([releases["4 August 2024"]])
    head, row = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["release", "spec", "breaking"]
    assert " ".join(row.split()).startswith("4 August 2024 +215 -0 0 0 9 0 additive")
    assert row.count(" hunks, +") == len(["openapi.yaml", "Python"])


@pytest.mark.sampled(8)
@CASES
def test_a_release_generates_and_imports(
    releases: Mapping[str, Release], told: Mapping[str, Any]
) -> None:
    """Each release's package is imported, and has the names that came with it."""
    release = releases[told["release"]]
    with staging.staged(rendering.render(plan(release.new))) as folder:
        trying.import_all(folder, release.new.api.package)
        come = [
            name
            for change in release.changes
            if change.level == "additive"
            for name in change.python
        ]
        assert missing(folder, come) == []


def missing(folder: Path, come: Iterable[str]) -> list[str]:
    """Return the names that a generated package does not have."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-B", "-c", FINDING],
        input="\n".join(come),
        env={"PYTHONPATH": os.pathsep.join([str(folder), str(RUNTIME)])},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()
