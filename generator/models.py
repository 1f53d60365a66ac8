"""The schemas to attrs modules, by datamodel-code-generator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion

from generator.names import snake
from generator.planning.package import Package, Schema
from generator.planning.properties import REFERENCES
from generator.planning.texts import block, docstring, inferred
from generator.planning.types import IDENTIFIERS

Schemas: TypeAlias = Mapping[str, Schema]
Names: TypeAlias = Mapping[str, str]

_TEMPLATES = Path(__file__).parent / "templates" / "models"
_RUNTIME = "protime_runtime.types"
_DATES = {"date": f"{_RUNTIME}.Date", "date-time": f"{_RUNTIME}.DateTime"}
_USED = (
    *("Kept", "NOTHING_KEPT", "OpenEnum", "hidden", "moment_or_none", "moment_told"),
    *("Date", "DateTime", "Identifier", "Model", "ReferenceValue"),
)
# Ruff takes out what a module does not need.
IMPORTS = [
    "collections.abc.Mapping",
    "collections.abc.Sequence",
    "typing.TypeAlias",
    "attrs.field",
    "attrs.frozen",
    "datetime.datetime",
    "datetime.tzinfo",
    *(f"{_RUNTIME}.{name}" for name in _USED),
]
"""Everything that a module of models may import, beside other models."""
# What the runtime knows of a field, by the keys of its schema.
_METADATA = {
    "readOnly": "read_only",
    "x-also": "also",
    "x-personal": "personal",
    "minimum": "minimum",
    "maximum": "maximum",
    "maxLength": "max_length",
}
# Without one, datamodel-code-generator writes its own.
_HEADER = "# Models."
_INDENT = 4
_NULL = {"type": "null"}


def texts(package: Package) -> dict[str, str]:
    """Return the text of each module of the models, without its header."""
    names = {
        name: f"{module.name}.{name}"
        for module in package.models
        for name in module.schemas
    }
    # The bases come first, or those after them would change places.
    schemas = {
        path: _python(base, package.schemas, names)
        for path, base in _bases(package.schemas)
    } | {
        names[name]: _python(schema, package.schemas, names)
        for name, schema in package.schemas.items()
    }
    found = generate(
        {
            "openapi": "3.1.0",
            "info": {"title": package.api.title, "version": package.api.version},
            "paths": {},
            "components": {"schemas": schemas},
        },
        config=_config(schemas),
    )
    if not isinstance(found, dict):
        raise TypeError("One module for each collection was expected, not one text.")
    written = {path[-1].removesuffix(".py"): text for path, text in found.items()}
    return {
        module.name: written[module.name].removeprefix(_HEADER)
        for module in package.models
    }


def _python(schema: Schema, schemas: Schemas, names: Names) -> Schema:
    """Return the schema with what only Python's models have."""
    if "x-stands-for" in schema:
        return _alias(schema, names)
    if "x-collection" in schema:
        return _identifier(schema)
    made = schema | {"description": _docstring(schema)}
    if "properties" in schema:
        made["properties"] = {
            wire: _field(wire, _walked(property, schemas, names), schema)
            for wire, property in schema["properties"].items()
        }
    if "x-names-item" in schema:
        made["customBasePath"] = f"{_RUNTIME}.Identifier"
    elif "properties" in schema:
        made["customBasePath"] = f"{_RUNTIME}.Model"
    if "x-moments" in schema:
        moments = schema["x-moments"].items()
        made["x-moments"] = [_moment(name, parts, schema) for name, parts in moments]
    return made


def _identifier(schema: Schema) -> Schema:
    """Return a class without fields of its own, which costs little at a start."""
    return {
        "allOf": [{"$ref": REFERENCES + _base(schema)}],
        "description": _docstring(schema),
        "x-collection": schema["x-collection"],
    }


def _bases(schemas: Schemas) -> Iterator[tuple[str, Schema]]:
    """Iterate over what identifiers have in common, by the type of their id."""
    for schema in schemas.values():
        if "x-collection" in schema:
            text = f"Base of identifiers whose id is of the type {_id_type(schema)}."
            common = {key: schema[key] for key in ("type", "required", "properties")}
            yield _base(schema), common | {"description": text, "x-names-item": True}


def _base(schema: Schema) -> str:
    return f"{IDENTIFIERS}.{_id_type(schema).title()}Identifier"


def _id_type(schema: Schema) -> str:
    return str(schema["properties"]["id"]["type"])


def _alias(schema: Schema, names: Names) -> Schema:
    identifier = schema["x-stands-for"]
    value = f"{_RUNTIME}.ReferenceValue[{identifier}]"
    choices = [
        schema["properties"]["id"],
        {"$ref": REFERENCES + names[identifier]},
        {"type": "object", "x-python-type": value},
    ]
    return {"description": schema["description"], "anyOf": choices}


def _field(wire: str, property: Schema, schema: Schema) -> Schema:
    """Return the property with what a model says of it beside its name and its type."""
    references = "x-references" in property
    # References can be employee and badge numbers.
    made = property | ({"x-personal": True} if references else {})
    made["x-optional"] = wire not in schema.get("required", ()) and not references
    if not {"type", "anyOf", "$ref"} & set(property):
        # Anything may stand there, so `None` needs no mention.
        made |= {"type": "object", "x-python-type": "object", "x-optional": False}
    return made | {
        "description": _docstring(property),
        "metadata": _metadata(wire, made),
        "x-tuple": property.get("type") == "array" and "x-sent" not in schema,
    }


def _metadata(wire: str, property: Schema) -> Schema:
    """Return what the runtime knows of the field; only what differs from most."""
    found = {name: property[key] for key, name in _METADATA.items() if key in property}
    if "also" in found:
        found["also"] = tuple(found["also"])
    return {"wire": wire} | found


def _moment(name: str, parts: list[str], schema: Schema) -> Schema:
    date, minutes = (_name(wire, schema["properties"][wire]) for wire in parts)
    told = set(parts) <= set(schema.get("required", ()))
    return {"name": name, "date": date, "minutes": minutes, "told": told}


def _name(wire: str, property: Schema) -> str:
    return str(property.get("x-python-name", snake(wire)))


def _docstring(schema: Schema) -> str:
    """Return what stands between the quotes, indented."""
    first, *more = schema["description"].split("\n\n")
    said = inferred(schema.get("x-inferred"))
    return block(docstring(first, *more, said, indent=_INDENT), _INDENT)


def _walked(node: Schema, schemas: Schemas, names: Names) -> Schema:
    """Return the schema of a value with dotted names and dates.

    What was read may be sent, too. That null may stand there is left out: the models
    read it as if nothing did.
    """
    if "$ref" in node:
        return _reference(node, schemas, names)
    made = dict(node)
    for key in ("items", "additionalProperties"):
        if key in node:
            made[key] = _walked(node[key], schemas, names)
    if "anyOf" in node:
        found = [part for part in node["anyOf"] if part != _NULL]
        made["anyOf"] = [_walked(part, schemas, names) for part in found]
    if isinstance(node.get("type"), list):
        made["type"] = node["type"][0]
    if node.get("format") in _DATES:
        made["customTypePath"] = _DATES[node["format"]]
    return made


def _reference(node: Schema, schemas: Schemas, names: Names) -> Schema:
    name = node["$ref"].removeprefix(REFERENCES)
    read = schemas[name].get("x-sent")
    found = [name, read] if isinstance(read, str) else [name]
    choices = [{"$ref": REFERENCES + names[choice]} for choice in found]
    beside = {key: value for key, value in node.items() if key != "$ref"}
    return beside | ({"anyOf": choices} if len(choices) > 1 else choices[0])


def _config(schemas: Schemas) -> GenerateConfig:
    return GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.DataclassesDataclass,
        target_python_version=PythonVersion.PY_311,
        custom_template_dir=_TEMPLATES,
        additional_imports=IMPORTS,
        # Python's names as the project writes them.
        snake_case_field=True,
        capitalise_enum_members=True,
        special_field_name_prefix="value",
        aliases={
            f"{name}.{wire}": property["x-python-name"]
            for name, schema in schemas.items()
            for wire, property in schema.get("properties", {}).items()
            if "x-python-name" in property
        },
        # `metadata` makes each a `field(...)`, which also keeps the document's order.
        field_extra_keys={
            *("metadata", "x-personal", "x-references", "x-tuple", "x-optional")
        },
        import_overrides={"field": "attrs"},
        use_schema_description=True,
        use_field_description=True,
        use_standard_collections=True,
        use_generic_container_types=True,
        use_typed_nullable_map_values=True,
        use_object_type=True,
        # The document's order (the option would sort by name), formatted by ruff alone.
        keep_model_order=False,
        use_exact_imports=True,
        disable_timestamp=True,
        formatters=[],
        custom_file_header=_HEADER,
    )
