"""The generated models as an answer can leave them: any field may hold anything.

A deviation stays in a model as it came, so a field's type is what is documented and not
what is there. In this copy each field that is read is an `object`: a type checker then
names every place that trusts one.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path


def copy(generated: Path, target: Path) -> int:
    """Copy the generated package with its read fields in doubt; return how many."""
    shutil.copytree(generated, target)
    return sum(_doubt(file) for file in sorted((target / "models").glob("*.py")))


def _doubt(file: Path) -> int:
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    found = [
        field.annotation
        for model in ast.parse(text).body
        if isinstance(model, ast.ClassDef) and not model.name.startswith("New")
        for field in model.body
        if isinstance(field, ast.AnnAssign) and _is_read(field)
    ]
    for annotation in reversed(found):
        _replace(lines, annotation)
    file.write_text("".join(lines), encoding="utf-8")
    return len(found)


def _is_read(field: ast.AnnAssign) -> bool:
    """Whether a field has a name on the wire."""
    made = "" if field.value is None else ast.unparse(field.value)
    return "'wire':" in made


def _replace(lines: list[str], annotation: ast.expr) -> None:
    first, last = annotation.lineno - 1, (annotation.end_lineno or 0) - 1
    after = lines[last].encode()[annotation.end_col_offset :].decode()
    before = lines[first].encode()[: annotation.col_offset].decode()
    lines[first : last + 1] = [f"{before}object{after}"]
