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
    return {
        "openapi.yaml": document.text(package, f"{header(_ROOT)}\n"),
        "protime/py.typed": "",
        "protime/__init__.py": _write("package", public=package.public),
        "protime/api.py": _api(package),
        "protime/catalog.py": _write("catalog"),
        "protime/client.py": _client(package),
        "protime/references.py": _references(package),
        "protime/scopes.py": _write("scopes", scopes=package.scopes),
        **_models(package),
        **_collections(package),
    }


def _api(package: Package) -> str:
    return _write(
        "api", source="spec/api.yaml", api=package.api, domains=package.domains
    )


def _client(package: Package) -> str:
    return _write("client", collections=package.collections, modes=MODES)


def _references(package: Package) -> str:
    return _write(
        "references",
        source="spec/reference_types.yaml",
        references=package.references,
        models=[module for module in package.models if module.name == IDENTIFIERS],
        class_name=None,
    )


def _models(package: Package) -> dict[str, str]:
    texts = models.texts(package)
    files = {
        f"protime/models/{module.name}.py": _write(
            "model_module", source=module.source, module=module, body=texts[module.name]
        )
        for module in package.models
    }
    summary = "What the API's collections hold, one module for each collection."
    return {"protime/models/__init__.py": _empty(summary)} | files


def _collections(package: Package) -> dict[str, str]:
    files = {
        f"protime/collections/{module.attribute}.py": _collection(module, package)
        for module in package.collections
    }
    summary = "What the API's collections can be asked, one module for each."
    return {"protime/collections/__init__.py": _empty(summary)} | files


def _collection(module: CollectionModule, package: Package) -> str:
    used = (IDENTIFIERS, SHARED, module.attribute)
    return _write(
        "collection",
        source=module.source,
        module=module,
        class_name=module.class_name,
        models=[models for models in package.models if models.name in used],
        references=package.references,
        modes=MODES,
    )


def _empty(summary: str) -> str:
    return _write("empty_package", summary=summary)


def _write(template: str, *, source: str = _ROOT, **values: object) -> str:
    return _ENVIRONMENT.get_template(f"{template}.jinja").render(
        header=header(source), **values
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
