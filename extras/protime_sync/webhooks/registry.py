"""The class of each collection's items, imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from protime.catalog import CATALOG


class _Registry(Mapping[str, type]):
    """Classes by the collection's name in URLs, of collections that have events."""

    def __getitem__(self, name: str) -> type:
        info = CATALOG[name]
        if not info.webhooks or info.item is None:
            raise KeyError(name)
        module = import_module(f"protime.models.{info.attribute}")
        found: type = getattr(module, info.item)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name, info in CATALOG.items() if info.webhooks)

    def __len__(self) -> int:
        return sum(1 for _ in self)


MODELS: Mapping[str, type] = _Registry()
"""The class of each collection's items, for `protime_runtime.webhooks.events`."""
