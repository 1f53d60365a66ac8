"""A line that can be typed, for the help of each operation of each collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protime_runtime.catalog import CollectionInfo, OperationInfo

_VALUES = {"date": "2026-01", "integer": "1", "boolean": "true"}
_ENDS = {
    "list": "--file {name}.csv",
    "list_for_person": "--file {name}.csv",
    "get": "-o json",
    "delta": "--link-file {name}.link -o jsonl",
}


def epilog(line: str) -> str:
    """Return what stands below the options in the help of a command."""
    return f"\b\nExample:\n  {line}"


def example(info: CollectionInfo, operation: OperationInfo) -> str:
    """Return what could be typed, with all that is required."""
    end = _ENDS.get(operation.name, "--from {name}.json" if operation.body else "")
    words = ["protime", info.name, operation.name.replace("_", "-")]
    words += [_VALUES.get(place.type, "1") for place in operation.path_parameters]
    words += _required(info, operation)
    return " ".join([*words, end.format(name=info.name)]).strip()


def _required(info: CollectionInfo, operation: OperationInfo) -> Iterator[str]:
    for filter in info.filters:
        if filter.required and filter.wire in operation.filters:
            yield f"--{filter.wire} {_VALUES.get(filter.type, '1')}"
