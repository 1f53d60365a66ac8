"""An extension of griffe: docstrings announce code by ``::``, Markdown does not."""

from __future__ import annotations

import re

import griffe

_ALONE = re.compile(r"^[ \t]*::[ \t]*$\n?", re.MULTILINE)
_BEHIND = re.compile(r"::[ \t]*$", re.MULTILINE)


class PlainDocstrings(griffe.Extension):
    """Reads docstrings as Markdown."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Take the marks away."""
        if obj.docstring is not None:
            text = _ALONE.sub("", obj.docstring.value)
            obj.docstring.value = _BEHIND.sub(":", text)
