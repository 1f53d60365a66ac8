"""The spec against a document like those of .NET services, different in known ways."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import __main__
from generator.compare import Difference, View, compare, comparison, documents, view
from generator.compare.reporting import as_json, markdown, status
from generator.problems import SpecError
from tests.depth import many
from tests.yamls import written

from .spec_edits import ROOT
from .styles import BASE, dicts, no_schemas
from .swashbuckle import swagger

Theirs = dict[str, Any]


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


def _operation(theirs: Theirs) -> None:
    theirs["paths"]["/shoes"] = {"get": {"tags": ["Shoes"], "responses": {"200": {}}}}


def _property(theirs: Theirs) -> None:
    new = {"type": "string", "nullable": True, "description": "Size of the shoe."}
    schema(theirs, "Person")["properties"]["shoeSize"] = new


def _nested(theirs: Theirs) -> None:
    schema(theirs, "Geolocation")["properties"]["altitude"] = {"type": "number"}


def _enum(theirs: Theirs) -> None:
    schema(theirs, "ClockingKind")["enum"].append("Telework")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "spec", tmp_path / "spec"))


def _unknown(theirs: Theirs) -> None:
    del theirs["paths"]["/breaks"]["get"]["responses"]["200"]["content"]
    schema(theirs, "Contract")["properties"]["code"] = {"$ref": "#/components/Code"}


def _empty(theirs: Theirs) -> None:
    responses = {"200": {"description": "OK"}}
    theirs["paths"] = {"/breaks": {"get": {"responses": responses}}}


REPORT = """\
## What the vendor has and the spec lacks (6)

- `clockings`
  - property, GET /clockings: response.geolocation.altitude: number
  - value, GET /clockings: response.kind: `Telework`
  - property, POST /clockings: body.geolocation.altitude: number
  - value, POST /clockings: body.kind: `Telework`
- `people`
  - property, GET /people: response.shoeSize: string
- `shoes`
  - operation, GET /shoes

## What could not be compared (2)

- 1 answer has no schema
  - GET /breaks, response at $.paths['/breaks'].get
- 1 reference leads nowhere
  - GET /contracts, response.code: dangling $ref '#/components/Code' at\
 $.components.schemas.ContractDto.properties.code.$ref

6 differences.

96 operations: 82 answers, 11 bodies compared; 1 answer has no schema;\
 1 reference leads nowhere.
"""


def test_the_report(theirs: Theirs, ours: View) -> None:
    """It says what differs and where, and ends with how much was compared."""
    for change in (_property, _nested, _enum, _operation, _unknown):
        change(theirs)
    assert markdown(comparison(view(theirs, BASE), ours)) == REPORT


def test_much_that_could_not_be_compared_is_counted(theirs: Theirs, ours: View) -> None:
    """People read some places of each reason, programs read all of them."""
    no_schemas(theirs)
    result = comparison(view(theirs, BASE), ours)
    assert "  - and 78 more, which `--format json` lists" in markdown(result)
    rows = json.loads(as_json(result))["uncompared"]
    assert len(rows) == 83
    assert {row["reason"] for row in rows} == {"answer"}


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (
            None,
            0,
            "Nothing differs.\n\n96 operations: 83 answers, 11 bodies compared.\n",
        ),
        (_property, 1, "1 difference.\n"),
        (_unknown, 2, "Nothing differs in what could be compared; that was not all.\n"),
        (_empty, 1, "Nothing was compared of what operations take and give.\n"),
    ],
)
def test_the_status(
    theirs: Theirs,
    ours: View,
    change: Callable[[Theirs], None] | None,
    code: int,
    says: str,
) -> None:
    """All is clear only where all was compared, whatever else was found."""
    if change:
        change(theirs)
    result = comparison(view(theirs, BASE), ours)
    assert status(result) == code
    assert says in markdown(result)


@pytest.mark.heavy
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
    content = json.loads(told.out)
    assert [row["side"] for row in content["differences"]] == ["missing"]
    assert content["compared"] == {"operations": 96, "answers": 83, "bodies": 11}
    assert content["uncompared"] == []
    assert "Add field `shoeSize`" in told.err
    assert __main__.main(["compare", str(path), *spec]) == 0
    assert capsys.readouterr().out.startswith("Nothing differs.\n")


def test_how_files_are_saved(tmp_path: Path) -> None:
    """A document is the same as JSON or YAML, in each encoding of Windows."""
    path = tmp_path / "swagger"
    theirs = {"openapi": "3.0.1", "paths": {"/péople": {"get": {"deprecated": True}}}}
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):  # PowerShell's is the last.
        path.write_text(json.dumps(theirs), encoding)
        assert documents.read(path) == theirs
    path.write_text(written(theirs), "utf-8")
    assert documents.read(path) == theirs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "no OpenAPI document"),
        ("{", "Expecting property name"),
        ("<html>", "no OpenAPI document"),
        ("", "no OpenAPI document"),
        ('{"openapi": "3.0.1", "paths": null}', "no OpenAPI document"),
        ('{"openapi": "3.0.1", "paths": []}', "no OpenAPI document"),
        ('{"swagger": "2.0", "paths": {}}', "Swagger 2.0 is not read"),
        ('{"paths": ' + "[" * 100_000, "nested too deep"),
        ("paths: " + "[" * 100_000, "nested too deep"),
        ("paths: {a: 0x" + "f" * 6000 + "}", "a number of 6002 digits"),
        ("paths: {? [1] : a}", "found unhashable key"),
        ("paths: !!python/object:os.system x", "could not determine a constructor"),
        ("paths: {2024-01-45: 1}", "day is out of range"),
    ],
    ids=range(13),
)
def test_other_documents_are_refused(text: str, said: str, tmp_path: Path) -> None:
    """What is no document of the API is told with its file, not compared."""
    path = tmp_path / "swagger.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SpecError) as raised:
        documents.read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert said in str(raised.value)


def test_other_services_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document without any operation of ours is that of something else."""
    path = tmp_path / "swagger.json"
    path.write_text('{"openapi": "3.0.1", "paths": {"/pets": {"get": {}}}}', "utf-8")
    assert __main__.main(["compare", str(path), "--spec", str(ROOT / "spec")]) == 1
    assert capsys.readouterr().err.startswith(f"{path}: no operation is one below")


def _laughs() -> str:
    inner = "{type: object, properties: {x: *%d, value: *%d}}"
    lines = [f"a{place}: &{place + 1} {inner % (place, place)}" for place in range(48)]
    return "\n".join(["a: &0 {type: string}", *lines])


HOSTILE = {
    "itself": "a: &schema {properties: {value: *schema, b: *schema}, allOf: [*schema]}",
    "twice as many each time": _laughs(),
    "nested": "a: &schema " + '{"type": "array", "items": ' * 300 + "{}" + "}" * 300,
}


@pytest.mark.parametrize("schemas", HOSTILE.values(), ids=HOSTILE)
def test_hostile_schemas_end(schemas: str, ours: View, tmp_path: Path) -> None:
    """A schema in itself, shared or nested without end is read in no time."""
    last = "schema" if "&schema" in schemas else "48"
    path = tmp_path / "swagger.yaml"
    path.write_text(
        f"{schemas}\npaths: {{/api/breaks: {{get: {{responses: {{200: {{content:"
        f" {{application/json: {{schema: *{last} }}}}}}}}}}}}}}\n"
    )
    result = comparison(view(documents.read(path), BASE), ours)
    assert result.operations == 1
    assert not result.is_clear


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(many(deep=300, usual=6)))
def test_no_spoiled_document_ends_in_a_traceback(
    theirs: Theirs, ours: View, seed: int
) -> None:
    """Whatever stands anywhere in a document, a report is made of it."""
    random = Random(seed)  # noqa: S311 - nothing is secret
    places = [
        (mapping, key) for mapping in dicts(theirs["paths"]) for key in mapping
    ] + [(mapping, key) for mapping in dicts(theirs["components"]) for key in mapping]
    for mapping, key in random.sample(places, 20):
        mapping[key] = random.choice(SPOILS)
    result = comparison(view(theirs, BASE), ours)
    assert "compared" in markdown(result)
    assert json.loads(as_json(result))["compared"]["operations"]


SPOILS: tuple[Any, ...] = (
    *(None, [], {}, 5, 1.5, "x", "", True, False, [None], [[]], {"a": None}),
    *({"$ref": "#/x"}, {"$ref": "#"}, {"$ref": None}, {"$ref": ["a"]}),
    *({"allOf": []}, {"allOf": [None]}, {"oneOf": [{"type": "null"}]}),
    *({"type": []}, {"type": {}}, {"enum": [[1]]}, {"enum": [{}, None]}),
    *({"required": [{}]}, {"items": True}, {"const": None}, {None: 1, 5: {}}),
    *({"exclusiveMinimum": True}, float("nan"), float("inf"), "\ud800"),
)
