"""Type checkers take the good calls and refuse each of the bad ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

import protime
from tests.typing import doubted

FOLDER = Path(__file__).parent
SETTINGS = FOLDER.parents[1] / "pyproject.toml"
GOOD, BAD = FOLDER / "good_calls.py", FOLDER / "bad_calls.py"
PACKAGES = ("protime", "protime_runtime", "protime_emulator")
IGNORE = re.compile(r"  # type: ignore\[([\w,-]+)\]")
ERROR = re.compile(r"^.*:(\d+): error: .*\[([\w-]+)\]$", re.MULTILINE)


def mypy(tmp_path: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Run mypy as strictly as the project does, against the packages that run here."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    command += ["--enable-error-code=unused-awaitable", "--follow-imports=silent"]
    command += [f"--cache-dir={tmp_path / 'mypy'}", *map(str, files)]
    return run(command, {"MYPYPATH": os.pathsep.join(checkouts())})


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
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typing")


def test_good_calls_have_exact_types_and_bad_ones_are_refused(cache: Path) -> None:
    """No good call is refused, and no ignore on a bad one is superfluous."""
    result = mypy(cache, GOOD, BAD)
    assert result.returncode == 0, result.stdout + result.stderr


def test_bad_calls_are_refused_for_the_reasons_given(cache: Path) -> None:
    """Without its ignores, the file of bad calls has exactly the errors they name."""
    text = BAD.read_text("utf-8")
    bare = cache / "bare_calls.py"
    bare.write_text(IGNORE.sub("", text), "utf-8")
    result = mypy(cache, bare)
    errors = {(int(line), code) for line, code in ERROR.findall(result.stdout)}
    assert errors == expected(text), result.stdout
    assert len(errors) >= 30


def test_good_calls_with_a_wrong_type_are_noticed(cache: Path) -> None:
    """The exact types are really compared: another one is an error."""
    text = GOOD.read_text("utf-8")
    wrong = text.replace("Created[int]", "Created[str]").replace(
        "Clocking | None", "Clocking"
    )
    changed = cache / "changed_calls.py"
    changed.write_text(wrong, "utf-8")
    codes = [code for _, code in ERROR.findall(mypy(cache, changed).stdout)]
    assert codes == ["assert-type"] * 4


def test_programs_of_the_jobs_have_right_types(cache: Path) -> None:
    """The programs that people would write pass a strict check as they stand."""
    result = mypy(cache, FOLDER.parent / "test_jobs.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_field_of_an_answer_is_trusted(tmp_path: Path) -> None:
    """Nothing handwritten, and no model's own method, relies on a documented type.

    A deviation leaves a field as it came: a text for a time, nothing where something is
    always told. Checked against a copy of the models in which each may be anything.
    """
    target = tmp_path / "generated" / "protime"
    count = doubted.copy(Path(protime.__file__).parent, target)
    assert count > 300
    packages = ("protime", "protime_sync", "protime_cli", "protime_emulator")
    command = [sys.executable, "-m", "mypy", f"--config-file={SETTINGS}"]
    command += [f"--cache-dir={tmp_path / 'mypy'}"]
    command += [word for name in packages for word in ("-p", name)]
    where = [str(target.parent), *checkouts()]
    result = run(command, {"MYPYPATH": os.pathsep.join(where)})
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_field_that_is_trusted_is_noticed(tmp_path: Path) -> None:
    """The copy does cast doubt: what relies on a type is an error."""
    target = tmp_path / "generated" / "protime"
    doubted.copy(Path(protime.__file__).parent, target)
    program = tmp_path / "trusting.py"
    program.write_text(TRUSTING, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    command += ["--follow-imports=silent", f"--cache-dir={tmp_path / 'mypy'}"]
    where = [str(target.parent), *checkouts()]
    result = run([*command, str(program)], {"MYPYPATH": os.pathsep.join(where)})
    lines = {int(line) for line, _ in ERROR.findall(result.stdout)}
    assert lines == {5, 6}, result.stdout


TRUSTING = """\
from datetime import datetime
from protime import Webhook

def left(webhook: Webhook, now: datetime) -> object:
    days = (webhook.valid_until - now).days if webhook.valid_until else 0
    address = webhook.destination_url.upper()
    return days, address, str(webhook.id)
"""


@pytest.mark.skipif(find_spec("pyright") is None, reason="pyright is not installed")
def test_pyright_agrees(cache: Path) -> None:
    """Pyright takes the good calls too, and has an error on each line of the bad."""
    text = BAD.read_text("utf-8")
    bare = cache / "bare_calls.py"
    bare.write_text(IGNORE.sub("", text), "utf-8")
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
