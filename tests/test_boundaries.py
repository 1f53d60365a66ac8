"""Who imports whom, what importing costs, and that models carry the spec's names."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import get_type_hints

import attrs
import jinja2
import pytest
from jinja2 import nodes

import protime
from protime.catalog import CATALOG
from protime_runtime.catalog import CollectionInfo
from protime_runtime.reading.converter import converter, unstructure
from protime_runtime.reading.decoder import Decoder
from protime_runtime.types import OpenEnum
from tests.imports import circles, floors, graph
from tests.imports import imports as imports_of
from tests.imports import modules as parsed
from tests.rooms import HOUSES
from tests.samples import Samples

ROOT = Path(__file__).parent.parent
SHIPPED = (
    "protime",
    "protime_runtime",
    "protime_emulator",
    "protime_sync",
    "protime_cli",
)
ANYWHERE = set(sys.stdlib_module_names) | {"attrs"}


def folder(package: str) -> Path:
    """Return where a package lives: installed, or for the generator in the checkout."""
    spec = find_spec(package) if package in SHIPPED else None
    return Path(str(spec.origin)).parent if spec else ROOT / package


def modules(package: str) -> dict[str, ast.Module]:
    """Return the parsed source of each module, by its dotted name."""
    return parsed(package, folder(package))


def imports(package: str, module: str) -> set[str]:
    """Return the dotted names of what a module imports."""
    return imports_of(module, modules(package))


def all_imports(package: str) -> Iterator[tuple[str, str]]:
    """Return each module with each of the modules that it imports."""
    for module in modules(package):
        for other in imports(package, module):
            yield module, other


def top(name: str) -> str:
    return name.partition(".")[0]


EXTRAS = ("protime_emulator", "protime_sync", "protime_cli")
OWN = {
    "protime_runtime": {
        *("protime_runtime", "httpx", "cattrs", "msgspec"),
        *("keyring", "opentelemetry", "pandas", "polars", "pyarrow"),
        *("pydantic_core", "xlsxwriter"),
    },
    "protime": {"protime", "protime_runtime"},
    "protime_emulator": {
        *("protime_emulator", "protime", "protime_runtime"),
        *("anyio", "msgspec", "starlette", "uvicorn", "httpx", "pytest", "rich"),
    },
    "protime_sync": {
        *("protime_sync", "protime", "protime_runtime"),
        *("dlt", "duckdb", "msgspec", "psycopg", "pyarrow", "pyspark"),
        *("cryptography", "prometheus_client", "sqlalchemy"),
    },
    "protime_cli": {
        *("protime_cli", "protime", "protime_runtime"),
        *("click", "rich", "httpx", "cattrs"),
    },
    "generator": {
        *("generator", "cattrs", "yaml", "jinja2"),
        *("datamodel_code_generator", "watchfiles"),
    },
}
"""What each package may import besides the standard library and attrs."""


@pytest.mark.parametrize("package", OWN)
def test_packages_import_only_what_they_may(package: str) -> None:
    """Arrows point one way: extras to generated to runtime, and nothing else."""
    wrong = {
        (module, imported)
        for module, imported in all_imports(package)
        if top(imported) not in ANYWHERE | OWN[package]
    }
    assert not wrong
    assert len(modules(package)) > 10


@pytest.mark.parametrize(
    ("library", "importers"),
    [
        (
            "httpx",
            {
                "protime_runtime.client." + name
                for name in ("aio", "direct", "own_http", "sync")
            },
        ),
        ("cattrs", {"protime_runtime.reading.converter"}),
        (
            "msgspec",
            {
                "protime_runtime.reading.documents",
                "protime_runtime.reading.native",
                "protime_runtime.reading.native_rows",
                "protime_runtime.tables.cells",
                "protime_runtime.tables.objects",
            },
        ),
        ("pyarrow", {"protime_runtime.tables.arrays"}),
        ("xlsxwriter", {"protime_runtime.tables.excel"}),
    ],
)
def test_one_module_knows_each_library(library: str, importers: set[str]) -> None:
    """The clients know httpx, the converter knows cattrs, the tables pyarrow."""
    knowing = {
        one for one, other in all_imports("protime_runtime") if top(other) == library
    }
    assert knowing <= importers


@pytest.mark.parametrize("package", HOUSES)
def test_rooms_import_downwards_only(package: str) -> None:
    """But for what is still to be turned, of which there may only be less."""
    house = HOUSES[package]
    found = house.upward_arrows(graph(package, folder(package)))
    assert len(found) <= house.upward, "\n".join(["Upwards:", *found])


@pytest.mark.parametrize("package", HOUSES)
def test_no_modules_import_each_other(package: str) -> None:
    """Texts that are given to ``import_module`` are seen as well."""
    found = circles(graph(package, folder(package)))
    assert len(found) <= HOUSES[package].circles, found


@pytest.mark.parametrize("package", HOUSES)
def test_floors_are_no_more_than_they_were(package: str) -> None:
    """How many modules stand on one another; where there are less, lower the number."""
    heights = floors(graph(package, folder(package)))
    highest = max(heights.values())
    top = sorted(name for name, height in heights.items() if height == highest)
    assert highest <= HOUSES[package].floors, f"{highest} floors below {top}"


@pytest.mark.parametrize("package", HOUSES)
def test_a_class_has_a_name_of_its_own(package: str) -> None:
    """No two modules of a package mean different things by one word."""
    found: dict[str, list[str]] = {}
    for module, tree in modules(package).items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name.lstrip("_"), []).append(module)
    twice = {name: where for name, where in found.items() if len(where) > 1}
    assert not twice


def test_type_checking_imports_only_where_loading_is_lazy() -> None:
    """Only lazy front doors do so, and what others may need."""
    found = {
        module
        for package in (*SHIPPED, "generator")
        for module, tree in modules(package).items()
        if any(
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for node in ast.walk(tree)
        )
    }
    lazy = {"protime", "protime.async_client", "protime.client"}
    lazy |= {
        f"protime_runtime.{name}"
        for name in (
            "catalog",
            "collections",
            "paging.parallel",
            "paging.prefetch",
            "values",
        )
    }
    found = {one for one in found if top(one) not in EXTRAS}
    assert {one for one in found if not one.startswith("protime.collections.")} == lazy


def test_models_import_only_models_and_the_vocabulary() -> None:
    """Models stand on each other and on the runtime's types, and on nothing else."""
    for module, imported in all_imports("protime"):
        if module.startswith("protime.models") and top(imported) not in ANYWHERE:
            allowed = imported.startswith("protime.models")
            assert allowed or imported == "protime_runtime.types", (module, imported)


def test_collections_do_not_know_each_other() -> None:
    """A collection imports models, references, scopes and the runtime."""
    allowed = ("protime.models", "protime.references", "protime.scopes")
    for module, imported in all_imports("protime"):
        if module.startswith("protime.collections") and top(imported) == "protime":
            assert imported.startswith(allowed), (module, imported)


def test_generator_is_imported_by_none() -> None:
    """Nothing that is shipped knows the generator, and it knows nothing shipped."""
    for package in SHIPPED:
        assert "generator" not in {top(other) for _, other in all_imports(package)}
    assert not {top(other) for _, other in all_imports("generator")} & set(SHIPPED)


TEMPLATES = sorted((ROOT / "generator" / "templates").rglob("*.jinja*"))
TYPE_TESTS = {"string", "mapping", "sequence", "iterable", "number", "integer", "float"}


@pytest.mark.parametrize("path", [pytest.param(one, id=one.name) for one in TEMPLATES])
def test_templates_compute_nothing(path: Path) -> None:
    """Templates hold no assignment, no call into Python and no test on a type."""
    tree = jinja2.Environment(autoescape=False).parse(path.read_text("utf-8"))  # noqa: S701 - Python, not HTML
    kinds = (nodes.Assign, nodes.AssignBlock, nodes.Call, nodes.CallBlock)
    wrong = [(type(node).__name__, node.lineno) for node in tree.find_all(kinds)]
    assert not wrong
    assert not {node.name for node in tree.find_all(nodes.Test)} & TYPE_TESTS


def test_importing_costs_nothing() -> None:
    """``import protime`` loads no dependency and no model before a name is used."""
    heavy = (
        "attr",
        "attrs",
        "cattrs",
        "httpx",
        "msgspec",
        "protime_runtime",
        "asyncio",
    )
    program = "import sys; import protime; print(*sorted(sys.modules))"
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "protime" in loaded
    assert not [one for one in loaded if top(one) in heavy or "protime." in one]


def test_describing_loads_nothing_that_sends() -> None:
    """Help and completion describe a collection without HTTP, decoding or waiting."""
    heavy = ("asyncio", "cattrs", "httpx", "msgspec", "ssl")
    program = (
        "import sys; from protime.catalog import CATALOG; info = CATALOG['clockings'];"
        " [field.summary for field in info.fields]; print(*sorted(sys.modules))"
    )
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "protime.collections.clockings" in loaded
    assert "protime.collections.people" not in loaded
    assert not [one for one in loaded if top(one) in heavy]
    rooms = ("reading", "paging", "sending", "client")
    kept = tuple(f"protime_runtime.{room}" for room in rooms)
    assert not [one for one in loaded if one.startswith(kept)]


def test_listing_collections_loads_none() -> None:
    """The command's own help names and sums up all collections, and imports none."""
    program = (
        "import sys; from protime.catalog import CATALOG; found = list(CATALOG);"
        " told = {**CATALOG.summaries('time'), **CATALOG.summaries('people')};"
        " assert len(found) > 30 and all(told.values()); print(*sorted(sys.modules))"
    )
    loaded = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not [one for one in loaded if one.startswith("protime.collections")]


def test_public_names_resolve() -> None:
    """Every public name can be imported, and type checkers know the same ones."""
    assert protime.__all__ == sorted(set(protime.__all__))
    for name in protime.__all__:
        assert getattr(protime, name).__name__ if name[0].isupper() else True, name
    assert set(protime.__all__) <= set(dir(protime))
    tree = modules("protime")["protime"]
    known = {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        for one in node.body
        if isinstance(one, ast.ImportFrom)
        for alias in one.names
    }
    assert known == set(protime.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Clockwork'"):
        protime.Clockwork  # noqa: B018 - looking it up is the test


def model_classes() -> list[type]:
    """Return every class of `protime.models`."""
    package = import_module("protime.models")
    return [
        one
        for info in iter_modules(package.__path__, "protime.models.")
        for one in vars(import_module(info.name)).values()
        if isinstance(one, type) and one.__module__ == info.name
    ]


def test_every_hook_builds() -> None:
    """Every model and enum can be read and written; no hook fails at first use."""
    built = 0
    for model in model_classes():
        if attrs.has(model):
            get_type_hints(model)
            converter.get_structure_hook(model)
            converter.get_unstructure_hook(model)
            built += 1
        else:
            assert issubclass(model, OpenEnum)
            converter.get_structure_hook(model)
    assert built >= 60


def test_models_are_values() -> None:
    """Models are frozen, slotted and keyword-only."""
    for model in filter(attrs.has, model_classes()):
        fields = attrs.fields(model)
        assert all(one.kw_only for one in fields if one.name != "_kept"), model
        assert model.__setattr__ is not object.__setattr__, model
        assert "__dict__" not in vars(model).get("__slots__", ("__dict__",)), model


@pytest.mark.parametrize("info", CATALOG.values(), ids=lambda one: one.name)
def test_items_are_read_whole_and_written_as_far_as_they_may(
    info: CollectionInfo,
) -> None:
    """All that an answer may hold is read; written back is what may be sent."""
    if info.item is None:
        return
    answer = Samples(info, an_id).answer(info.item)
    item = Decoder(strict=True).item(answer, getattr(protime, info.item), b"")
    for one in info.fields:
        if one.read != "never" and one.type not in ("references", "json"):
            assert getattr(item, one.python) is not None, one.wire
    if info.new_item is not None:
        sendable = {one.wire for one in info.fields if one.write != "never"}
        written = unstructure(item)
        assert isinstance(written, dict)
        assert set(written) == sendable & set(answer)


def an_id(collection: str) -> object:
    info = CATALOG.get(collection)
    return "3f2504e0" if info is not None and info.id_type == "string" else 4781
