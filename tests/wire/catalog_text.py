"""What the catalog says, as JSON with a line for each field, filter and operation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from .doors import API_INFO, CATALOG, REFERENCES


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file."""
    for name, info in CATALOG.items():
        yield f"{name}.json", document(_plain(info))
    references = {name: _plain(info) for name, info in REFERENCES.items()}
    yield "_references.json", document(references)
    yield "_api.json", document(_plain(API_INFO))


def _plain(value: Any) -> Any:
    """Return what is described as JSON has it, with its texts and without classes."""
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    if not attrs.has(type(value)):
        return value
    names = [field.name for field in attrs.fields(type(value)) if field.repr]
    found = {name: _plain(getattr(value, name)) for name in names}
    return {**found, "summary": value.summary} if hasattr(value, "summary") else found


def document(entry: Mapping[str, Any]) -> str:
    """Return an entry as JSON."""
    lines = ",\n".join(f"{_text(key)}: {_value(value)}" for key, value in entry.items())
    return f"{{\n{lines}\n}}\n"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        return "[\n " + ",\n ".join(_item(item) for item in value) + "\n]"
    return _text(value)


def _item(item: dict[str, Any]) -> str:
    """Return an item on a line, but a type's fields on lines of their own."""
    if not item.get("fields"):
        return _text(item)
    fields = ",\n  ".join(_text(field) for field in item["fields"])
    rest = _text({key: item[key] for key in item if key != "fields"})
    return f'{rest[:-1]}, "fields": [\n  {fields}\n ]}}'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
