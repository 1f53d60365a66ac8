"""Proposed texts into the files of the spec, or into one patch of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import writing
from generator.compare.proposing.proposing import Proposed

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
"""Lines as patches know them; Python knows more ends of lines."""


def write(proposed: Proposed, folder: Path) -> None:
    """Write the files that changed, all of them or none."""
    texts = proposed.changed()
    writing.write_all({folder / name: text.encode() for name, text in texts.items()})


def patch(proposed: Proposed, folder: Path) -> str:
    """Return what changed as a patch that applies at the repository's root."""
    whole = folder.resolve()
    root = next(
        (each for each in whole.parents if (each / ".git").exists()), whole.parent
    )
    return "".join(
        _of_files(proposed.before, proposed.changed(), whole.relative_to(root))
    )


def _of_files(
    before: Mapping[str, str], changed: Mapping[str, str], below: Path
) -> Iterator[str]:
    for name, text in changed.items():
        path = (below / name).as_posix()
        old = _LINES.findall(before.get(name, ""))
        source = f"a/{path}" if name in before else "/dev/null"
        for line in difflib.unified_diff(
            old, _LINES.findall(text), source, f"b/{path}"
        ):
            yield (
                line
                if line.endswith("\n")
                else f"{line}\n\\ No newline at end of file\n"
            )
