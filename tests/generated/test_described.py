"""What a collection says of itself is what the spec says of it.

The spec's own files are read, and none of the generator's code.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import protime
import protime_runtime
from protime.catalog import CATALOG, REFERENCES
from protime_runtime.catalog import FieldInfo, TypeInfo, describe, docstrings
from tests.calling import MODES, Mode, client
from tests.yamls import parsed

SPEC = Path(__file__).parents[2] / "spec"


def read(name: str) -> Any:
    return parsed((SPEC / name).read_text(encoding="utf-8"))


FILES = sorted((SPEC / "collections").glob("*.yaml"))
COLLECTIONS = {file.stem: read(f"collections/{file.name}") for file in FILES}
SHARED = read("types.yaml")
each_collection = pytest.mark.parametrize("name", COLLECTIONS)
Document = Mapping[str, Any]


def of(name: str, mode: Mode = "sync") -> Any:
    made = client(mode, tenant="acme", client_id="client", client_secret="secret")
    return getattr(made, name.replace("-", "_"))


def said(field: FieldInfo, document: Document, *, writes: bool = True) -> Document:
    """Return what a field says, with the words that the spec leaves out or in."""
    named = document.get("identifier", [])
    usual = {
        "python": field.python,
        "type": "identifier",
        "list": False,
        "map": False,
        "read": "sometimes",
        "write": "never",
        "minimum": None,
        "maximum": None,
        "max_length": None,
        "also": [],
        "personal": field.type == "references",
    }
    expected = {**usual, **document, "identifier": [named] if named else []}
    if isinstance(named, list):
        expected["identifier"] = named
    if not writes:
        expected["write"] = "never"
    expected = {key: expected[key] for key in (*usual, "identifier", "summary")}
    return {"said": {key: _listed(getattr(field, key)) for key in expected}} | {
        "spec": {**expected, "summary": " ".join(expected["summary"].split())}
    }


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@each_collection
def test_fields_say_what_the_spec_says(name: str) -> None:
    """In the spec's order, with names, types, limits and texts."""
    fields, document = CATALOG[name].fields, COLLECTIONS[name].get("fields", {})
    assert [field.wire for field in fields] == list(document)
    for field in fields:
        found = said(field, document[field.wire])
        assert found["said"] == found["spec"], field.wire


@each_collection
def test_types_say_what_the_spec_says(name: str) -> None:
    """With what the collection sends of them; what it never sends is not written."""
    own = COLLECTIONS[name].get("types", {})
    known = {**SHARED, **own}
    twins = {type["new"]: key for key, type in known.items() if "new" in type}
    found = {type.name: type for type in CATALOG[name].types}
    assert set(own) <= set(found)
    for key, info in found.items():
        document = known[twins.get(key, key)]
        assert list(info.values) == document.get("values", [])
        for member in getattr(protime, key) if info.values else ():
            assert member.name == member.name.upper()
        _check_fields(info, document.get("fields", {}), twin=key in twins)


def _check_fields(info: TypeInfo, document: Document, *, twin: bool) -> None:
    sent = {key for key, field in document.items() if "write" in field}
    assert {field.wire for field in info.fields} == (sent if twin else set(document))
    writes = any(field.write != "never" for field in info.fields)
    for field in info.fields:
        found = said(field, document[field.wire], writes=writes)
        assert found["said"] == found["spec"], (info.name, field.wire)


@each_collection
def test_operations_say_what_the_spec_says(name: str) -> None:
    """Of each the source, what is inferred, statuses, expansion and filters."""
    document = COLLECTIONS[name]["operations"]
    assert [operation.name for operation in CATALOG[name].operations] == list(document)
    for operation in CATALOG[name].operations:
        spec = document[operation.name]
        assert operation.source == spec.get("source")
        assert operation.inferred == spec.get("inferred")
        assert list(operation.filters) == spec.get("filters", [])
        assert list(operation.expand) == spec.get("expand", [])
        assert operation.where == spec.get("where", False)
        if "statuses" in spec:
            assert list(operation.statuses) == spec["statuses"]
        if "external_references" in spec:
            assert list(operation.external_references) == spec["external_references"]
        if "path" in spec:
            assert operation.path == spec["path"]
        if "body" in spec:
            assert operation.body == spec["body"]


@each_collection
def test_collections_say_what_the_spec_says(name: str) -> None:
    """Their domain, scopes, item, references and whether they send events."""
    info, document = CATALOG[name], COLLECTIONS[name]
    item = document.get("item", {})
    assert (info.item, info.new_item) == (item.get("name"), item.get("new"))
    assert info.model.__name__ == (info.item or "object")
    assert (info.name, info.domain) == (name, document["domain"])
    assert info.summary == " ".join(document["summary"].split())
    assert CATALOG.summaries(info.domain)[name] == info.summary
    assert list(info.read_scopes) == document["scopes"].get("read", [])
    assert list(info.write_scopes) == document["scopes"].get("write", [])
    assert set(info.external_references) == set(document.get("external_references", []))
    assert info.path == document.get("path", f"/{name}")
    assert info.webhooks == document.get("webhooks", False)
    for path in {operation.path for operation in info.operations}:
        wires = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        assert set(wires) <= {*document.get("path_parameters", {}), "id"}


def test_references_say_what_the_spec_says() -> None:
    """Each item, its predefined names, and the type of its ids."""
    document = read("reference_types.yaml")
    assert set(REFERENCES) == set(document)
    for name, info in REFERENCES.items():
        spec = document[name]
        assert (info.collection, info.item) == (name, spec["item"])
        assert set(info.predefined) == set(spec.get("predefined", {}))
        assert info.id_type == spec.get("id", "integer")


@each_collection
@pytest.mark.parametrize("mode", MODES)
def test_collections_of_both_clients_describe_themselves(name: str, mode: Mode) -> None:
    """They say the same as the catalog, which reads each of them once."""
    collection = of(name, mode)
    assert collection.info == describe(collection) == CATALOG[name]
    assert collection.info is describe(collection)


def test_the_catalog_holds_collections_only() -> None:
    assert list(CATALOG) == sorted(COLLECTIONS)
    assert len(CATALOG) == len(COLLECTIONS)
    assert "cars" not in CATALOG
    assert CATALOG.get("calendars") is None
    with pytest.raises(TypeError, match="str is no collection of a client"):
        describe("clockings")


PROGRAM = """
from protime.catalog import CATALOG
print(CATALOG["clockings"].fields[0].summary)
print(CATALOG["clockings"].filters[0].summary, CATALOG.summaries("access"))
"""


def _said(*given: str, home: Path) -> str:
    path = [str(home), *(entry for entry in sys.path if "site-packages" in entry)]
    program = f"import sys; sys.path[:0] = {path!r}\n{PROGRAM}"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-S", *given, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_texts_are_read_from_an_archive(tmp_path: Path) -> None:
    """As of a wheel that is imported without being unpacked."""
    archive = tmp_path / "protime.zip"
    with zipfile.ZipFile(archive, "w") as held:
        for package in (protime, protime_runtime):
            folder = Path(str(package.__file__)).parent
            for file in folder.rglob("*.py"):
                held.write(file, file.relative_to(folder.parent))
    told = _said(home=archive)
    assert told.splitlines()[0] == CATALOG["clockings"].fields[0].summary != ""
    assert CATALOG.summaries("access")["access-clockings"] in told


def test_facts_stay_without_sources(tmp_path: Path) -> None:
    """Of modules without a source all is told but the texts."""
    for package in (protime, protime_runtime):
        folder = Path(str(package.__file__)).parent
        for file in folder.rglob("*.py"):
            copy = tmp_path / file.relative_to(folder.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    compileall.compile_dir(tmp_path, quiet=1, legacy=True)
    for file in tmp_path.rglob("*.py"):
        file.unlink()
    assert _said(home=tmp_path).split() == ["{'access-clockings':", "''}"]


def test_texts_are_read_through_a_loader_that_has_bytes_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As pytest's own, which loads what an installed plugin comes with."""
    module = "protime.models.clockings"
    expected = docstrings._of_module(module)
    spec = docstrings.find_spec(module)
    assert spec is not None
    loader = SimpleNamespace(get_data=lambda path: Path(path).read_bytes())
    found = SimpleNamespace(origin=spec.origin, loader=loader)
    monkeypatch.setattr(docstrings, "find_spec", lambda name: found)
    assert docstrings._of_module.__wrapped__(module) == expected
    assert expected["Clocking"]["id"]
