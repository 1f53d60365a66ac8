"""What a collection says of itself, read from its models, annotations and endpoint.

Nothing of a collection is loaded before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from protime_runtime.api import ApiInfo, attribute
from protime_runtime.catalog.docstrings import members

if TYPE_CHECKING:
    from protime_runtime.catalog.infos import CollectionInfo as CollectionInfo
    from protime_runtime.catalog.infos import FieldInfo as FieldInfo
    from protime_runtime.catalog.infos import FilterInfo as FilterInfo
    from protime_runtime.catalog.infos import OperationInfo as OperationInfo
    from protime_runtime.catalog.infos import PathParameterInfo as PathParameterInfo
    from protime_runtime.catalog.infos import ReferenceInfo as ReferenceInfo
    from protime_runtime.catalog.infos import RuleInfo as RuleInfo
    from protime_runtime.catalog.infos import TypeInfo as TypeInfo
else:

    def __getattr__(name: str) -> object:
        """Load what describes a collection: names and summaries do without."""
        if not name[:1].isupper():
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.infos"), name)


def describe(collection: object) -> CollectionInfo:
    """Return what a collection of a client says of itself; it is read once.

    Raises:
        TypeError: It is no collection of a client.
    """
    from protime_runtime.catalog.describing import described

    client: Any = getattr(collection, "_client", None)
    if client is None:
        raise TypeError(f"{type(collection).__name__} is no collection of a client.")
    return described(type(collection), client._api)


class Catalog(Mapping[str, "CollectionInfo"]):
    """The collections of a package by name, each described when it is asked for."""

    def __init__(self, api: ApiInfo, package: str, client: str) -> None:
        self._api = api
        self._package = package
        self._client = client

    def summaries(self, domain: str) -> Mapping[str, str]:
        """Return the summaries of a domain's collections, none of which is loaded."""
        found = members(f"{self._package}.client", self._client)
        names = self._api.collections.get(domain, ())
        return {name: found.get(attribute(name), "") for name in names}

    def __getitem__(self, name: str) -> CollectionInfo:
        if name not in self._names:
            raise KeyError(name)
        from protime_runtime.catalog.describing import declared, described

        module = f"{self._package}.collections.{attribute(name)}"
        return described(declared(import_module(module)), self._api)

    def __contains__(self, name: object) -> bool:
        return name in self._names  # A mapping's own would describe it.

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        domains = self._api.collections.values()
        return tuple(sorted(name for names in domains for name in names))


class References(Mapping[str, "ReferenceInfo"]):
    """How other systems name the items of each collection, read when asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    @cached_property
    def _found(self) -> Mapping[str, ReferenceInfo]:
        from protime_runtime.catalog.describing import references

        found = references(import_module(self._module))
        return {info.collection: info for info in found}

    def __getitem__(self, name: str) -> ReferenceInfo:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
