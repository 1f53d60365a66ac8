"""The text of one file to plain values: YAML without its silences and surprises."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError
from yaml.reader import Reader

_DEEPEST = 50
_INTEGER = "tag:yaml.org,2002:int"
_DIGITS = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
# Dates stay texts, as a default or an example is compared with what the API writes;
# and nothing is merged into anything.
_UNRESOLVED = ("timestamp", "merge", "value")
# Both read the same; libyaml's takes a tenth of the time.
_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """A text is no document; the line is counted from 1."""

    def __init__(self, what: str, line: int) -> None:
        """Take what is wrong, and where."""
        super().__init__(what)
        self.line = line


class _Loader(_Fastest):  # type: ignore[misc]  # it is one of two
    """PyYAML's loader without its silence about equal keys, and without dates."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Leave the key ``<<`` to those who know no such key."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """Return the mapping; refuse a key that is given twice, or holds others."""
        seen: set[object] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refusal("a key is a name, not a list or a mapping", key)
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise _refusal(f"{name!r} is given twice", key)
            seen.add(name)
        found: dict[Hashable, object] = super().construct_mapping(node, deep)
        return found

    def construct_digits(self, node: yaml.ScalarNode) -> int:
        """Return a whole number that reads the same in every YAML, and to people."""
        if not _DIGITS.fullmatch(node.value):
            what = f"write {node.value[:20]!r} in plain digits, or in quotes as a text"
            raise _refusal(what, node)
        return int(node.value)


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in pairs
        if tag.rpartition(":")[2] not in _UNRESOLVED
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor(_INTEGER, _Loader.construct_digits)


def text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        Unreadable: There is none, or it is not text in UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        what = (error.strerror or "it cannot be read").lower()
        raise Unreadable(what, 1) from None
    try:
        found = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"the file is not in UTF-8: byte {content[error.start]:#04x}"
        raise Unreadable(what, line) from None
    if found.startswith("\ufeff"):
        raise Unreadable("save the file in UTF-8 without a byte order mark", 1)
    if odd := Reader.NON_PRINTABLE.search(found):
        line = found.count("\n", 0, odd.start()) + 1
        raise Unreadable(f"the character {odd[0]!a} stands in no text", line)
    return found


def content(text: str) -> object:
    """Return the one document of a text.

    Raises:
        Unreadable: It is no YAML, or of a kind that a spec has no use for.
    """
    try:
        _check(text)
        return yaml.load(text, _Loader)  # noqa: S506 - derives from a safe one
    except yaml.MarkedYAMLError as error:
        last = max(len(text.splitlines()), 1)
        line = min(error.problem_mark.line + 1, last) if error.problem_mark else 1
        what = " ".join(filter(None, (error.context, error.problem)))
        raise Unreadable(what + _tabs(text, line), line) from None


def node(text: str) -> yaml.Node | None:
    """Return the root of a text that `content` has read, with all lines."""
    found: yaml.Node | None = yaml.compose(text, _Loader)
    return found


def key(node: yaml.ScalarNode) -> object:
    """Return a key that is no text as it was read."""
    return yaml.load(node.value, _Loader)  # noqa: S506 - as above


def _check(text: str) -> None:
    """Refuse what makes a text mean something else than what stands there."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None):
            raise _refusal("write it out: a spec has no anchors and aliases", event)
        if getattr(event, "tag", None):
            raise _refusal("leave the tag away: a spec needs none", event)
        if depth > _DEEPEST:
            raise _refusal(f"nothing is nested {_DEEPEST} levels deep", event)


def _refusal(what: str, at: Any) -> ConstructorError:  # noqa: ANN401 - node or event
    return ConstructorError(None, None, what, at.start_mark)


def _tabs(text: str, line: int) -> str:
    lines = text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    return "; indent by spaces, not by tabs" if "\t" in shown else ""
