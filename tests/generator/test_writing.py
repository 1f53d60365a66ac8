"""Writing: the target becomes equal to the staging folder, or stays as it was."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import staging, trying, writing
from generator.__main__ import main
from tests.depth import many

from .conftest import GOLDEN, ROOT

HEADER = "# Generated from spec/ by `nox -s generate`. Do not edit.\n"
FILES = {
    "golden/a.py": f"{HEADER}import sys\nimport os\nx  =  os.name\n",
    "golden/deep/b.py": f'{HEADER}"""B."""\n',
    "golden/py.typed": "",
}
REPLACING = """
import sys
from pathlib import Path
from generator import writing
print("ready", flush=True)
writing.replace(*map(Path, sys.argv[1:]))
"""


def replacing(new: Path, target: Path) -> subprocess.Popen[bytes]:
    """Start a process that makes a folder equal to another one."""
    command = [sys.executable, "-c", REPLACING, str(new), str(target)]
    return subprocess.Popen(  # noqa: S603 - fixed arguments
        command, cwd=ROOT, stdout=subprocess.PIPE
    )


def version(folder: Path, number: int) -> Path:
    """Write a version of what is generated: many large files, some its own."""
    for index in range(number * 10, number * 10 + 40):
        path = folder / "golden" / f"part_{index % 8}" / f"module_{index}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + f"x = {number}\n" * 20_000, "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, but for what a killed run has not finished."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".unfinished"
    }


def test_files_are_formatted_and_imports_settled() -> None:
    with staging.staged(FILES) as folder:
        text = (folder / "golden/a.py").read_text(encoding="utf-8")
    assert text == f"{HEADER}import os\n\nx = os.name\n"


def test_what_is_no_longer_generated_is_deleted(tmp_path: Path) -> None:
    orphan = tmp_path / "golden/old/orphan.py"
    orphan.parent.mkdir(parents=True)
    orphan.write_text(HEADER)
    with staging.staged(FILES) as folder:
        found = writing.replace(folder, tmp_path)
        assert not writing.compare(folder, tmp_path)
    assert found.deleted == ("golden/old/orphan.py",)
    assert not orphan.parent.exists()


FOREIGN = {
    "README.md": "# Mine\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    "golden/mine.py": '"""Written by hand."""\n',
    "golden/client.py": "x = 1\n",
    "golden/data/__init__.py": "",
    "golden/py.typed": "partial\n",
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("linked", [False, True], ids=["file", "link"])
def test_foreign_files_are_refused_and_kept(
    name: str, linked: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with anything that was not generated is refused, and stays as it was."""
    output = tmp_path / "output"
    place = output / name
    place.parent.mkdir(parents=True)
    kept = tmp_path / "kept.txt" if linked else place
    kept.write_text(FOREIGN[name])
    if linked:
        place.symlink_to(kept)
    given = ["generate", "--spec", str(GOLDEN / "spec"), "--output", str(output)]
    assert main(given) == 1
    assert f"{output} holds {name}, which" in capsys.readouterr().err
    assert contents(output) == {name: FOREIGN[name].encode()}


def test_equal_files_are_not_touched(tmp_path: Path) -> None:
    with staging.staged(FILES) as folder:
        assert len(writing.replace(folder, tmp_path).added) == 3
        assert not writing.replace(folder, tmp_path)


def test_caches_are_neither_compared_nor_deleted(tmp_path: Path) -> None:
    cache = tmp_path / "golden/__pycache__/a.pyc"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"\0")
    with staging.staged(FILES) as folder:
        writing.replace(folder, tmp_path)
        assert not writing.compare(folder, tmp_path)
    assert cache.exists()


@pytest.mark.heavy
def test_a_killed_run_leaves_whole_files(tmp_path: Path) -> None:
    """Each file is of one version, none of them cut, and the next run goes on."""
    versions = [version(tmp_path / f"version_{number}", number) for number in (0, 1)]
    whole = [contents(folder) for folder in versions]
    target, chance = tmp_path / "target", random.Random(5)  # noqa: S311 - no secret
    with staging.staged(FILES) as folder:
        writing.replace(folder, target)
    cut_short = 0
    for turn in range(many(20, 10)):
        run = replacing(versions[turn % 2], target)
        assert run.stdout
        assert run.stdout.readline()
        time.sleep(chance.random() * 0.03)
        run.kill()
        run.communicate()
        found = contents(target)
        cut_short += found != whole[turn % 2]
        known = [*whole, {name: text.encode() for name, text in FILES.items()}]
        for name, content in found.items():
            texts = [files.get(name) for files in known]
            assert content in texts or name == "golden/a.py", name
    assert cut_short, "no run was killed amid its work"
    writing.replace(versions[0], target)
    assert contents(target) == whole[0]
    assert not [*target.rglob("*.unfinished")]


@pytest.mark.deep
def test_two_runs_at_once_leave_one_version(tmp_path: Path) -> None:
    """Runs into the same folder wait for each other: no version is mixed."""
    versions = [version(tmp_path / f"version_{number}", number) for number in (0, 1)]
    for _ in range(many(5, 1)):
        runs = [replacing(folder, tmp_path / "target") for folder in versions * 2]
        assert [run.wait() for run in runs] == [0] * 4
        for run in runs:
            run.communicate()
        assert contents(tmp_path / "target") in [contents(each) for each in versions]


def test_what_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file where the folder should be is one line, not a traceback."""
    place = tmp_path / "output"
    place.write_text("Mine.")
    given = ["generate", "--spec", str(GOLDEN / "spec"), "--output", str(place)]
    assert main(given) == 1
    assert capsys.readouterr().err == f"{place}: File exists\n"


def test_differences_are_a_diff_with_an_end(tmp_path: Path) -> None:
    long = "".join(f"x{number} = 1\n" for number in range(1000))
    with staging.staged({"a.py": long}) as folder:
        text = writing.differences(folder, tmp_path)
    assert "+x0 = 1" in text
    assert text.endswith("more lines")


def test_wrong_python_is_refused_before_anything_is_replaced() -> None:
    with (
        pytest.raises(staging.FormattingFailed, match=r"broken\.py"),
        staging.staged({"broken.py": "def\n"}),
    ):
        pytest.fail("nothing is staged")


def test_what_cannot_be_imported_is_refused(tmp_path: Path) -> None:
    """The module is named, with its line, the spec's file and the reason."""
    made = "# Generated from spec/collections/b.yaml by `nox -s generate`.\n"
    texts = {"__init__": "", "a": "from golden import b\n", "b": "1 / 0\n"}
    for name, text in texts.items():
        path = tmp_path / "golden" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(made + text)
    told = r"golden/b\.py:2, made from spec/collections/b\.yaml, .*: ZeroDivisionError"
    with pytest.raises(trying.ImportFailed, match=told):
        trying.import_all(tmp_path, "golden")
