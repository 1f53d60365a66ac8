"""The Jinja environment, the two modes, and one function for each template."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2
from attrs import frozen

from generator import models
from generator.openapi import document
from generator.planning.package import (
    CollectionModule,
    Package,
)
from generator.planning.texts import WIDTH, block, header, wrapped
from generator.planning.types import IDENTIFIERS, SHARED

_TEMPLATES = Path(__file__).parent / "templates"
_ROOT = "spec/"
# Where a text stands deepest in an annotation, with its name and its quotes.
_TEXT_INDENT = 32


@frozen
class Mode:
    """How a method waits, and the words that differ for it."""

    prefix: str
    waits: bool
    with_: str
    for_: str


MODES = (
    Mode(prefix="", waits=False, with_="with", for_="for"),
    Mode(prefix="Async", waits=True, with_="async with", for_="async for"),
)


def render(package: Package) -> dict[str, str]:
    """Return the text of every file, by its path."""
    folder = package.api.package
    modules = {
        "py.typed": "",
        "__init__.py": _write("package", package, public=package.public),
        "api.py": _api(package),
        "catalog.py": _write("catalog", package),
        "client.py": _client(package, MODES[0]),
        "async_client.py": _client(package, MODES[1]),
        "references.py": _references(package),
        "scopes.py": _write("scopes", package, scopes=package.scopes),
        **_models(package),
        **_collections(package),
    }
    return {
        "openapi.yaml": document.text(package, f"{header(_ROOT)}\n"),
        **{f"{folder}/{path}": text for path, text in modules.items()},
    }


def _api(package: Package) -> str:
    return _write("api", package, source="spec/api.yaml", domains=package.domains)


def _client(package: Package, mode: Mode) -> str:
    return _write(
        "client",
        package,
        collections=package.collections,
        mode=mode,
        shown=package.shown,
    )


def _references(package: Package) -> str:
    return _write(
        "references",
        package,
        source="spec/reference_types.yaml",
        references=package.references,
        models=[module for module in package.models if module.name == IDENTIFIERS],
        class_name=None,
    )


def _models(package: Package) -> dict[str, str]:
    texts = models.texts(package)
    files = {
        f"models/{module.name}.py": _write(
            "model_module",
            package,
            source=module.source,
            module=module,
            body=texts[module.name],
        )
        for module in package.models
    }
    summary = "What the API's collections hold, one module for each collection."
    return {"models/__init__.py": _empty(summary, package)} | files


def _collections(package: Package) -> dict[str, str]:
    files = {
        f"collections/{module.attribute}.py": _collection(module, package)
        for module in package.collections
    }
    summary = "What the API's collections can be asked, one module for each."
    return {"collections/__init__.py": _empty(summary, package)} | files


def _collection(module: CollectionModule, package: Package) -> str:
    used = (IDENTIFIERS, SHARED, module.attribute)
    return _write(
        "collection",
        package,
        source=module.source,
        module=module,
        class_name=module.class_name,
        models=[models for models in package.models if models.name in used],
        references=package.references,
        modes=MODES,
    )


def _empty(summary: str, package: Package) -> str:
    return _write("empty_package", package, summary=summary)


def _write(
    template: str, package: Package, *, source: str = _ROOT, **values: object
) -> str:
    return _ENVIRONMENT.get_template(f"{template}.jinja").render(
        header=header(source), api=package.api, **values
    )


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python is written, not HTML
    )
    made.filters["docstring"] = block
    made.filters["literal"] = _literal
    made.filters["repr"] = repr
    made.filters["tuple"] = _tuple
    return made


def _literal(text: str) -> str:
    """Return the text as Python writes it, in pieces if a line cannot hold it."""
    lines = wrapped(text, WIDTH - _TEXT_INDENT)
    pieces = [repr(f"{line} ") for line in lines[:-1]] + [repr(lines[-1])]
    return f"({' '.join(pieces)})" if len(pieces) > 1 else pieces[0]


def _tuple(values: Iterable[object]) -> str:
    return repr(tuple(values))


_ENVIRONMENT = _environment()
