"""The annotations of filters say what the spec says of each, and help shows them.

The filters are read from the spec's own files, and none of the generator's code.
"""

from __future__ import annotations

import pydoc
from collections.abc import Iterator
from enum import Enum
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from protime_runtime.asking.markers import Property, filter_properties
from tests.calling import MODES, Mode, client
from tests.yamls import parsed

SPEC = Path(__file__).parents[2] / "spec" / "collections"
FILES = sorted(SPEC.glob("*.yaml"))
TYPES = {"integer": "int", "boolean": "bool", "date": "date", "string": "str"}


def narrowed() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a collection, an operation and the filters that it takes."""
    for file in FILES:
        document = parsed(file.read_text(encoding="utf-8"))
        for name, operation in document["operations"].items():
            if operation.get("filters"):
                filters = {
                    wire: document["filters"][wire] for wire in operation["filters"]
                }
                yield document["collection"].replace("-", "_"), name, filters


NARROWED = list(narrowed())
IDS = [f"{collection}-{operation}" for collection, operation, _ in NARROWED]
each_narrowed = pytest.mark.parametrize(
    ("collection", "operation", "filters"), NARROWED, ids=IDS
)


def of(collection: str, mode: Mode = "sync") -> Any:
    made = client(mode, tenant="acme", client_id="client", client_secret="secret")
    return getattr(made, collection)


def said(property: Property, operation: str) -> dict[str, Any]:
    """Return what a property says, as the spec would say it."""
    enum = issubclass(property.value, Enum)
    kind = property.value.__name__
    rules = [
        {
            "kind": rule.kind,
            "source": rule.source,
            **({"inferred": rule.inferred} if rule.inferred else {}),
        }
        for rule in property.rules
    ]
    return {
        "type": kind
        if enum
        else next(wire for wire, name in TYPES.items() if name == kind),
        "operators": list(property.operators),
        "sets": list(property.sets),
        "multiple": property.several,
        "required": property.required,
        "rules": rules,
    }


@each_narrowed
def test_annotations_say_what_the_spec_says(
    collection: str, operation: str, filters: dict[str, Any]
) -> None:
    """Each filter in the spec's order, and of the rules those of the operation."""
    endpoint = of(collection)._endpoint
    found = filter_properties(
        endpoint.delta_filter if operation == "delta" else endpoint.filter
    )
    assert [property.name for property in found.values()] == list(filters)
    for property in found.values():
        filter = filters[property.name]
        assert said(property, operation) == {
            "type": filter["type"],
            "operators": filter["operators"],
            "sets": filter.get("sets", []),
            "multiple": filter.get("multiple", False),
            "required": filter.get("required", False),
            "rules": [
                {key: value for key, value in rule.items() if key != "operations"}
                for rule in filter.get("rules", [])
                if operation in rule["operations"]
            ],
        }


@pytest.mark.parametrize("mode", MODES)
@each_narrowed
def test_help_and_notebooks_show_each_filter(
    collection: str, operation: str, filters: dict[str, Any], mode: Mode
) -> None:
    """By its name, and whether it is required."""
    method = getattr(of(collection, mode), operation)
    shown = signature(method).parameters
    required = [filter.get("required", False) for filter in filters.values()]
    names = [
        filter.get("python", wire.replace("-", "_")) for wire, filter in filters.items()
    ]
    named = [one for one in shown if shown[one].kind is Parameter.KEYWORD_ONLY]
    assert named[: len(names)] == names
    assert [shown[name].default is Parameter.empty for name in names] == required
    text = pydoc.render_doc(method)
    assert "**filter" not in text
    assert "Annotated" not in text
    assert all(f"{name}: " in text for name in names)


def test_a_signature_reads_like_code() -> None:
    """Without quotes and markers; what is optional may be `None`, as if left out."""
    assert str(signature(of("clockings").list)) == (
        "(*, date: DateRange, person: Members = None,"
        " kind: ClockingKind | Iterable[ClockingKind] = None,"
        " external_references: Iterable[ClockingsReference] = ()) -> Pager[Clocking]"
    )
    assert str(signature(of("people").list)) == (
        "(*, external_references: 'Iterable[PeopleReference]' = ()) -> 'Pager[Person]'"
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "file", sorted(SPEC.glob("*.yaml")), ids=lambda file: file.stem
)
def test_annotations_of_methods_can_be_resolved(file: Path, mode: Mode) -> None:
    """As tools do that make something else of a method."""
    owner = of(file.stem.replace("-", "_"), mode)
    methods = [
        getattr(owner, name)
        for name in dir(type(owner))
        if name[0] != "_" and name != "info"
    ]
    assert methods
    for method in methods:
        assert get_type_hints(method)["return"]
