"""Public names: everything that can go wrong can be imported from ``protime``."""

from __future__ import annotations

import ast

import pytest

from generator.planning import public
from generator.planning.package import Package

from .conftest import ROOT

RUNTIME = ROOT / "runtime" / "protime_runtime"


def declared(module: str) -> set[str]:
    """Return the public names of a module of the runtime, without importing it."""
    path = RUNTIME.parent / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.ClassDef, ast.FunctionDef)
    return {one.name for one in tree.body if isinstance(one, kinds)}


@pytest.mark.parametrize("module", public.RUNTIME)
def test_the_runtime_has_what_is_offered(module: str) -> None:
    assert set(public.RUNTIME[module]) <= declared(module)


def test_every_error_is_offered() -> None:
    offered = set(public.RUNTIME["protime_runtime.errors"])
    found = {name for name in declared("protime_runtime.errors") if name[0] != "_"}
    # What a failed request was is read from errors, and not imported.
    assert found <= offered | {"RequestInfo"}


def test_every_model_is_offered(package: Package) -> None:
    offered = {one.name for one in package.public}
    for module in package.collections:
        assert {module.item, module.new_item} - {None} <= offered


def test_names_are_sorted_and_unique(package: Package) -> None:
    offered = [one.name for one in package.public]
    assert offered == sorted(set(offered))
