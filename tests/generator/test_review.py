"""What changed between two specs: every rule, its level, and what a checker says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from attrs import evolve

from generator import __main__, rendering, spec
from generator.planning import plan
from generator.problems import SpecError
from generator.reading import loader
from generator.review import RULES, review
from generator.review.reporting import as_json, bump, markdown, status
from generator.review.rules import SECTIONS, TOLD, Change
from generator.review.things import Only, Thing
from generator.review.words import Slot, Words

from .breaking_changes import BREAKING
from .other_changes import (
    ADDITIVE,
    BEHAVIOUR,
    DOCUMENTATION,
)
from .spec_edits import (
    ROOT,
    Case,
    Files,
    changes,
    edited,
    files,
    write,
)

CASES = (*BREAKING, *BEHAVIOUR, *ADDITIVE, *DOCUMENTATION)
RECORDED = Path(__file__).parent / "review.txt"
SOMETHING = Words((Slot("Something"),))
INVISIBLE = {"environment-removed", "api-name-changed"}
"""Breaking, but of an argument's value, or of all calls: a checker cannot see which."""

OLD_TESTS = ("test_jobs.py", "typing/good_calls.py")
"""Tests that know nothing of the changes, and use most of what they touch."""

PRELUDE = """
from datetime import UTC, date
import protime
import protime.scopes as protime_scopes
from protime import *
DAY = date(2026, 1, 1)
DAYS = protime.DateRange(DAY)
CODE = protime.AbsenceDefinitionReference.ABSENCE_CODE
def calls(
    client: protime.Protime,
    person: protime.Person,
    contract: protime.Contract,
    clocking: protime.Clocking,
    assignment: protime.Assignment,
    counter: protime.Counter,
    history: protime.DepartmentHistory,
    CLOCKING: protime.NewClocking,
    CHANGE: protime.ActivityUsageChange,
    number: int | None,
) -> None:
"""


def records() -> list[str]:
    """Return what is told of each case, as ``review.txt`` holds it."""
    return RECORDED.read_text("utf-8").rstrip("\n").split("\n\n")


def as_text(case: Case, found: Sequence[Change]) -> str:
    """Return the case and its changes as text: words, names, and what they ask."""
    lines = [f"{case.rule}:"]
    for change in found:
        place = change.collection or "API"
        lines += [f"  {place}: {change.text}", f"    {change.rule}, {change.level}"]
        lines += [f"    {name}" for name in (change.why, *change.python)]
    return "\n".join(lines)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("case", "recorded"),
    list(zip(CASES, records(), strict=True)),
    ids=[case.rule for case in CASES],
)
def test_each_rule(real: spec.Spec, content: Files, case: Case, recorded: str) -> None:
    """A change falls under its rule, of its collection, with its level and words."""
    found = changes(real, content, case.edits)
    assert as_text(case, found) == recorded
    (one, *_) = [each for each in found if each.rule == case.rule]
    assert one.collection == case.collection
    assert one.level == RULES[case.rule].level
    assert one.text[0].isupper()
    order = ("breaking", "behaviour", "additive", "documentation")
    worst = min(order.index(each.level) for each in found)
    assert worst == order.index(one.level), found


def test_environment_removed(real: spec.Spec) -> None:
    """An environment that is gone breaks, though no checker sees it."""
    known = {"production": real.api.environments["production"]}
    new = evolve(real, api=evolve(real.api, environments=known))
    assert [one.rule for one in review(real, new)] == ["environment-removed"]


@pytest.mark.parametrize("key", ["package", "client"])
def test_name_changed(real: spec.Spec, key: str) -> None:
    """Another name of the package or of the client breaks whatever uses it."""
    new = evolve(real, api=evolve(real.api, **{key: "Other"}))
    (change,) = review(real, new)
    assert change.rule == "api-name-changed"
    assert change.python == (getattr(real.api, key), "Other")


def test_every_rule_has_a_case() -> None:
    """No rule is left untested, and levels are what the cases' lists say."""
    assert {one.rule for one in CASES} | INVISIBLE == set(RULES)
    for level, cases in (
        ("breaking", BREAKING),
        ("behaviour", BEHAVIOUR),
        ("additive", ADDITIVE),
        ("documentation", DOCUMENTATION),
    ):
        assert {RULES[one.rule].level for one in cases} == {level}


def test_the_table_has_a_section_for_each_kind_of_thing() -> None:
    """No kind of things is without a section, nor a section without one."""
    kinds = {kind for base in (Thing, Only) for kind in base.__subclasses__()} - {Only}
    assert set(SECTIONS) == {kind.__name__.removesuffix("Node") for kind in kinds}
    assert {*TOLD, *(rule for told in TOLD.values() for rule in told)} <= set(RULES)


def test_equal_specs_have_no_changes(real: spec.Spec) -> None:
    """Nothing is told of two equal specs."""
    assert review(real, loader.load(ROOT / "spec")) == []
    assert status([]) == 0
    assert "None." in markdown([], "0.1.0")


@pytest.fixture(scope="module")
def packages(
    real: spec.Spec, content: Files, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """Write the package before, after all that breaks, and after all that does not."""
    folder = tmp_path_factory.mktemp("packages")
    broken = [edit for case in BREAKING for edit in case.edits]
    safe = [edit for case in SAFE for edit in case.edits]
    for name, root in (
        ("old", real),
        ("broken", edited(real, content, broken)),
        ("safe", edited(real, content, safe)),
    ):
        for path, text in rendering.render(plan(root)).items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        calls = [f"    {case.call}  # {case.rule}" for case in BREAKING]
        text = PRELUDE + "\n".join(calls) + "\n"
        (folder / name / "calls.py").write_text(text, "utf-8")
        for one in OLD_TESTS:
            shutil.copy(ROOT / "tests" / one, folder / name)
    return {name: folder / name for name in ("old", "broken", "safe")}


SAFE = tuple(
    case
    for case in ADDITIVE
    # What a reader's `None` check is told of a value that always comes is a remark.
    if case.rule not in ("field-optional-to-write",)
)


def broken_rules(folder: Path) -> set[str]:
    """Return the rules whose call a type checker refuses, and such old tests."""
    lines = (folder / "calls.py").read_text("utf-8").splitlines()
    found = set()
    for said in checked(folder):
        name, number, *_ = said.split(":")
        if ": error:" in said:
            of_calls = name == "calls.py"
            found.add(lines[int(number) - 1].rpartition("# ")[2] if of_calls else name)
    return found


def checked(folder: Path) -> Iterable[str]:
    done = subprocess.run(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary"),
            *("--follow-imports=silent", "--cache-dir", str(folder.parent / "cache")),
            *("--config-file", "", "calls.py"),
            *(Path(one).name for one in OLD_TESTS),
        ],
        cwd=folder,
        env={"MYPYPATH": f".:{ROOT / 'runtime'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["broken", "old", "safe"])
def test_a_type_checker_agrees(packages: Mapping[str, Path], name: str) -> None:
    """Old calls and tests are refused exactly where a change is said to break."""
    every = {case.rule for case in BREAKING} | {Path(one).name for one in OLD_TESTS}
    assert broken_rules(packages[name]) == (every if name == "broken" else set())


@pytest.mark.parametrize(
    ("rule", "version", "expected"),
    [
        ("field-removed", "0.4.2", "0.5.0"),
        ("field-removed", "1.4.2", "2.0.0"),
        ("field-added", "1.4.2", "1.5.0"),
        ("field-added", "0.4.2", "0.4.3"),
        ("api-limit-changed", "1.4.2", "1.5.0"),
        ("summary-changed", "1.4.2", "1.4.3"),
    ],
)
def test_the_version_follows(rule: str, version: str, expected: str) -> None:
    """The version grows by the level that asks most."""
    one = Change(RULES[rule], "people", SOMETHING)
    assert bump([one], version).version == expected


def test_reports(real: spec.Spec, content: Files) -> None:
    """Markdown is grouped by collection, JSON holds the same, the status the level."""
    edits = [edit for case in (*BREAKING[:3], ADDITIVE[11]) for edit in case.edits]
    found = changes(real, content, edits)
    text = markdown(found, "0.1.0")
    assert text.count("## ") == len({one.collection for one in found})
    assert "`client.work_interruptions`" in text
    document = json.loads(as_json(found, "0.1.0"))
    assert len(document["changes"]) == len(found)
    assert (document["bump"], document["version"]) == ("minor", "0.2.0")
    assert status(found) == 12


@pytest.mark.parametrize("version", ["1.2", "1.0.0rc1", "next"])
def test_other_versions_are_refused(version: str) -> None:
    """A version that cannot grow is told, not a traceback."""
    one = Change(RULES["field-added"], "people", SOMETHING)
    with pytest.raises(SpecError, match=f"{version!r} is no version like 1.4.2"):
        bump([one], version)


def test_the_command(
    content: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two folders are compared, and the status tells the level."""
    after = files()
    for edit in BREAKING[2].edits:
        edit(after)
    new = write(after, tmp_path / "new")
    arguments = ["review", str(ROOT / "spec"), str(new), "--format", "json"]
    assert __main__.main(arguments) == 12
    assert json.loads(capsys.readouterr().out)["level"] == "breaking"
    assert __main__.main(["review", str(new), str(new)]) == 0
    assert __main__.main(["review", "no-such-revision"]) == 1


def test_a_revision_of_the_repository(tmp_path: Path) -> None:
    """A revision is read from the repository without touching the working tree."""
    write(files(), tmp_path / "spec")

    def git(*arguments: str) -> None:
        name = ["-c", "user.name=Tests", "-c", "user.email=tests@acme.example"]
        subprocess.run(  # noqa: S603 - our own program
            ["git", "-C", str(tmp_path), *name, *arguments],  # noqa: S607 - by its name
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "First")
    after = files()
    for edit in ADDITIVE[11].edits:
        edit(after)
    write(after, tmp_path / "spec")
    assert __main__.main(["review", "HEAD", "--spec", str(tmp_path / "spec")]) == 10
    api = tmp_path / "spec" / "api.yaml"
    before = api.read_text("utf-8")
    # A revision from before a key was known says what the present one says.
    api.write_text(before.replace("package: protime\n", ""), "utf-8")
    git("commit", "-qam", "Know less")
    api.write_text(before, "utf-8")
    assert __main__.main(["review", "HEAD", "--spec", str(tmp_path / "spec")]) == 0
