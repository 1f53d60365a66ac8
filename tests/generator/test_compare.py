"""The spec against a document like those of .NET services, different in known ways."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import __main__, validation
from generator.compare import Difference, View, compare, view
from generator.compare.command import markdown
from generator.compare.proposing import propose
from generator.reading import loader

from .spec_edits import ROOT
from .swashbuckle import swagger

BASE = "/connector/protimeapi/api/v1"
Theirs = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (ROOT / "generated" / "openapi.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, loaded)  # noqa: S506 - it is the safe one
    return content


@pytest.fixture(scope="module")
def ours(document: dict[str, Any]) -> View:
    return view(document, BASE)


@pytest.fixture(scope="module")
def vendor(document: dict[str, Any]) -> Theirs:
    return swagger(document, BASE)


@pytest.fixture
def theirs(vendor: Theirs) -> Theirs:
    return copy.deepcopy(vendor)


def found(theirs: Theirs, ours: View) -> list[Difference]:
    return compare(view(theirs, BASE), ours)


def schema(theirs: Theirs, name: str) -> dict[str, Any]:
    one: dict[str, Any] = theirs["components"]["schemas"][f"{name}Dto"]
    return one


def test_other_names_and_habits_are_no_difference(theirs: Theirs, ours: View) -> None:
    """Version 3.0, wrapped references, other schema names: nothing differs."""
    text = json.dumps(theirs)
    assert '"nullable": true' in text
    assert "ClockingDto" in text
    assert len(view(theirs, BASE)) == len(ours) > 70
    assert found(theirs, ours) == []


@pytest.mark.parametrize("base", ["", "/api/v1", "/protimeapi/api/v1"])
def test_where_the_document_begins(theirs: Theirs, ours: View, base: str) -> None:
    """Behind a gateway a document may know less of the base path."""
    theirs["servers"] = [{"url": f"https://acme.myprotime.eu{base}"}]
    assert found(theirs, ours) == []


def _operation(theirs: Theirs) -> None:
    theirs["paths"]["/shoes"] = {"get": {"tags": ["Shoes"], "responses": {"200": {}}}}


def _query(theirs: Theirs) -> None:
    sort = {"name": "sort", "in": "query", "schema": {"type": "string"}}
    theirs["paths"]["/clockings"]["get"]["parameters"].append(sort)


def _property(theirs: Theirs) -> None:
    new = {"type": "string", "nullable": True, "description": "Size of the shoe."}
    schema(theirs, "Person")["properties"]["shoeSize"] = new


def _nested(theirs: Theirs) -> None:
    schema(theirs, "Geolocation")["properties"]["altitude"] = {"type": "number"}


def _enum(theirs: Theirs) -> None:
    schema(theirs, "ClockingKind")["enum"].append("Telework")


def _type(theirs: Theirs) -> None:
    schema(theirs, "Contract")["properties"]["code"] = {"type": "integer"}


def _required(theirs: Theirs) -> None:
    schema(theirs, "NewClocking")["required"].append("terminal")


def _gone(theirs: Theirs) -> None:
    del theirs["paths"]["/breaks/{id}"]


def _less(theirs: Theirs) -> None:
    del schema(theirs, "Person")["properties"]["initials"]


def _numbers(theirs: Theirs) -> None:
    one = schema(theirs, "ClockingKind")
    one.update({"type": "integer", "format": "int32", "enum": [0, 1, 2, 3]})


DIFFERENCES: tuple[tuple[Callable[[Theirs], None], str, str, str, str], ...] = (
    (_operation, "missing", "operation", "shoes", "GET /shoes"),
    (_query, "missing", "query", "clockings", "takes `sort`"),
    (_property, "missing", "property", "people", "response.shoeSize: string"),
    (_nested, "missing", "property", "clockings", "response.geolocation.altitude"),
    (_enum, "missing", "value", "clockings", "response.kind: `Telework`"),
    (
        _type,
        "differs",
        "type",
        "contracts",
        "response.code: integer, in the spec string",
    ),
    (_required, "differs", "required", "clockings", "body.terminal: required"),
    (_gone, "beyond", "operation", "breaks", "GET /breaks/{id}"),
    (_less, "beyond", "property", "people", "response.initials"),
)


@pytest.mark.parametrize(
    ("change", "side", "what", "collection", "says"),
    DIFFERENCES,
    ids=[one[0].__name__.strip("_") for one in DIFFERENCES],
)
def test_each_difference(
    theirs: Theirs,
    ours: View,
    change: Callable[[Theirs], None],
    side: str,
    what: str,
    collection: str,
    says: str,
) -> None:
    """Each way to differ is told with its collection and its place."""
    change(theirs)
    told = found(theirs, ours)
    assert {(one.side, one.what) for one in told} == {(side, what)}
    one = next(each for each in told if each.collection == collection)
    assert says in f"{one.place} {one.detail}"
    assert says.split(" ")[-1] in markdown(told)


def test_numbered_enums_are_not_compared(theirs: Theirs, ours: View) -> None:
    """Services that number their enums say nothing about the names."""
    _numbers(theirs)
    assert found(theirs, ours) == []


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "spec", tmp_path / "spec"))


def test_edits_are_proposed(theirs: Theirs, ours: View, copied: Path) -> None:
    """Missing properties and values are written into the spec, and nothing else."""
    for change in (_property, _nested, _enum, _operation):
        change(theirs)
    before = (copied / "collections" / "people.yaml").read_text("utf-8")
    made = propose(found(theirs, ours), loader.load(copied), copied)
    assert next(one.text for one in made if not one.done).startswith("operation GET")
    root = loader.load(copied)
    validation.check(root)
    new = root.collections["people"].fields["shoeSize"]
    assert (new.type, new.summary) == ("string", "Size of the shoe.")
    assert new.inferred is not None
    assert "Telework" in (
        root.collections["clockings"].types["ClockingKind"].values or []
    )
    assert "altitude" in (root.types["Geolocation"].fields or {})
    after = (copied / "collections" / "people.yaml").read_text("utf-8").splitlines()
    kept = [line for line in after if line in before.splitlines()]
    assert len(after) - len(kept) <= 4
    assert [line for line in before.splitlines() if line not in after] == []


def test_the_command(
    theirs: Theirs, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is told, proposed, and afterwards missing no more."""
    _property(theirs)
    path = tmp_path / "swagger.json"
    path.write_text(json.dumps(theirs), "utf-8")
    spec = ["--spec", str(copied)]
    proposing = ["compare", str(path), *spec, "--propose", "--format", "json"]
    assert __main__.main(proposing) == 1
    told = capsys.readouterr()
    assert [one["side"] for one in json.loads(told.out)] == ["missing"]
    assert "Add field `shoeSize`" in told.err
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):  # PowerShell's is the last.
        path.write_text(json.dumps(theirs), encoding)
        assert __main__.main(["compare", str(path), *spec]) == 0
        assert capsys.readouterr().out == "Nothing differs.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "no OpenAPI document"),
        ("{", "Expecting property name"),
        ("<html>", "no OpenAPI document"),
        ('{"swagger": "2.0", "paths": {}}', "Swagger 2.0 is not read"),
        ('{"openapi": "3.0.1", "paths": {"/pets": {"get": {}}}}', "no operation is"),
    ],
)
def test_other_documents_are_refused(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no document of the API is told with its file, not compared."""
    path = tmp_path / "swagger.json"
    path.write_text(text, "utf-8")
    assert __main__.main(["compare", str(path), "--spec", str(ROOT / "spec")]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{path}: ")
    assert said in told
