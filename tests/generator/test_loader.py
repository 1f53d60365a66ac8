"""The loader: everything that is wrong is told at once, with file and path."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import loader
from generator.__main__ import main
from generator.problems import SpecError


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> str:
    with pytest.raises(SpecError) as caught:
        loader.load(folder)
    return str(caught.value)


def test_unknown_keys_are_told_with_the_nearest_one(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "required: true", "requierd: true")
    assert problems(small) == (
        "spec/collections/visits.yaml:\n"
        "  extra fields found (requierd); did you mean 'required'? @ $.filters['date']"
    )


def test_repeated_keys_are_told_with_their_line(small: Path) -> None:
    spoil(small, "types.yaml", "Origin:\n", "Text:\n")
    text = problems(small)
    assert text.startswith("spec/types.yaml:\n  line ")
    assert text.endswith("column 1: 'Text' is given twice")


def test_wrong_literals_are_told_with_the_right_ones(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "[ge, le]", "[ge, lt]")
    assert "'lt' is not one of eq, ge, le, in @ $.filters['date'].operators[1]" in (
        problems(small)
    )


def test_wrong_types_are_not_turned_around(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "webhooks: true", "webhooks: 1")
    spoil(small, "collections/visits.yaml", "minimum: 600", "minimum: '600'")
    text = problems(small)
    assert "1 is no bool @ $.webhooks" in text
    assert "'600' is no int @ $.fields['departureInMinutes'].minimum" in text


def test_identifiers_are_names_or_lists_of_names(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "identifier: people", "identifier: 7")
    assert "7 is neither a name nor a list of names" in problems(small)


def test_all_files_are_in_one_report(small: Path) -> None:
    spoil(small, "api.yaml", "title:", "titel:")
    spoil(small, "collections/rooms.yaml", "domain: foundation", "domain: cellar")
    text = problems(small)
    assert "spec/api.yaml:" in text
    assert "spec/collections/rooms.yaml:" in text


def test_missing_files_are_told(small: Path) -> None:
    (small / "types.yaml").unlink()
    assert problems(small).startswith("spec/types.yaml:")


def test_files_are_named_after_collections(small: Path) -> None:
    (small / "collections/rooms.yaml").rename(small / "collections/halls.yaml")
    assert "'rooms' does not match the file's name @ $.collection" in problems(small)


def test_dates_stay_texts(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "example: 4.5", "example: 2026-01-15")
    fields = loader.load(small).collections["visits"].fields
    assert fields["rating"].example == "2026-01-15"


def test_a_wrong_spec_leaves_the_output_alone(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(small, "collections/visits.yaml", "required: true", "requierd: true")
    output = tmp_path / "generated"
    output.mkdir()
    (output / "old.py").write_text("")
    given = ["generate", "--spec", str(small), "--output", str(output)]
    assert main(given) == 1
    assert [path.name for path in output.iterdir()] == ["old.py"]
    assert "requierd" in capsys.readouterr().err
