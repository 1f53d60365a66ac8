"""The loader: everything that is wrong is told at once, with file and path."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.problems import SpecError
from generator.reading import files, loader

from .conftest import GOLDEN


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> str:
    with pytest.raises(SpecError) as caught:
        loader.load(folder)
    return str(caught.value)


def test_a_problem_is_told_as_compilers_do(small: Path) -> None:
    """File and line, what is wrong, the nearest known word, the line, and the path."""
    spoil(small, "collections/visits.yaml", "required: true", "requierd: true")
    text = (small / "collections/visits.yaml").read_text("utf-8")
    line = text[: text.index("requierd")].count("\n") + 1
    assert problems(small) == (
        f"{small}/collections/visits.yaml:{line}: no key is called 'requierd';"
        " did you mean 'required'?\n"
        f"  {line} | requierd: true\n"
        "  at $.filters['date']['requierd']"
    )


@pytest.mark.parametrize(
    ("file", "new"),
    [("api.yaml", "titel: A"), ("api.yaml", "title: ''")],
    ids=["what the loader refuses", "what validation refuses"],
)
def test_files_are_shown_as_they_were_given(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    new: str,
) -> None:
    """A relative path leads to the file from where the command was run."""
    spoil(small, file, "title: Golden API", new)
    (small.parent / "elsewhere").mkdir()
    monkeypatch.chdir(small.parent / "elsewhere")
    for given in ("../spec", str(small)):
        assert main(["check", "--spec", given]) == 1
        assert f"\n{given}/{file}:1: " in f"\n{capsys.readouterr().err}"


def test_all_files_are_in_one_report(small: Path) -> None:
    """A problem in one file hides none in another."""
    spoil(small, "api.yaml", "title:", "titel:")
    spoil(small, "collections/rooms.yaml", "domain: buildings", "domian: buildings")
    text = problems(small)
    assert "api.yaml:" in text
    assert "collections/rooms.yaml:" in text


@pytest.mark.parametrize(
    "name", [".swp", ".types.yaml.swp", "types.yaml~", "#types.yaml#", ".git/config"]
)
def test_what_is_hidden_or_an_editors_is_passed_over(small: Path, name: str) -> None:
    """Files that nobody wrote as a part of the spec stand in nobody's way."""
    for folder in (small, small / "collections"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{", "utf-8")
        assert not files.is_read(path, small)
    assert loader.load(small) == loader.load(GOLDEN / "spec")


def test_line_ends_of_windows_make_no_difference(small: Path) -> None:
    """A checkout with carriage returns holds the same spec."""
    for path in small.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert loader.load(small) == loader.load(GOLDEN / "spec")


def test_dates_stay_texts(small: Path) -> None:
    """A default or an example is what the API writes."""
    spoil(small, "collections/visits.yaml", "example: 4.5", "example: 2026-01-15")
    fields = loader.load(small).collections["visits"].fields
    assert fields["rating"].example == "2026-01-15"


def test_a_wrong_spec_leaves_the_output_alone(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was generated before stays, to the byte."""
    output = tmp_path / "generated"
    given = ["generate", "--spec", str(small), "--output", str(output)]
    assert main(given) == 0
    before = {path: path.read_bytes() for path in output.rglob("*.*")}
    spoil(small, "collections/visits.yaml", "required: true", "requierd: true")
    assert main(given) == 1
    assert {path: path.read_bytes() for path in output.rglob("*.*")} == before
    assert "requierd" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong folder is named, not each of the files that it lacks."""
    assert main(["check", "--spec", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/none: there is no such folder\n"


def test_a_revision_is_shown_as_git_shows_it(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with an earlier spec is told with the revision and the file."""
    spoil(small, "api.yaml", "title:", "titel:")
    monkeypatch.chdir(small.parent)
    author = ("-c", "user.name=Anna", "-c", "user.email=anna@example.com")
    for words in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "Begin")):
        subprocess.run(["git", *words], check=True)  # noqa: S603, S607 - fixed
    assert main(["review", "HEAD", "--spec", "spec"]) == 1
    assert "HEAD:spec/api.yaml:1: no key is called 'titel'" in capsys.readouterr().err
