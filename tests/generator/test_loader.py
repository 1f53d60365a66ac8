"""The loader: everything that is wrong is told at once, with file and path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.problems import SpecError
from generator.reading import loader


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
        f"spec/collections/visits.yaml:{line}: no key is called 'requierd';"
        " did you mean 'required'?\n"
        f"  {line} | requierd: true\n"
        "  at $.filters['date']['requierd']"
    )


def test_words_that_are_like_nothing_are_told_with_what_there_is(small: Path) -> None:
    """Where no known word is near, the known ones are listed."""
    spoil(small, "types.yaml", "fields:", "xxxx:")
    text = problems(small)
    assert "no key is called 'xxxx'; there are fields, inferred, new, summary" in text


@pytest.mark.parametrize("key", ["a]b", "it's", "a\\b", "ünïcode key"])
def test_odd_keys_have_lines_too(small: Path, key: str) -> None:
    """Whatever a key is made of, its line is found."""
    path = small / "collections/visits.yaml"
    path.write_text(f"? {key}\n: 1\n{path.read_text('utf-8')}", "utf-8")
    assert problems(small).startswith("spec/collections/visits.yaml:1: no key is")


def test_repeated_keys_are_told_with_their_line(small: Path) -> None:
    spoil(small, "types.yaml", "Origin:\n", "Text:\n")
    text = problems(small)
    assert re.match(r"spec/types\.yaml:\d+: 'Text' is given twice\n", text)


def test_files_that_are_no_yaml_are_told_with_their_line(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "required: true", "required: [")
    assert re.match(
        r"spec/collections/visits\.yaml:\d+: while parsing a flow sequence expected",
        problems(small),
    )


@pytest.mark.parametrize(
    ("old", "new", "said", "path"),
    [
        ("[ge, le]", "[ge, lt]", "no value is called 'lt'", ".operators[1]"),
        ("[ge, le]", "ge", "expected a list, not 'ge'", ".operators"),
        ("[ge, le]", "{ge: 1}", "expected a list, not {'ge': 1}", ".operators"),
        ("required: true", "required: 1", "expected true or false, not 1", ".required"),
        ("type: date", "type: null", "expected a text, not nothing", ".type"),
    ],
)
def test_wrong_shapes_are_told_with_what_was_expected(
    small: Path, old: str, new: str, said: str, path: str
) -> None:
    """Nothing is turned around, and a text is no list of its letters."""
    text = (small / "collections/visits.yaml").read_text("utf-8")
    head, sign, filters = text.partition("filters:\n  date:")
    (small / "collections/visits.yaml").write_text(
        head + sign + filters.replace(old, new, 1), "utf-8"
    )
    told = problems(small)
    assert said in told
    assert told.endswith(f"at $.filters['date']{path}")


def test_mappings_are_expected_where_things_have_names(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "filters:\n", "filters: []\nnothing:\n")
    assert "expected a mapping, not []" in problems(small)


def test_missing_keys_are_told(small: Path) -> None:
    spoil(small, "api.yaml", "title:", "titel:")
    text = problems(small)
    assert "the key 'title' is missing" in text
    assert "no key is called 'titel'; did you mean 'title'?" in text


def test_identifiers_are_names_or_lists_of_names(small: Path) -> None:
    spoil(small, "collections/visits.yaml", "identifier: people", "identifier: 7")
    assert "expected a name or a list of names, not 7" in problems(small)


def test_rules_across_files_tell_lines_too(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only the whole spec shows is told in the same form."""
    spoil(small, "collections/visits.yaml", "identifier: people", "identifier: poeple")
    given = ["generate", "--spec", str(small), "--output", str(tmp_path / "out")]
    assert main(given) == 1
    told = capsys.readouterr().err
    assert re.match(
        r"spec/collections/visits\.yaml:\d+: no reference type is called 'poeple';"
        r" did you mean 'people'\?\n  \d+ \| identifier: poeple\n"
        r"  at \$\.fields\['person'\]\.identifier\n$",
        told,
    )


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
    assert "'rooms' does not match the file's name" in problems(small)


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
