"""The OpenAPI 3.1 document: what the package can do, for programs in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from generator import spec
from generator.openapi import parameters, requests, responses
from generator.planning.package import CollectionModule, Package, Schema

# Both write the same; libyaml's takes a fifth of the time.
_Fastest: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_DELTA = "delta"


def document(package: Package) -> dict[str, object]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": package.api.title,
            "version": package.api.version,
            "summary": package.api.summary,
            "description": "Written down from the public documentation; what no page"
            " says is marked with x-inferred.",
        },
        "externalDocs": {"url": package.api.documentation},
        "servers": _servers(package),
        "tags": [
            {"name": collection.name, "description": collection.summary}
            for collection in package.collections
        ],
        "paths": _paths(package),
        "components": {
            "schemas": responses.schemas(package),
            "parameters": parameters.shared(),
            "responses": responses.errors(package),
            "headers": responses.headers(),
            "securitySchemes": _security(package),
        },
    }


def text(package: Package, header: str) -> str:
    """Return the document as YAML, the same in every run."""
    return header + yaml.dump(
        document(package),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
        default_flow_style=False,
    )


class _Dumper(_Fastest):  # type: ignore[misc]  # it is one of two
    """Writes what is equal twice, instead of pointing to it."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether to write the value again: always."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Several lines are written as such, so that a change of one is a change of one.
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _servers(package: Package) -> list[Schema]:
    return [
        {
            "url": environment.api,
            "description": environment.summary,
            "variables": {
                "tenant": {"default": "acme", "description": "Name of the tenant."}
            },
            **({"x-inferred": environment.inferred} if environment.inferred else {}),
        }
        for environment in package.api.environments.values()
    ]


def _paths(package: Package) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for collection in package.collections:
        for path, item in _of_collection(collection, package).items():
            found.setdefault(package.api.base_path + path, {}).update(item)
    return found


def _of_collection(
    collection: CollectionModule, package: Package
) -> Mapping[str, Schema]:
    found: dict[str, Schema] = {}
    for operation in collection.operations:
        item = found.setdefault(operation.path, {})
        method = operation.method.lower()
        if operation.name != _DELTA:
            item[method] = requests.operation(operation, collection, package)
        elif method not in item:
            raise ValueError(f"{collection.name} has a delta, but no list before it")
    if any(operation.name == _DELTA for operation in collection.operations):
        found[f"/delta/{collection.name}"] = {
            "get": requests.changes(collection, package)
        }
    return found


def _security(package: Package) -> dict[str, Schema]:
    api = package.api
    hosts = [environment.authentication for environment in api.environments.values()]
    scopes = {scope.value: _scope_summary(scope.value, api) for scope in package.scopes}
    names = zip(api.environments, hosts, strict=True)
    return {
        name: {
            "type": "oauth2",
            "description": f"Tenants of {host}; put the name into the address.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": host + api.connect_path.replace("{tenant}", "acme"),
                    "scopes": scopes,
                }
            },
        }
        for name, host in names
    }


def _scope_summary(scope: str, api: spec.Api) -> str:
    name, _, verb = scope.rpartition(".")
    words = name.removeprefix(api.scope_prefix).replace("-", " ")
    return f"{verb.capitalize()} {words}."
