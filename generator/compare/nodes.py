"""Values of a document and where they stand, read without trusting their types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from attrs import frozen

_LONGEST = 200
_PLAIN = re.compile(r"[A-Za-z_$][\w$-]*")


class Lost(Exception):
    """A value that leads nowhere: the reason, what it says, and where it stands."""

    def __init__(self, reason: str, says: str, where: str) -> None:
        """Take the key of the reason, the text, and the JSON path."""
        super().__init__(says)
        self.reason, self.says, self.where = reason, says, where


@frozen(eq=False)
class Node:
    """A value, the JSON path to it, and the document it stands in."""

    value: object
    lost: list[Lost]
    """What could not be read, wherever it stood; shared by the whole document."""
    above: Node | None = None
    step: str | int = "$"

    @property
    def path(self) -> str:
        """The JSON path to it."""
        node, steps = self, list[str]()
        while node.above is not None:
            steps.append(_step(node.step))
            node = node.above
        return "$" + "".join(reversed(steps))

    @property
    def root(self) -> Node:
        """The node of the whole document."""
        node = self
        while node.above is not None:
            node = node.above
        return node

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def entries(self) -> dict[str, Node]:
        """Return what a mapping holds; anything else holds nothing, and is noted."""
        if isinstance(self.value, dict):
            found = ((str(key), value) for key, value in self.value.items())
            return {key: Node(value, self.lost, self, key) for key, value in found}
        self._unless_null("a mapping")
        return {}

    def items(self) -> list[Node]:
        """Return what a list holds; anything else holds nothing, and is noted."""
        if isinstance(self.value, list):
            found = enumerate(self.value)
            return [Node(value, self.lost, self, place) for place, value in found]
        self._unless_null("a list")
        return []

    def get(self, key: str) -> Node:
        """Return what stands below a key; null if nothing does."""
        known = self.value if isinstance(self.value, dict) else {}
        return Node(known.get(key), self.lost, self, key)

    def text(self) -> str:
        """Return a scalar as text; anything else is none."""
        is_scalar = isinstance(self.value, str | int | float)
        return str(self.value) if is_scalar else ""

    def flag(self) -> bool:
        """Return whether it is true, and nothing else."""
        return self.value is True

    def target(self) -> Node:
        """Return what its ``$ref`` leads to; raise `Lost` if that is nothing."""
        reference = self.get("$ref")
        parts = reference.text().split("/")
        found = self.root
        for part in parts[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            found = found._part(key)
        if parts[0] != "#" or found.value is None:
            says = f"dangling $ref {reference.text()[:_LONGEST]!r}"
            raise Lost("dangling", says, reference.path)
        return found

    def followed(self) -> Node:
        """Return what a chain of references leads to, or itself."""
        node, seen = self, set[int]()
        while "$ref" in node:
            if id(node.value) in seen:
                says = f"recursive $ref {node.get('$ref').text()[:_LONGEST]!r}"
                raise Lost("recursive", says, node.path)
            seen.add(id(node.value))
            node = node.target()
        return node

    def resolved(self) -> Iterator[Node]:
        """Yield what it leads to; note it, and yield nothing, if it leads nowhere."""
        try:
            yield self.followed()
        except Lost as lost:
            self.lost.append(lost)

    def is_mapping(self, wanted: str) -> bool:
        """Return whether it is one; note what was wanted if it is not."""
        if not isinstance(self.value, dict):
            self.malformed(wanted)
            return False
        return True

    def malformed(self, wanted: str) -> None:
        """Note that something else stands where something was wanted."""
        says = f"{wanted} is wanted, not {_KINDS.get(type(self.value), 'this')}"
        self.lost.append(Lost("malformed", says, self.path))

    def _unless_null(self, wanted: str) -> None:
        # What is null is as if it were not there.
        if self.value is not None:
            self.malformed(wanted)

    def _part(self, key: str) -> Node:
        if not isinstance(self.value, list):
            return self.get(key)
        found = (node for node in self.items() if str(node.step) == key)
        return next(found, self.get(key))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN.fullmatch(step) else f"[{step!r}]"


_KINDS: Mapping[type, str] = {
    dict: "a mapping",
    list: "a list",
    str: "a text",
    bool: "a flag",
    int: "a number",
    float: "a number",
    type(None): "null",
}
