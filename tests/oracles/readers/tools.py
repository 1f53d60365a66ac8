"""The readers, each of which returns what it could not read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

DOCUMENT = Path(__file__).parents[3] / "generated" / "openapi.yaml"
RULES = 'extends: ["spectral:oas"]\n'
Document = dict[str, Any]


def load() -> Document:
    """Return the document."""
    content: Document = yaml.safe_load(DOCUMENT.read_text("utf-8"))
    return content


def operations(document: Document) -> dict[str, tuple[str, str, Document]]:
    """Return method, path and description of each operation, by its id."""
    return {
        one["operationId"]: (verb, path, one)
        for path, item in document["paths"].items()
        for verb, one in item.items()
        if isinstance(one, dict) and "operationId" in one
    }


def validated(document: Document) -> list[str]:
    """Check the document against the rules of its format."""
    from openapi_spec_validator import OpenAPIV31SpecValidator

    return [one.message for one in OpenAPIV31SpecValidator(document).iter_errors()]


def spectral(program: str, folder: Path) -> list[str]:
    """Lint with the rules for OpenAPI; only errors count."""
    rules = folder / "rules.yaml"
    rules.write_text(RULES, "utf-8")
    done = _run(program, "lint", "--ruleset", str(rules), "-f", "json", str(DOCUMENT))
    found = json.loads(
        (done.partition("\n[")[2] and "[" + done.partition("\n[")[2]) or done
    )
    return [f"{one['code']} {one['path']}" for one in found if one["severity"] == 0]


def openapi_python_client(document: Document, folder: Path) -> list[str]:
    """Generate a client, and return operations and schemas that it lacks."""
    target = folder / "opc"
    said = _run(
        *(_tool("openapi-python-client"), "generate", "--path", str(DOCUMENT)),
        *("--meta", "none", "--output-path", str(target)),
    )
    problems = re.findall(r"WARNING parsing.*|Unable to.*", said)
    modules = {path.stem for path in (target / "api").rglob("*.py")}
    problems += [f"no {id}" for id in operations(document) if id not in modules]
    exported = (target / "models" / "__init__.py").read_text("utf-8")
    # A schema of alternatives has no class: it becomes a union where it is used.
    schemas = document["components"]["schemas"]
    named = [
        name
        for name, one in schemas.items()
        if "properties" in one and not {"anyOf", "oneOf"} & set(one)
    ]
    return problems + [f"no {name}" for name in named if f'"{name}"' not in exported]


def datamodel_code_generator(document: Document, folder: Path) -> list[str]:
    """Generate models and a client, and return operations and schemas that it lacks."""
    target = folder / "dcg"
    target.mkdir()
    _run(
        *(_tool("datamodel-codegen"), "--input", str(DOCUMENT)),
        *("--input-file-type", "openapi", "--output", str(target / "reader_models.py")),
        *(
            "--output-model-type",
            "pydantic_v2.BaseModel",
            "--generate-client",
            "httpx2",
        ),
        *("--client-output", str(target / "reader_client"), "--disable-timestamp"),
        *("--client-package", "reader_client", "--formatters", "builtin"),
        *("--client-model-package", "reader_models", "--target-python-version", "3.11"),
    )
    code = "\n".join(path.read_text("utf-8") for path in target.rglob("*.py"))
    missing = [id for id in operations(document) if f"def {id}(" not in code]
    models = (target / "reader_models.py").read_text("utf-8")
    named = document["components"]["schemas"]
    return [f"no {id}" for id in missing] + [
        f"no {name}"
        for name in named
        if not re.search(rf"^(class )?{name}\b", models, re.M)
    ]


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _run(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 - the programs named above
        command, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr
