"""Edits of a YAML text that leave every other character as it was.

Each is also made to what the text says: the new text has to say precisely that.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import yaml
from attrs import frozen

from generator.compare.proposing import emitting
from generator.compare.proposing.nodes import NotEditable, Path, Text, parsed
from generator.reading import documents

Content: TypeAlias = Any
"""What a text says: mappings, lists, texts and numbers."""


_LAST = ("summary", "inferred")
"""Keys that the spec has below what is short."""


class Edit(Protocol):
    """A change at one place of a file."""

    @property
    def file(self) -> str:
        """Name of the file, below the spec's folder."""

    def write(self, text: Text) -> str:
        """Return the text with the edit."""

    def mean(self, content: Content) -> Content:
        """Return what the text says with the edit."""


def applied(edit: Edit, text: str) -> str:
    """Return the text with the edit, which says that and nothing else.

    Raises:
        NotEditable: No such text was found.
    """
    try:
        before = parsed(text)
        meant = edit.mean(copy.deepcopy(before.content))
        made = edit.write(before)
        said = parsed(made).content
    except (documents.Unreadable, LookupError, TypeError, AttributeError):
        raise NotEditable("its place in the file is written in another way") from None
    if said != meant:
        raise NotEditable("YAML would not say it as it is")
    return made


@frozen
class Create:
    """Write a file that was none: comments, and sections with lines between them."""

    file: str
    head: str
    sections: Sequence[Mapping[str, Content]]

    def write(self, text: Text) -> str:
        """Return the text with the edit."""
        if text.text:
            raise NotEditable("there is such a file already")
        return "\n".join([self.head, *map(emitting.block, self.sections)])

    def mean(self, content: Content) -> Content:
        """Return what the text says with the edit."""
        del content  # Nothing, as there was no text.
        return {key: said for section in self.sections for key, said in section.items()}


@frozen
class Put:
    """Set the value of a key; what is above it is added where it is missing."""

    file: str
    path: Path
    value: Content

    def write(self, text: Text) -> str:
        """Return the text with the edit."""
        return _put(text, self.path, self.value)

    def mean(self, content: Content) -> Content:
        """Return what the text says with the edit."""
        holder = content
        for key in self.path[:-1]:
            is_new = isinstance(key, str)
            holder = holder.setdefault(key, {}) if is_new else holder[key]
        holder[self.path[-1]] = self.value
        return content


def _put(text: Text, path: Path, value: Content) -> str:
    *above, last = path
    _, present = text.find(path)
    if present is not None:
        return text.replaced(present, emitting.inline(value))
    _, holder = text.find(tuple(above))
    if holder is None:
        return _put(text, tuple(above), {last: value})
    if not isinstance(holder, yaml.MappingNode):
        raise NotEditable("what is above it is no mapping")
    added = {str(last): value}
    if holder.flow_style:
        return text.within(holder, emitting.inline(added)[1:-1])
    # Sections of a file, and the types of one, have a line between them.
    gap = "" if above else "\n"
    lines = gap + emitting.block(added, holder.value[0][0].start_mark.column)
    words = next((key for key, _ in holder.value if key.value in _LAST), None)
    found = None
    if words is not None and not isinstance(value, dict) and last not in _LAST:
        found = text.before(words, lines)
    return found or text.below(holder, lines)


@frozen
class Append:
    """Add a value at the end of a list."""

    file: str
    path: Path
    value: Content

    def write(self, text: Text) -> str:
        """Return the text with the edit."""
        _, holder = text.find(self.path)
        if not isinstance(holder, yaml.SequenceNode):
            raise NotEditable("there is no list")
        new = emitting.inline(self.value)
        if holder.flow_style:
            return text.within(holder, new)
        return text.below(holder, f"{' ' * holder.start_mark.column}- {new}\n")

    def mean(self, content: Content) -> Content:
        """Return what the text says with the edit."""
        _at(content, self.path).append(self.value)
        return content


@frozen
class Rename:
    """Give a key another name, in its place."""

    file: str
    path: Path
    name: str

    def write(self, text: Text) -> str:
        """Return the text with the edit."""
        key, _ = text.find(self.path)
        if key is None:
            raise NotEditable("there is no such key")
        return text.replaced(key, emitting.inline(self.name))

    def mean(self, content: Content) -> Content:
        """Return what the text says with the edit."""
        holder = _at(content, self.path[:-1])
        holder[self.name] = holder.pop(self.path[-1])
        return content


def _at(content: Content, path: Path) -> Content:
    for key in path:
        content = content[key]
    return content
