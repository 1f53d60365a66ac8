"""A YAML text with its nodes, which know where in the text they stand."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml
from attrs import frozen

from generator.reading import documents

Path = tuple[str | int, ...]
"""Keys of mappings and places in lists, from the whole text down."""


class NotEditable(ValueError):
    """The text is written in a way that an edit does not know, or says so already."""


@frozen
class Text:
    """A text and what is parsed of it."""

    text: str
    root: yaml.Node | None
    content: Any
    """What it says: mappings, lists, texts and numbers."""

    def find(self, path: Path) -> tuple[yaml.Node | None, yaml.Node | None]:
        """Return the key and the value at the path, as far as there are."""
        key, node = None, self.root
        for step in path:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step]
                continue
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            found = (pair for pair in pairs if pair[0].value == step)
            key, node = next(found, (None, None))
        return key, node

    def replaced(self, node: yaml.Node, new: str) -> str:
        """Return the text with other characters in the place of a node."""
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        if is_block or (isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")):
            raise NotEditable("what is there is written as a block")
        begin, end = node.start_mark.index, node.end_mark.index
        return f"{self.text[:begin]}{new}{self.text[end:]}"

    def within(self, holder: yaml.CollectionNode, new: str) -> str:
        """Return the text with something more before a closing bracket."""
        last = holder.value[-1] if holder.value else None
        if last is None:
            return self._inserted(holder.end_mark.index - 1, new)
        node = last[1] if isinstance(last, tuple) else last
        return self._inserted(node.end_mark.index, f", {new}")

    def before(self, key: yaml.Node, lines: str) -> str | None:
        """Return the text with lines before that of a key, which stands alone there."""
        mark = key.start_mark
        begin = mark.index - mark.column
        is_alone = not self.text[begin : mark.index].strip()
        return self._inserted(begin, self._ended(lines)) if is_alone else None

    def below(self, holder: yaml.Node, lines: str) -> str:
        """Return the text with lines below the last one of a node."""
        mark = _last(holder).end_mark
        # What is written as a block ends where the next line begins.
        end = mark.index if mark.column == 0 else self.text.find("\n", mark.index) + 1
        if not self.text[:end].endswith("\n"):  # The last line has no end.
            return self.text + self._ended(f"\n{lines}")
        return self._inserted(end, self._ended(lines))

    def _ended(self, lines: str) -> str:
        return lines.replace("\n", "\r\n") if "\r\n" in self.text else lines

    def _inserted(self, at: int, new: str) -> str:
        return f"{self.text[:at]}{new}{self.text[at:]}"


@lru_cache(maxsize=128)
def parsed(text: str) -> Text:
    """Return the text and what is parsed of it, which is not to be changed."""
    content = documents.content(text)
    return Text(text, documents.node(text), content)


def _last(node: yaml.Node) -> yaml.Node:
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last(last[1] if isinstance(last, tuple) else last)
    return node
