"""JSON Schemas: they accept every spec file, and refuse what the loader refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.reading import schema
from tests.yamls import parsed

from .conftest import GOLDEN, ROOT

SPECS = [ROOT / "spec", GOLDEN / "spec"]
FILES = [path for folder in SPECS for path in sorted(folder.rglob("*.yaml"))]


def validator(path: Path) -> Draft202012Validator:
    name = "collection" if path.parent.name == "collections" else path.stem
    found: dict[str, Any] = json.loads(schema.texts()[f"{name}.schema.json"])
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def content(path: Path) -> Any:
    # As JSON, whose keys are all texts, as an editor sees it.
    return json.loads(json.dumps(parsed(path.read_text(encoding="utf-8"))))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spec_files_are_accepted(path: Path) -> None:
    validator(path).validate(content(path))


def test_unknown_keys_are_refused() -> None:
    path = GOLDEN / "spec/collections/visits.yaml"
    spoiled = content(path)
    spoiled["fields"]["date"]["requierd"] = True
    assert not validator(path).is_valid(spoiled)


def test_missing_keys_are_refused() -> None:
    path = GOLDEN / "spec/api.yaml"
    spoiled = content(path)
    del spoiled["title"]
    assert not validator(path).is_valid(spoiled)
