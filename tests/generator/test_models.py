"""Models: datamodel-code-generator's names are ours, for every field of the spec."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from generator import models, names
from generator.planning import plan
from generator.planning.package import Package
from generator.reading import loader

from .conftest import Change


def classes(package: Package) -> dict[str, ast.ClassDef]:
    """Return the classes as datamodel-code-generator wrote them."""
    return {
        f"{module}.{one.name}": one
        for module, text in models.texts(package).items()
        for one in ast.parse(text).body
        if isinstance(one, ast.ClassDef)
    }


def attributes(name: str, found: dict[str, ast.ClassDef]) -> Iterator[str]:
    """Iterate over the attributes of a class, those of its bases first."""
    for base in found[name].bases:
        inherited = f"{name.partition('.')[0]}.{ast.unparse(base)}"
        if inherited in found:
            yield from attributes(inherited, found)
    for line in found[name].body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id


@pytest.mark.parametrize("fixture", ["package", "golden"])
def test_fields_have_our_names(fixture: str, request: pytest.FixtureRequest) -> None:
    package: Package = request.getfixturevalue(fixture)
    found = classes(package)
    for module in package.models:
        for name, schema in module.schemas.items():
            if "properties" in schema and "x-stands-for" not in schema:
                written = list(attributes(f"{module.name}.{name}", found))
                expected = [
                    field.get("x-python-name") or names.snake(wire)
                    for wire, field in schema["properties"].items()
                ]
                assert [
                    attribute for attribute in written if attribute != "_kept"
                ] == expected


@pytest.mark.parametrize("fixture", ["package", "golden"])
def test_enums_have_all_values(fixture: str, request: pytest.FixtureRequest) -> None:
    package: Package = request.getfixturevalue(fixture)
    found = classes(package)
    for module in package.models:
        for name, schema in module.schemas.items():
            written = ast.unparse(found.get(f"{module.name}.{name}", ast.Pass()))
            for value in schema.get("enum", ()):
                assert f"{names.upper(value)} = {value!r}" in written


def test_fields_may_be_called_like_keywords_of_a_schema(change: Change) -> None:
    def add(content: dict[str, Any]) -> None:
        for name in ("format", "type", "items", "anyOf"):
            content["fields"][name] = {"type": "string", "summary": "A name."}

    package = plan(loader.load(change("collections/visits.yaml", add)))
    text = models.texts(package)["visits"]
    for name in ("format", "type", "items", "any_of"):
        assert f"    {name}: str | None = field(" in text


def test_classes_are_in_the_order_of_the_spec(golden: Package) -> None:
    written = [name for name in classes(golden) if name.startswith("visits.")]
    assert written == [
        "visits.VisitKind",
        "visits.Party",
        "visits.Visit",
        "visits.NewVisit",
    ]
