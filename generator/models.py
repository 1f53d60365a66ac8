"""The document to attrs modules, by datamodel-code-generator with our templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion

from generator.intermediate.package import (
    Alias,
    Enum,
    Model,
    ModelField,
    Package,
)
from generator.intermediate.texts import block
from generator.openapi.schemas import (
    REFERENCES,
    Schema,
    components,
    limits,
    property_,
)

TEMPLATES = Path(__file__).parent / "templates" / "models"
_FACTS = "x-facts"
_INDENT = 4
# Without one, datamodel-code-generator writes its own.
_HEADER = "# Models."


def bodies(package: Package) -> dict[str, str]:
    """Return the classes of each module of the models, without header and imports."""
    made = generate(document(package), config=_config(package))
    if not isinstance(made, dict):
        raise TypeError("One module for each collection was expected, not one text.")
    texts = {path[-1].removesuffix(".py"): text for path, text in made.items()}
    return {
        module.name: texts[module.name].removeprefix(_HEADER)
        for module in package.models
    }


def document(package: Package) -> dict[str, object]:
    """Return the components under dotted names, so that each module is its own."""
    homes = {
        one.name: f"{module.name}.{one.name}"
        for module in package.models
        for one in module.classes
    }
    schemas = components(package)
    found = {
        homes[one.name]: _with_facts(one, schemas[one.name])
        for module in package.models
        for one in module.classes
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": package.api.title, "version": package.api.version},
        "paths": {},
        "components": {"schemas": _renamed(found, homes)},
    }


def _with_facts(one: Model | Enum | Alias, schema: Schema) -> Schema:
    """Return the schema with what JSON Schema cannot say of the class."""
    plain = {key: value for key, value in schema.items() if key != "examples"}
    if isinstance(one, Enum):
        return plain
    if isinstance(one, Alias):
        return {
            "description": one.docstring[0],
            "anyOf": [
                {"type": one.id_type},
                {"$ref": f"{REFERENCES}{one.identifier}"},
            ],
        }
    return plain | {
        "properties": {
            field.wire: property_(field) | {_FACTS: _facts(field), "metadata": {}}
            for field in one.fields
        }
    }


def _facts(field: ModelField) -> dict[str, object]:
    return {
        "annotation": field.annotation,
        "factory": field.factory,
        "personal": field.personal,
        "metadata": repr(_metadata(field)),
        "docstring": block(field.docstring, _INDENT),
    }


def _metadata(field: ModelField) -> dict[str, object]:
    """Return what the runtime knows of the field; only what differs from most."""
    given = {
        "wire": field.wire,
        "read_only": field.read_only,
        "also": field.also,
        "personal": field.personal,
    }
    return {name: value for name, value in given.items() if value} | limits(field)


def _renamed(node: object, homes: Mapping[str, str]) -> object:
    """Return the node with references to the dotted names."""
    if isinstance(node, list):
        return [_renamed(one, homes) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: f"{REFERENCES}{homes[value.removeprefix(REFERENCES)]}"
        if key == "$ref"
        else _renamed(value, homes)
        for key, value in node.items()
    }


def _config(package: Package) -> GenerateConfig:
    return GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.DataclassesDataclass,
        target_python_version=PythonVersion.PY_311,
        custom_template_dir=TEMPLATES,
        extra_template_data=_template_data(package),
        # Python's names as the project writes them.
        snake_case_field=True,
        aliases=_aliases(package),
        field_extra_keys={_FACTS, "metadata"},
        import_overrides={"field": "attrs"},
        # The document's order (the option would sort by name), formatted by ruff alone.
        keep_model_order=False,
        use_exact_imports=True,
        disable_future_imports=True,
        disable_timestamp=True,
        formatters=[],
        custom_file_header=_HEADER,
    )


def _aliases(package: Package) -> dict[str, str | list[str]]:
    """Return the names that the spec gives because the wire name is no good one."""
    return {
        f"{module.name}.{one.name}.{field.wire}": field.python
        for module in package.models
        for one in module.classes
        if isinstance(one, Model)
        for field in one.fields
        if field.spec.python
    }


def _template_data(package: Package) -> defaultdict[str, dict[str, object]]:
    found = {
        f"{module.name}.{one.name}": _data(one)
        for module in package.models
        for one in module.classes
    }
    return defaultdict(dict, found)


def _data(one: Model | Enum | Alias) -> dict[str, object]:
    indent = 0 if isinstance(one, Alias) else _INDENT
    return {"model": one, "docstring": block(one.docstring, indent)}
