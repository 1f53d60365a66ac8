"""Type checkers take the good calls and refuse each of the bad ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

import protime
from tests.typing import doubted

pytestmark = pytest.mark.heavy
FOLDER = Path(__file__).parent
SETTINGS = FOLDER.parents[1] / "pyproject.toml"
JOBS = FOLDER.parent / "test_jobs.py"
GOOD, BAD = FOLDER / "good_calls.py", FOLDER / "bad_calls.py"
PACKAGES = ("protime", "protime_runtime", "protime_emulator")
IGNORE = re.compile(r"  # type: ignore\[([\w,-]+)\]")
ERROR = re.compile(r"^.*:(\d+): error: .*\[([\w-]+)\]$", re.MULTILINE)


def mypy(folder: Path, *more: str, where: Sequence[str]) -> str:
    """Return what mypy says of the packages that run here, as strictly as we check."""
    command = [sys.executable, "-m", "mypy", f"--cache-dir={folder / 'mypy'}", *more]
    result = run(command, {"MYPYPATH": os.pathsep.join(where)})
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return result.stdout


def run(
    command: list[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - type checkers, on our own files
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def checkouts() -> list[str]:
    """Return the folders of our packages that are not installed but in a checkout."""
    found = (find_spec(name) for name in PACKAGES)
    folders = (Path(str(one and one.origin)).parent.parent for one in found)
    return [str(one) for one in folders if one.name != "site-packages"]


def expected(text: str) -> set[tuple[int, str]]:
    """Return the line and code of each error that the file says it has."""
    return {
        (number, code)
        for number, line in enumerate(text.splitlines(), 1)
        for ignored in IGNORE.findall(line)
        for code in ignored.split(",")
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with bad calls without their ignores, and good ones made wrong."""
    made = tmp_path_factory.mktemp("typing")
    (made / "bare_calls.py").write_text(IGNORE.sub("", BAD.read_text("utf-8")), "utf-8")
    wrong = GOOD.read_text("utf-8").replace("Created[int]", "Created[str]")
    wrong = wrong.replace("Clocking | None", "Clocking")
    (made / "changed_calls.py").write_text(wrong, "utf-8")
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> str:
    """Check all programs at once, which takes hardly longer than one of them."""
    files = (GOOD, BAD, JOBS, folder / "bare_calls.py", folder / "changed_calls.py")
    strictly = ("--strict", "--config-file=", "--enable-error-code=unused-awaitable")
    more = (*strictly, "--follow-imports=silent", *map(str, files))
    return mypy(folder, *more, where=checkouts())


def errors(told: str, name: str) -> list[tuple[int, str]]:
    """Return the line and code of each error in a file."""
    lines = "\n".join(line for line in told.splitlines() if f"{name}:" in line)
    return [(int(line), code) for line, code in ERROR.findall(lines)]


def test_good_calls_have_exact_types_and_bad_ones_are_refused(told: str) -> None:
    """No good call is refused, and no ignore on a bad one is superfluous."""
    assert f"{GOOD.name}:" not in told, told
    assert f"{BAD.name}:" not in told, told
    assert "checked 5 source files" in told


def test_bad_calls_are_refused_for_the_reasons_given(told: str) -> None:
    """Without its ignores, the file of bad calls has exactly the errors they name."""
    found = set(errors(told, "bare_calls.py"))
    assert found == expected(BAD.read_text("utf-8")), told
    assert len(found) >= 30


def test_good_calls_with_a_wrong_type_are_noticed(told: str) -> None:
    """The exact types are really compared: another one is an error."""
    codes = [code for _, code in errors(told, "changed_calls.py")]
    assert codes == ["assert-type"] * 4


def test_programs_of_the_jobs_have_right_types(told: str) -> None:
    """The programs that people would write pass a strict check as they stand."""
    assert f"{JOBS.name}:" not in told, told


@pytest.fixture(scope="module")
def doubting(folder: Path) -> str:
    """Check the packages against models in which each field may be anything."""
    target = folder / "doubted" / "protime"
    assert doubted.copy(Path(protime.__file__).parent, target) > 300
    (target.parent / "trusting.py").write_text(TRUSTING, "utf-8")
    packages = ("protime", "protime_sync", "protime_cli", "protime_emulator")
    chosen = [word for name in packages for word in ("-p", name)]
    more = (f"--config-file={SETTINGS}", *chosen, "-m", "trusting")
    return mypy(folder, *more, where=[str(target.parent), *checkouts()])


def test_no_field_of_an_answer_is_trusted(doubting: str) -> None:
    """Nothing handwritten, and no model's own method, relies on a documented type.

    A deviation leaves a field as it came: a text for a time, nothing where something is
    always told. Checked against a copy of the models in which each may be anything.
    """
    elsewhere = [one for one in doubting.splitlines() if "trusting.py:" not in one]
    assert not [one for one in elsewhere if ": error:" in one], doubting
    assert "errors in 1 file (checked" in elsewhere[-1]


def test_a_field_that_is_trusted_is_noticed(doubting: str) -> None:
    """The copy does cast doubt: what relies on a type is an error."""
    lines = {line for line, _ in errors(doubting, "trusting.py")}
    assert lines == {5, 6}, doubting


TRUSTING = """\
from datetime import datetime
from protime import Webhook

def left(webhook: Webhook, now: datetime) -> object:
    days = (webhook.valid_until - now).days if webhook.valid_until else 0
    address = webhook.destination_url.upper()
    return days, address, str(webhook.id)
"""


@pytest.mark.skipif(find_spec("pyright") is None, reason="pyright is not installed")
def test_pyright_agrees(folder: Path) -> None:
    """Pyright takes the good calls too, and has an error on each line of the bad."""
    text, bare = BAD.read_text("utf-8"), folder / "bare_calls.py"
    command = [sys.executable, "-m", "pyright", f"--pythonpath={sys.executable}"]
    command += [str(GOOD), str(bare)]
    where = {"PYTHONPATH": os.pathsep.join(checkouts())}
    result = run(command, where)
    lines = {
        int(number)
        for name, number in re.findall(r"(\w+)\.py:(\d+):\d+ - error", result.stdout)
        if name == bare.stem
    }
    assert f"{GOOD.name}:" not in result.stdout, result.stdout
    assert {line for line, _ in expected(text)} == lines, result.stdout
