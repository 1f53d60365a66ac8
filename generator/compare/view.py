"""An OpenAPI document, 3.0 or 3.1, as what matters when two are compared.

Names of schemas do not matter, as each side has its own: operations are matched by
method and path, and what they take and give by the names on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from generator.compare import paths
from generator.compare.documents import Document
from generator.compare.endpoints import Endpoint, endpoint
from generator.compare.nodes import Lost, Node
from generator.compare.schemas import Schemas
from generator.compare.shapes import Shape

__all__ = ["Document", "Key", "Shape", "View", "view"]

Key = tuple[str, str]
"""Method and path, without case and the names of parameters."""
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@frozen(eq=False)
class View:
    """The operations of a document, and what of it could not be read."""

    endpoints: Mapping[Key, Endpoint]
    lost: tuple[Lost, ...] = ()

    def __len__(self) -> int:
        return len(self.endpoints)

    def aligned(self, other: View) -> View:
        """Return it with the paths of another, where they are written in other ways."""
        known = {path: found.path for (_, path), found in other.endpoints.items()}
        before = paths.prefix((path for _, path in self.endpoints), known)
        lost = [*self.lost]
        placed = (
            evolve(endpoint, path=path, general=len(found) > 1)
            for endpoint in self.endpoints.values()
            for found in [
                paths.deltas(paths.behind(endpoint.path, before), known.values())
            ]
            for path in found
        )
        return View(_keyed(placed, lost), tuple(lost))


def view(document: Document, base: str) -> View:
    """Return the operations of a document; `base` is cut off their paths."""
    root, schemas = Node(document, []), Schemas()
    every = (
        endpoint
        for path, item in root.get("paths").entries().items()
        for endpoint in _endpoints(paths.below(paths.tidy(path), base), item, schemas)
    )
    return View(_keyed(every, root.lost), tuple(root.lost))


def _endpoints(path: str, item: Node, schemas: Schemas) -> Iterator[Endpoint]:
    readable = [node for node in item.resolved() if node.is_mapping("a path item")]
    if not readable:
        # It may take anything, so that nothing of it counts as gone.
        for key in _METHODS:
            yield _unread(key, path, item)
    for node in readable:
        for key in (key for key in _METHODS if key in node):
            operation, shared = node.get(key), node.get("parameters")
            if operation.is_mapping("an operation"):
                yield endpoint(operation, key.upper(), path, shared, schemas)
            else:
                yield _unread(key, path, operation)


def _unread(method: str, path: str, node: Node) -> Endpoint:
    return Endpoint(method=method.upper(), path=path, where=node.path, unread=True)


def _keyed(endpoints: Iterable[Endpoint], lost: list[Lost]) -> dict[Key, Endpoint]:
    """Return the first one of each method and path; note any other."""
    found: dict[Key, Endpoint] = {}
    for each in endpoints:
        key = (each.method, paths.folded(each.path))
        first = found.setdefault(key, each)
        if first is not each:
            lost.append(Lost("double", f"the same as {first.where}", each.where))
    return found
