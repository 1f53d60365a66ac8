"""An example for each collection, in Python and as a command; tests run them all."""

from __future__ import annotations

from generator import names, spec


def example(name: str, root: spec.Spec) -> list[str]:
    """Return lines of Python that read a collection."""
    one = root.collections[name]
    operation = one.operations.get("list")
    if operation is None or one.path is not None:
        return []
    given, imports = "", ["Protime"]
    if any(one.filters[wire].required for wire in operation.filters):
        given = "date=january"
        imports = ["DateRange", "Protime"]
    item = names.snake(one.item.name) if one.item else "item"
    call = f"client.{names.snake(name)}.list({given})"
    first = ["from datetime import date", ""] if given else []
    days = ["january = DateRange(date(2026, 1, 1), date(2026, 1, 31))"] if given else []
    return [
        *first,
        f"from protime import {', '.join(imports)}",
        "",
        *days,
        "with Protime.from_env() as client:",
        f"    for {item} in {call}:",
        f"        print({item})",
    ]


def command(name: str, root: spec.Spec) -> str:
    """Return the command that does the same."""
    one = root.collections[name]
    operation = one.operations.get("list")
    if operation is None or one.path is not None:
        return ""
    dated = any(one.filters[wire].required for wire in operation.filters)
    return f"protime {name} list" + " --date 2026-01" * dated
