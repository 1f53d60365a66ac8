"""Values as the text of a spec file, written by PyYAML's own emitter.

Nothing else puts a text of the vendor's into YAML, so that nothing is quoted by hand.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import yaml

_LONGEST = 60
"""Letters of a list that still stands on one line."""


class _Emitter(yaml.SafeDumper):
    """Writes as the spec is written: lists indented, short ones on one line."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether to write the value again: always."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists, too."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # On one line, whatever is in it, so that it can be indented like any other line.
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, items: list[object]) -> yaml.SequenceNode:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", items)
    node.flow_style = sum(len(str(item)) + 2 for item in items) <= _LONGEST
    return node


_Emitter.add_representer(str, _text)
_Emitter.add_representer(list, _list)


def block(content: Mapping[str, Any], indent: int = 0) -> str:
    """Return the mapping as lines that stand at the indent."""
    return textwrap.indent(_dumped({**content}, flow=False), " " * indent)


def inline(value: object) -> str:
    """Return the value as it stands within a line, also within brackets."""
    return _dumped((value,), flow=True).strip()[1:-1]


def _dumped(content: object, *, flow: bool) -> str:
    return str(
        yaml.dump(
            content,
            Dumper=_Emitter,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=flow,
            width=10**9,
        )
    )
