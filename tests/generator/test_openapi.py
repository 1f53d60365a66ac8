"""The OpenAPI document: valid, complete, and with examples that fit its schemas."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from generator import spec
from generator.openapi.document import document, text
from generator.planning import plan
from generator.planning.package import Package
from tests.yamls import parsed, written

from .other_changes import SHOES
from .spec_edits import Edit, Files, edited, field, files, put


@pytest.fixture(scope="module", params=["package", "golden"])
def whole(request: pytest.FixtureRequest) -> Package:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def read(whole: Package) -> Any:
    return parsed(text(whole, "# Header.\n"))


def shown(node: object) -> Iterator[tuple[Any, Any]]:
    """Iterate over every schema with an example."""
    if isinstance(node, list):
        for value in node:
            yield from shown(value)
    if isinstance(node, dict):
        for example in examples(node):
            yield node.get("schema", node), example
        for value in node.values():
            yield from shown(value)


def examples(node: dict[str, Any]) -> list[Any]:
    """Return the examples of a schema, or of a place that holds one."""
    found = node.get("examples", [])
    if isinstance(found, dict):
        found = [example["value"] for example in found.values()]
    return [node["example"], *found] if "example" in node else found


@pytest.mark.sampled(2)
def test_it_is_valid(read: Any) -> None:
    validate(read)


def test_the_text_is_the_document(whole: Package, read: Any) -> None:
    assert read == parsed(written(document(whole)))
    assert "&id" not in text(whole, "")


def test_every_operation_is_there(whole: Package, read: Any) -> None:
    for collection in whole.collections:
        for one in collection.operations:
            path = whole.api.base_path + one.path
            found = read["paths"][path][one.method.lower()]
            named = "list" if one.name == "delta" else one.name
            assert found["operationId"] == f"{collection.attribute}_{named}"
            assert found["security"]


def test_operations_are_told_apart(read: Any) -> None:
    found = [
        one["operationId"] for path in read["paths"].values() for one in path.values()
    ]
    assert len(set(found)) == len(found)


def test_examples_fit_their_schemas(read: Any) -> None:
    components = {"components": read["components"]}
    found = list(shown(read))
    assert found
    for schema, example in found:
        Draft202012Validator(schema | components).validate(example)


def test_answers_lead_to_no_next_page(read: Any) -> None:
    pages = [
        schema["properties"]["nextLink"]
        for name, schema in read["components"]["schemas"].items()
        if name.endswith("Page")
    ]
    assert pages
    assert all(link["examples"] == [None] for link in pages)


def test_changes_lead_on(read: Any) -> None:
    for name, schema in read["components"]["schemas"].items():
        if name.endswith("Changes"):
            (link,) = schema["properties"]["deltaLink"]["examples"]
            assert "deltaToken=" in link


def test_required_filters_are_required(read: Any) -> None:
    lists = {
        path: one["name"]
        for path, item in read["paths"].items()
        for one in item.get("get", {}).get("parameters", ())
        if one.get("name") == "filter" and one.get("required")
    }
    assert lists


def test_alternatives_of_scopes_are_entries(golden: Package) -> None:
    found: Any = document(golden)
    visits = found["paths"]["/golden/api/v1/visits"]["get"]
    scopes = [
        entry["production"] for entry in visits["security"] if "production" in entry
    ]
    assert scopes == [
        ["golden-api-visits.read"],
        ["golden-api-visits-historical-data.read"],
    ]


def _shoes(content: Files) -> None:
    content["shoes"] = SHOES


def _telework(content: Files) -> None:
    content["clockings"]["types"]["ClockingKind"]["values"].append("Telework")


HUNKS: Mapping[str, tuple[Edit, int]] = {
    "field": (put("people", "fields/shoeSize", field()), 1),
    "field that is sent": (put("assignments", "fields/x", field(write="optional")), 2),
    "value": (_telework, 1),
    # Its tag, paths and schemas, and its scope in each environment.
    "collection": (_shoes, 5),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", HUNKS)
def test_a_small_change_is_a_small_difference(real: spec.Spec, name: str) -> None:
    """What is added stands together, so that the document's diff can be reviewed."""
    edit, expected = HUNKS[name]
    after = edited(real, files(), [edit])
    texts = [text(plan(root), "").splitlines() for root in (real, after)]
    lines = difflib.unified_diff(*texts, n=0)
    assert sum(line.startswith("@@") for line in lines) == expected
