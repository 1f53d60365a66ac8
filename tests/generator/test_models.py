"""Models: datamodel-code-generator's names are ours, for every field of the spec."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from generator import models
from generator.intermediate.package import Enum, Model, Package


def classes(package: Package) -> dict[str, ast.ClassDef]:
    """Return the classes as datamodel-code-generator wrote them."""
    return {
        f"{module}.{one.name}": one
        for module, text in models.bodies(package).items()
        for one in ast.parse(text).body
        if isinstance(one, ast.ClassDef)
    }


def attributes(one: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Iterate over attributes and what they are said to be."""
    for line in one.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, ast.unparse(line.annotation)


@pytest.mark.parametrize("fixture", ["package", "golden"])
def test_fields_have_our_names(fixture: str, request: pytest.FixtureRequest) -> None:
    package: Package = request.getfixturevalue(fixture)
    found = classes(package)
    for module in package.models:
        for one in module.classes:
            if isinstance(one, Model):
                written = dict(attributes(found[f"{module.name}.{one.name}"]))
                written.pop("_kept", None)
                expected = {field.python: field.annotation for field in one.fields}
                assert written == expected


@pytest.mark.parametrize("fixture", ["package", "golden"])
def test_enums_have_all_values(fixture: str, request: pytest.FixtureRequest) -> None:
    package: Package = request.getfixturevalue(fixture)
    found = classes(package)
    for module in package.models:
        for one in module.classes:
            if isinstance(one, Enum):
                written = ast.unparse(found[f"{module.name}.{one.name}"])
                for member in one.members:
                    assert f"{member.python} = {member.value!r}" in written


def test_classes_are_in_the_order_of_the_spec(golden: Package) -> None:
    written = [name for name in classes(golden) if name.startswith("visits.")]
    assert written == [
        "visits.VisitKind",
        "visits.Party",
        "visits.Visit",
        "visits.NewVisit",
    ]
