"""Which module each name of an annotation comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.planning.package import Import

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_MODULES = {
    "collections.abc": ("Iterable", "Mapping", "Sequence"),
    "typing": (
        "Annotated",
        "Literal",
        "Required",
        "TypeAlias",
        "TypedDict",
        "Unpack",
    ),
    "datetime": ("datetime",),
    "protime_runtime.types": (
        "Date",
        "DateTime",
        "Identifier",
        "ReferenceValue",
    ),
    "protime_runtime.asking.references": ("ExternalReference", "Predefined"),
    "protime_runtime.asking.filters": ("DateRange", "Members"),
    "protime_runtime.asking.markers": (
        "Days",
        "Equal",
        "EqualOrIn",
        "In",
        "People",
        "Property",
    ),
    "protime_runtime.asking.rules": ("AtMostOneYear", "NotBeforePreviousYear"),
    "protime_runtime.messages": ("Created", "CreatedWebhook", "Upserted"),
    "protime_runtime.asking.endpoint": ("Endpoint",),
    "protime_runtime.given": ("several",),
    "protime_runtime.asking.places": ("Place",),
    "protime_runtime.paging.pager": ("AsyncPager", "Pager"),
    "protime_runtime.paging.delta": ("AsyncDeltaPager", "DeltaPager"),
    "protime_runtime.collections": (
        "AsyncCollection",
        "AsyncFiltered",
        "AsyncFilteredDelta",
        "AsyncFollowed",
        "AsyncListed",
        "Collection",
        "Filtered",
        "FilteredDelta",
        "Followed",
        "Listed",
    ),
    "protime_runtime.bulk": ("BulkReport",),
}
RUNTIME: Mapping[str, str] = {
    name: module for module, found in _MODULES.items() for name in found
}


def needed(
    texts: Iterable[str], homes: Mapping[str, str], *, but: Iterable[str] = ()
) -> tuple[Import, ...]:
    """Return the imports that the texts' names need, sorted."""
    found = {name for text in texts for name in _NAME.findall(text)} - set(but)
    return tuple(
        sorted(Import(module=homes[name], name=name) for name in found if name in homes)
    )
