"""Proposals: what the spec lacks is written so that the spec says precisely that."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import __main__, validation
from generator.compare import view
from generator.compare.proposing import Proposal, saving
from generator.compare.proposing.editing import Append, Put, Rename, applied
from generator.compare.vendor import Vendor
from generator.reading import loader
from tests.depth import many

from .spec_edits import ROOT
from .swashbuckle import swagger

BASE = "/connector/protimeapi/api/v1"
Theirs = dict[str, Any]


@pytest.fixture(scope="module")
def vendor(document: Theirs) -> Theirs:
    return swagger(document, BASE)


def schema(theirs: Theirs, name: str) -> Theirs:
    found: Theirs = theirs["components"]["schemas"][f"{name}Dto"]
    return found


def properties(theirs: Theirs, name: str) -> Theirs:
    found: Theirs = schema(theirs, name)["properties"]
    return found


def answers(content: Theirs) -> Theirs:
    """Return an operation that answers with the content."""
    good = {
        "description": "Good.",
        "content": {"application/json": {"schema": content}},
    }
    return {"responses": {"200": good}}


def page(item: Theirs) -> Theirs:
    return {"type": "object", "properties": {"value": {"type": "array", "items": item}}}


def thing(**more: Theirs) -> Theirs:
    return {"type": "object", "properties": {"id": {"type": "integer"}, **more}}


class Room:
    """A repository with a spec, a vendor's document, and the command that compares."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.spec = folder, folder / "spec"
        self.document, self.capsys = folder / "swagger.json", capsys
        shutil.copytree(ROOT / "spec", self.spec)
        (folder / ".git").mkdir()

    def propose(self, theirs: Theirs, *more: str) -> list[str]:
        """Run the command; return what it says of its proposals."""
        self.document.write_text(json.dumps(theirs), "utf-8")
        given = ["compare", str(self.document), "--spec", str(self.spec)]
        assert __main__.main([*given, *(more or ["--propose"])]) in (0, 1, 2)
        validation.check(loader.load(self.spec), self.spec)
        lines = self.capsys.readouterr().err.replace(f"{self.spec}/collections/", "")
        return lines.splitlines()

    def files(self) -> dict[str, bytes]:
        """Return the bytes of the spec's files."""
        paths = self.spec.rglob("*.yaml")
        return {str(path.relative_to(self.spec)): path.read_bytes() for path in paths}

    def collection(self, name: str) -> Any:
        """Return what a file says to a reader that is not ours."""
        path = self.spec / "collections" / f"{name}.yaml"
        return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Room:
    return Room(tmp_path, capsys)


@pytest.fixture
def theirs(vendor: Theirs) -> Theirs:
    return copy.deepcopy(vendor)


# What YAML would take for something else, or for the end of something.
SAFE = ("yes", "null", "on", "true", "NaN", "Off", "n")
"""These can stand everywhere."""
NUMBERS = ("1", "2026-01-01", "0x1F", "1e3", "0o7")
"""Names of members of enums begin with letters, which these are given."""
AWKWARD = (
    *("#x", "a,b", "a: b", "@x", "- dash", "", "1.5", "~", "'", '"', "'a' \"b\""),
    *("\U0001f600", "a\nb", "\t", "{x}", "[x]", "*x", "&x", "!x", "%x", "|", ">"),
    *("? x", "=", "<<", ".inf", "12:30", "\u2028", "\ufeff", "\ud800", "\x00"),
    *("a #b", "a\\b", " lead", "trail ", "`x`", "a: `b`", "---", "...", "é", "key:"),
    *("long" * 90, "a long text, " * 40),
)
TEXTS = (*SAFE, *NUMBERS, *AWKWARD[:: many(1, 4)])
CATALOGS = {
    "Department": "departments",
    "Employer": "employers",
    "Job": "jobs",
    "JobCategory": "job-categories",
    "Sector": "sectors",
    "WorkLocation": "work-locations",
}


def shown(text: str) -> str:
    """Return a text as a message has it."""
    cut = text if len(text) <= 60 else f"{text[:60]}..."
    return f"`{cut}`" if cut.isprintable() else ascii(cut)


def short(value: object) -> str:
    return ascii(value)[:20]


PLACES = tuple(
    (number, text, [*CATALOGS][number % len(CATALOGS)])
    for number, text in enumerate(TEXTS)
)
"""Each text with its number, and the catalog that gets it."""


def plant_all(theirs: Theirs) -> None:
    """Plant each text as a value, a property, a summary and a collection's name."""
    schema(theirs, "ClockingKind")["enum"] += TEXTS
    for number, text, catalog in PLACES:
        found = properties(theirs, catalog)
        found[f"kind{number}x"] = {"type": "string", "enum": ["Plain", text]}
        found[f"part{number}x"] = {
            "type": "object",
            "properties": {text: {"type": "string"}, f"other{number}x": {}},
        }
        found[f"said{number}x"] = {"type": "string", "description": text}
        theirs["paths"][f"/{text}"] = {"get": answers(page(thing()))}


@frozen
class Planted:
    """A spec in which all was proposed, and what was said of it."""

    spec: Path
    first: Sequence[Proposal]
    second: Sequence[Proposal]

    def collection(self, name: str) -> Any:
        """Return what a file says to a reader that is not ours."""
        path = self.spec / "collections" / f"{name}.yaml"
        return yaml.safe_load(path.read_text("utf-8"))

    def told(self, words: str) -> bool:
        """Return whether something is told as not done."""
        return any(words in each.text for each in self.first if not each.done)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, vendor: Theirs) -> Planted:
    """Propose all of it at once, twice."""
    theirs = copy.deepcopy(vendor)
    plant_all(theirs)
    seen = Vendor(Path("swagger.json"), view(theirs, BASE), BASE)
    folder = Path(shutil.copytree(ROOT / "spec", tmp_path_factory.mktemp("a") / "spec"))

    def proposed() -> Sequence[Proposal]:
        root = loader.load(folder)
        validation.check(root, folder)
        found = seen.proposed(root, folder)
        saving.write(found, folder)
        return found.proposals

    return Planted(folder, proposed(), proposed())


@pytest.mark.heavy
def test_a_second_proposal_adds_nothing(planted: Planted) -> None:
    """What could not be done the first time is all that is said the second time."""
    assert [each.text for each in planted.second if each.done] == []
    undone = {each.text for each in planted.first if not each.done}
    assert {each.text for each in planted.second} <= undone


@pytest.mark.parametrize("text", TEXTS, ids=short)
def test_values(planted: Planted, text: str) -> None:
    """A value that can be a member stands in its enum as it is; others are told."""
    values = planted.collection("clockings")["types"]["ClockingKind"]["values"]
    assert (text in values) != planted.told(f"value {shown(text)} of `ClockingKind`: ")
    if text in (*SAFE, *NUMBERS):
        assert text in values


@pytest.mark.parametrize(("number", "text", "catalog"), PLACES, ids=short)
def test_new_enums(planted: Planted, number: int, text: str, catalog: str) -> None:
    """A new property keeps its values, or is a string because of one that is told."""
    content = planted.collection(CATALOGS[catalog])
    field = content["fields"][f"kind{number}x"]
    assert field["inferred"]
    if field["type"] == "string":
        assert planted.told(f"values of `kind{number}x`, now a string: ")
        assert text not in (*SAFE, *NUMBERS)
    else:
        assert content["types"][field["type"]]["values"] == ["Plain", text]
        assert field["type"].startswith(f"{catalog}Kind")


@pytest.mark.parametrize(("number", "text", "catalog"), PLACES, ids=short)
def test_properties(planted: Planted, number: int, text: str, catalog: str) -> None:
    """A property stands under its name as it is, or is told; others beside it stand."""
    content = planted.collection(CATALOGS[catalog])
    fields = content["types"][content["fields"][f"part{number}x"]["type"]]["fields"]
    assert f"other{number}x" in fields
    assert len(fields) == 1 + (text in fields)
    assert (text in fields) != planted.told(f"part{number}x.")
    if text in SAFE:
        assert fields[text]["type"] == "string"


@pytest.mark.parametrize(("number", "text", "catalog"), PLACES, ids=short)
def test_summaries(planted: Planted, number: int, text: str, catalog: str) -> None:
    """A summary that fits is the vendor's; otherwise it is the name in words."""
    field = planted.collection(CATALOGS[catalog])["fields"][f"said{number}x"]
    said = " ".join(text.split()).removesuffix(".")
    assert field["summary"] in (f"{said}.", f"Said{number}x.")
    if text in (*SAFE, *NUMBERS, "#x", "a: b", "- dash", "@x", "'", "key:", "é"):
        assert field["summary"] == f"{said}."


@pytest.mark.parametrize("text", TEXTS, ids=short)
def test_collections(planted: Planted, text: str) -> None:
    """A path gives a collection whose file loads, or is told with what to do."""
    name = {"NaN": "na-n"}.get(text, text.casefold())
    if text == "true":  # Its class would be called True.
        assert planted.told("collection `true`: ")
    elif text in SAFE:
        content = planted.collection(name)
        assert content["collection"] == name
        assert content.get("path", f"/{text}") == f"/{text}"
    elif text in ("1", "#x", "a: b", "@x"):
        assert planted.told(f"operation GET /{text}: write it by hand")


BLOCKS = """\
# Head, with an é.
first:  # beside
  # above
  one: {a: 1, b: [x, "y"]}  # beside a mapping
  two: 'text'
  list: [a, 'b: c']
  lines:
    - first   # of lines
    - second

    # below lines

last: |
  some
  text
"""
STYLES = {
    "blocks": BLOCKS,
    "of Windows": BLOCKS.replace("\n", "\r\n"),
    "without an end": BLOCKS.removesuffix("some\n  text\n").replace("|", "x").rstrip(),
    "braces": '{first: {one: {a: 1}, list: [a], lines: ["x"], two: t}, last: x}',
}
EDITS = {
    "a key": lambda text: Put("f", ("first", text), text),
    "a mapping": lambda text: Put("f", ("first", "one", text), {text: [text]}),
    "a section": lambda text: Put("f", (f"new{text}", text), {text: {text: text}}),
    "a value": lambda text: Put("f", ("first", "two"), text),
    "an element": lambda text: Append("f", ("first", "list"), text),
    "a line": lambda text: Append("f", ("first", "lines"), text),
    "a name": lambda text: Rename("f", ("first", "two"), text),
}


STANDING = {"a", "b", "first", "one", "two", "list", "lines", "last"}
"""Names in them: what is put under one of these takes the place of what stood there."""


def is_new_text(text: str) -> bool:
    """Whether a text is a new name, and YAML holds it: it holds no half a character."""
    return "\ud800" not in text and text not in STANDING


@settings(max_examples=many(2000, 60))
@given(
    style=st.sampled_from([*STYLES]),
    kind=st.sampled_from([*EDITS]),
    text=st.one_of(st.sampled_from(TEXTS), st.text(max_size=40)).filter(is_new_text),
)
@pytest.mark.deep
def test_quoting(style: str, kind: str, text: str) -> None:
    """Whatever the text, the file says it, and all that stood there stands there."""
    before = STYLES[style]
    after = applied(EDITS[kind](text), before)
    said = yaml.safe_load(after)
    expected = yaml.safe_load(before)
    first = expected["first"]
    if kind == "a key":
        first[text] = text
    elif kind == "a mapping":
        first["one"][text] = {text: [text]}
    elif kind == "a section":
        expected[f"new{text}"] = {text: {text: {text: text}}}
    elif kind == "a value":
        first["two"] = text
    elif kind == "a name":
        first[text] = first.pop("two")
    else:
        first["list" if kind == "an element" else "lines"].append(text)
    assert said == expected
    replaced = {"a value": "two", "a name": "two"}.get(kind)
    if replaced is None:
        left = iter(after)
        assert all(letter in left for letter in before)  # In the same order.
    assert {
        line for line in before.splitlines() if "#" in line and "{" not in line
    } <= {*after.splitlines()}


def move(theirs: Theirs, names: str, old: str, new: str, **more: object) -> None:
    """Give a property of some schemas another name."""
    for name in names.split():
        found = properties(theirs, name)
        found[new] = {**found.pop(old), **more}


def test_renames(theirs: Theirs, room: Room) -> None:
    """A property under another name is one field, whose old name is read as well."""
    move(theirs, "Employer", "companyRegistrationNumber", "companyRegistrationNr")
    move(theirs, "Geolocation", "longitude", "longitudes")
    move(theirs, "Absence", "startTimeInMinutes", "beginTimeInMinutes")
    move(theirs, "Assignment NewAssignment", "comments", "remark")
    told = room.propose(theirs)
    assert len([line for line in told if ": Rename field" in line]) == len(told) == 4
    field = room.collection("employers")["fields"]["companyRegistrationNr"]
    assert field["also"] == ["companyRegistrationNumber"]
    assert field["python"] == "company_registration_number"
    assert field["inferred"]
    absences = room.collection("absences")
    assert absences["item"]["moments"] == {"start": ["date", "beginTimeInMinutes"]}
    remark = room.collection("assignments")["fields"]["remark"]
    assert (remark["write"], remark["personal"]) == ("optional", True)
    assert [*absences["fields"]].index("beginTimeInMinutes") == 7
    assert room.propose(theirs, "--propose", "--format", "json") == []


@pytest.mark.heavy
def test_no_renames(theirs: Theirs, room: Room) -> None:
    """What is of another type, or only sent so, or has several likes, is added."""
    move(theirs, "Employer", "town", "towns", type="integer")
    move(theirs, "NewAssignment", "comments", "comment")
    move(theirs, "Person", "lastName", "familyName")
    move(theirs, "Person", "firstName", "givenName")
    told = room.propose(theirs)
    assert not [line for line in told if "Rename" in line]
    assert "towns" in room.collection("employers")["fields"]
    assert room.collection("assignments")["fields"]["comment"]["read"] == "never"
    assert room.propose(theirs) == []


def test_a_new_collection(theirs: Theirs, room: Room) -> None:
    """Its file has what the document says, and the client that is made of it works."""
    kind = {"type": "string", "enum": ["Low", "High"], "description": "How high it is"}
    shoe = thing(
        changeVersion={"type": "string"},
        kind=kind,
        person=thing(),
        sizes={"type": "array", "items": {"type": "number"}},
        parts={"type": "array", "items": thing(sole={"type": "object"}, kind=kind)},
    )
    new = {"type": "object", "required": ["kind"], "properties": {"kind": kind}}
    new["properties"]["glue"] = {"type": "string"}
    body = {"requestBody": {"content": {"application/json": {"schema": new}}}}
    taken = [{"name": name, "in": "query"} for name in ("filter", "delta", "sort")]
    theirs["paths"] |= {
        "/shoes": {
            "get": {
                "tags": ["People"],
                "summary": "Shoes" + "s" * 69,
                "parameters": taken,
                **answers(page(shoe)),
            },
            "post": {"responses": {"201": {"description": "Created."}}, **body},
        },
        "/shoes/{shoeId}": {
            "get": answers(shoe),
            "put": {"responses": {"200": {"description": "Updated."}}, **body},
            "delete": {"responses": {"200": {"description": "Deleted."}}},
            "patch": {"responses": {"204": {"description": "Patched."}}},
        },
        "/shoes/{shoeId}/repair": {"post": {"responses": {"204": {}}}},
    }
    told = room.propose(theirs)
    undone = [line.partition(": not done: ")[2] for line in told]
    assert sorted(filter(None, undone)) == [
        "operation PATCH /shoes/{shoeId}: write it by hand",
        "operation POST /shoes/{shoeId}/repair: write it by hand",
        "query GET /shoes takes `sort`: write it by hand",
    ]
    content = room.collection("shoes")
    assert content["summary"] == "Shoes."
    assert (content["domain"], content["item"]["new"]) == ("people", "NewShoe")
    assert content["scopes"]["write"] == ["connector-protimeapi-shoes.write"]
    kinds = ("list", "get", "create", "update", "delete", "delta")
    assert content["operations"].keys() == {*kinds}
    assert content["operations"]["list"]["where"] is True
    fields = content["fields"]
    assert fields["person"]["identifier"] == "people"
    assert (fields["kind"]["write"], fields["glue"]["read"]) == ("required", "never")
    assert content["types"]["ShoeKind"]["values"] == ["Low", "High"]
    assert content["types"]["ShoeKind"]["summary"] == "How high it is."
    parts = content["types"][fields["parts"]["type"]]["fields"]
    assert (parts["sole"]["type"], parts["kind"]["type"]) == ("json", "ShoeKind")
    assert all(field["inferred"] for field in [*fields.values(), *parts.values()])
    assert len(room.propose(theirs)) == 3


SHAPES: tuple[tuple[str, Theirs, str], ...] = (
    ("/shoe-sizes", page(thing()), ""),
    ("/ShoeSizes", {"type": "array", "items": thing()}, ""),
    (
        "/shoe-sizes/{code}",
        {"type": "object", "properties": {"code": {"type": "string"}}},
        "",
    ),
    ("/shops/{x}/floors/{id}/shoe-sizes", page(thing()), ""),
    ("/shoe-sizes", thing(), ""),
    ("/shoe-sizes", {}, "operation GET /shoe-sizes: write it by hand"),
    ("/shoe sizes", page(thing()), "operation GET /shoe sizes: write it by hand"),
    ("/../../shoes", page(thing()), "operation GET /../../shoes: write it by hand"),
    ("/..", page(thing()), "operation GET /..: write it by hand"),
    ("/settings", page(thing()), "collection `settings`: "),
    ("/people/{id}/shoes", page(thing()), "operation GET /people/{id}/shoes: "),
)


@pytest.mark.sampled(11)
@pytest.mark.parametrize(("path", "answer", "undone"), SHAPES)
def test_shapes_of_collections(
    path: str, answer: Theirs, undone: str, theirs: Theirs, room: Room
) -> None:
    """Whatever a path and an answer look like, the spec is right, or all is told."""
    before = room.files()
    theirs["paths"][path] = {"get": answers(answer)}
    told = "\n".join(room.propose(theirs))
    assert ("not done: " in told) == bool(undone)
    assert undone in told
    assert (room.files() == before) == bool(undone)
    assert not [line for line in room.propose(theirs) if "not done: " not in line]


@pytest.mark.heavy
def test_what_holds_itself(theirs: Theirs, room: Room) -> None:
    """A type that holds itself ends where it begins again, and that is told."""
    node = {"$ref": "#/components/schemas/NodeDto"}
    theirs["components"]["schemas"]["NodeDto"] = thing(
        above=node, below={"type": "array", "items": node}
    )
    properties(theirs, "Sector")["tree"] = node
    told = room.propose(theirs)
    assert [line.partition(": ")[2] for line in told] == [
        "Add field `tree`",
        "not done: type of `tree.above`, now json: recursive schema",
        "not done: type of `tree.below`, now json: recursive schema",
    ]
    fields = room.collection("sectors")["types"]["SectorTree"]["fields"]
    assert (fields["above"]["type"], fields["below"]["list"]) == ("json", True)


def _some(theirs: Theirs) -> None:
    properties(theirs, "Person")["shoeSize"] = {"type": "string"}
    properties(theirs, "Geolocation")["altitude"] = {"type": "number"}
    schema(theirs, "ClockingKind")["enum"].append("Telework")
    theirs["paths"]["/shoes"] = {"get": answers(page(thing()))}


@pytest.mark.heavy
@pytest.mark.parametrize("style", ["of Windows", "as it is", "without an end"])
def test_all_else_stays(style: str, theirs: Theirs, room: Room) -> None:
    """Comments, order and ends of lines stay; a patch says the same as the edits."""
    for path in room.spec.rglob("*.yaml"):
        text = path.read_bytes()
        text = text.replace(b"\n", b"\r\n") if style == "of Windows" else text
        path.write_bytes(text.rstrip() if style == "without an end" else text)
    before = room.files()
    _some(theirs)
    patch = room.folder / "proposed.patch"
    room.propose(theirs, "--patch", str(patch))
    assert room.files() == before
    room.propose(theirs)
    after = room.files()
    changed = {name for name in after if after[name] != before.get(name)}
    collections = {
        f"collections/{name}.yaml" for name in ("people", "clockings", "shoes")
    }
    assert changed == {"types.yaml", *collections}
    for name in changed & before.keys():
        left = iter(after[name])
        assert all(letter in left for letter in before[name])
        assert (b"\r\n" in after[name]) == (style == "of Windows")
        assert after[name].count(b"\r\n") in (0, after[name].count(b"\n"))
    for name in changed - before.keys():
        (room.spec / name).unlink()
    for name, content in before.items():
        (room.spec / name).write_bytes(content)
    (room.folder / ".git").rmdir()
    for command in (["init", "-q"], ["apply", "--whitespace=nowarn", str(patch)]):
        git = ["git", "-C", str(room.folder), *command]
        subprocess.run(git, check=True)  # noqa: S603 - fixed arguments
    assert room.files() == after


@pytest.mark.heavy
def test_a_spec_in_braces(theirs: Theirs, room: Room) -> None:
    """A spec that is written as JSON is edited like any other."""
    for path in (room.spec / "collections").iterdir():
        path.write_text(json.dumps(yaml.safe_load(path.read_text("utf-8"))), "utf-8")
    _some(theirs)
    assert not [line for line in room.propose(theirs) if "not done: " in line]
    assert room.propose(theirs) == []
    assert room.collection("people")["fields"]["shoeSize"]["type"] == "string"


def test_what_cannot_be_written(
    theirs: Theirs, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be written is told by name, and nothing is half done."""
    before = room.files()
    properties(theirs, "Person")["shoeSize"] = {"type": "string"}
    patch = room.folder / "none" / "a.patch"
    told = room.propose(theirs, "--patch", str(patch))
    assert told[0].startswith(str(patch.parent))
    assert room.files() == before


@pytest.mark.heavy
def test_generated(theirs: Theirs, room: Room) -> None:
    """What is made of the proposals is imported and has all of it."""
    _some(theirs)
    move(theirs, "Employer", "companyRegistrationNumber", "companyRegistrationNr")
    properties(theirs, "Person").update({name: {"type": "string"} for name in SAFE})
    room.propose(theirs)
    output = room.folder / "generated"
    given = ["--spec", str(room.spec), "--output", str(output)]
    assert __main__.main(["generate", *given]) == 0
    program = """
import protime
assert protime.ClockingKind("Telework")
assert "shoe_size" in protime.Person.__annotations__
assert "company_registration_number" in protime.Employer.__annotations__
assert protime.Protime.shoes and protime.Shoe
"""
    subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-c", program],
        env={"PYTHONPATH": f"{output}:{ROOT / 'runtime'}"},
        check=True,
    )
