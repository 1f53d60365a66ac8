"""The names that validation reads from sources are those that classes really have."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import protime
from generator.planning import public
from generator.spec import Spec
from generator.validation import taken
from protime_runtime import types
from protime_runtime.asking import markers
from protime_runtime.client.aio import AsyncClient
from protime_runtime.client.sync import Client

from .conftest import GOLDEN, ROOT

PACKAGES = (ROOT / "generated" / "protime", GOLDEN / "generated" / "golden")


def own(kind: type) -> set[str]:
    """Return the attributes of a class that a name of the spec could be."""
    return {name for name in dir(kind) if not name.startswith("_")}


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_the_clients_attributes(kind: type) -> None:
    """No collection can take the name of anything that a client has."""
    assert own(kind) >= {"raw", "with_options"}
    assert own(kind) <= taken.client()


@pytest.mark.parametrize("base", ["Model", "Identifier"])
def test_the_models_attributes(base: str) -> None:
    """No field can take the name of anything that its base has."""
    assert own(getattr(types, base)) >= {"to_dict"}
    assert own(getattr(types, base)) <= taken.model(base)


def bound(path: Path) -> set[str]:
    """Return what a module imports from elsewhere than from the spec's own modules."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level
        for alias in node.names
        if (node.module or "").partition(".")[0] not in ("protime", "golden")
    }


def test_what_modules_import(real: Spec) -> None:
    """No class can take the name of anything that a generated module imports."""
    modules = [path for package in PACKAGES for path in package.rglob("*.py")]
    found = {name for path in modules for name in bound(path)}
    assert {"Mapping", "Date", "StrEnum"} <= found
    assert found <= taken.classes(real.api)


def test_what_the_package_offers(real: Spec) -> None:
    """No class can take the name of anything that is no class of the spec's."""
    named = {name for names in public.RUNTIME.values() for name in names}
    assert named < set(protime.__all__)
    assert named | {"Protime", "AsyncProtime", "Scope"} <= taken.classes(real.api)


def test_the_markers() -> None:
    """Markers are those of the runtime, which a collection's class may hide."""
    real = {
        name
        for name, kind in vars(markers).items()
        if inspect.isclass(kind) and issubclass(kind, markers.Property)
    }
    assert taken.markers() == real


@pytest.mark.parametrize("name", ["Counter", "Text", "Room", "Person", "Absence"])
def test_others_are_free(real: Spec, name: str) -> None:
    """What generated code does not use is nobody's."""
    assert name not in taken.classes(real.api)
