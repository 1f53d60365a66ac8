"""Writing: the target becomes equal to the staging folder, or stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import writing

FILES = {
    "protime/a.py": "import sys\nimport os\nx  =  os.name\n",
    "protime/deep/b.py": '"""B."""\n',
}


def test_files_are_formatted_and_imports_settled() -> None:
    with writing.staged(FILES) as staging:
        text = (staging / "protime/a.py").read_text(encoding="utf-8")
    assert text == "import os\n\nx = os.name\n"


def test_what_is_no_longer_generated_is_deleted(tmp_path: Path) -> None:
    orphan = tmp_path / "protime/old/orphan.py"
    orphan.parent.mkdir(parents=True)
    orphan.write_text("")
    with writing.staged(FILES) as staging:
        found = writing.replace(staging, tmp_path)
        assert not writing.compare(staging, tmp_path)
    assert found.deleted == ("protime/old/orphan.py",)
    assert not orphan.parent.exists()


def test_equal_files_are_not_touched(tmp_path: Path) -> None:
    with writing.staged(FILES) as staging:
        assert len(writing.replace(staging, tmp_path).added) == 2
        assert not writing.replace(staging, tmp_path)


def test_caches_are_neither_compared_nor_deleted(tmp_path: Path) -> None:
    cache = tmp_path / "protime/__pycache__/a.pyc"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"\0")
    with writing.staged(FILES) as staging:
        writing.replace(staging, tmp_path)
        assert not writing.compare(staging, tmp_path)
    assert cache.exists()


def test_differences_are_a_diff_with_an_end(tmp_path: Path) -> None:
    long = "".join(f"x{number} = 1\n" for number in range(1000))
    with writing.staged({"a.py": long}) as staging:
        text = writing.differences(staging, tmp_path)
    assert "+x0 = 1" in text
    assert text.endswith("more lines")


def test_wrong_python_is_refused_before_anything_is_replaced() -> None:
    with (
        pytest.raises(writing.FormattingFailed, match=r"broken\.py"),
        writing.staged({"broken.py": "def\n"}),
    ):
        pytest.fail("nothing is staged")
