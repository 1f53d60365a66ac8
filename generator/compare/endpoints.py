"""Operations of a document: what each takes, gives and asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from generator.compare.nodes import Node
from generator.compare.schemas import Schemas
from generator.compare.shapes import Shape

Place = tuple[str, str]
"""Where a parameter stands (``query``, ``header``, ``cookie`` or ``path``), and its
name; names of headers and of paths are without case."""
_UNNAMED = ("path", "header")
_NO_HEADERS = ("accept", "content-type", "authorization")
"""What OpenAPI says in other places, and ignores as parameters."""


@frozen(kw_only=True, eq=False)
class Parameter:
    """What is taken beside a body."""

    name: str
    required: bool
    deprecated: bool
    shape: Shape


@frozen(kw_only=True, eq=False)
class Content:
    """A body that is sent, or that is answered."""

    media: str
    """``JSON``, or the kind that stands in its place."""
    shape: Shape | None
    required: bool
    where: str


@frozen(kw_only=True, eq=False)
class Endpoint:
    """One operation: what it takes and gives."""

    method: str
    path: str
    where: str
    """JSON path of the operation."""
    parameters: Mapping[Place, Parameter] = field(factory=dict)
    body: Content | None = None
    answer: Content | None = None
    statuses: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    """Those of successes, without case."""
    scopes: frozenset[str] = frozenset()
    deprecated: bool = False
    summary: str = ""
    tag: str = ""
    general: bool = False
    """Whether its path stands for that of each collection."""
    unread: bool = False
    """Whether it is there, or may be, without being readable."""

    @property
    def successes(self) -> frozenset[str]:
        """The statuses of what was done."""
        return frozenset(code for code in self.statuses if code.startswith("2"))

    @property
    def shape(self) -> Shape | None:
        """What it answers, or what it is sent."""
        contents = (self.answer, self.body)
        found = (content.shape for content in contents if content)
        return next(filter(None, found), None)


def endpoint(
    node: Node, method: str, path: str, shared: Node, schemas: Schemas
) -> Endpoint:
    """Return the operation of a node; `shared` are its path's parameters."""
    codes = node.get("responses").entries()
    answers = {code: each for code, raw in codes.items() for each in raw.resolved()}
    good = [each for code, each in sorted(answers.items()) if code[:1] == "2"]
    bodies = (_content(each, schemas) for each in good)
    body = next(node.get("requestBody").resolved(), node.get("nothing"))
    return Endpoint(
        method=method,
        path=path,
        where=node.path,
        parameters=dict(_parameters(shared, schemas))
        | dict(_parameters(node.get("parameters"), schemas)),
        body=_content(body, schemas),
        answer=next(filter(None, bodies), None),
        statuses=frozenset(code.upper() for code in codes),
        headers=frozenset(
            name.casefold() for each in good for name in each.get("headers").entries()
        ),
        scopes=_scopes(node),
        deprecated=node.get("deprecated").flag(),
        summary=node.get("summary").text() or node.get("description").text(),
        tag=next((tag.text() for tag in node.get("tags").items()), ""),
    )


def _parameters(listed: Node, schemas: Schemas) -> Iterator[tuple[Place, Parameter]]:
    for node in (each for raw in listed.items() for each in raw.resolved()):
        name, where = node.get("name").text(), node.get("in").text()
        if not name or not where:
            node.malformed("a parameter")
            continue
        place = (where, name.casefold() if where in _UNNAMED else name)
        if place[0] != "header" or place[1] not in _NO_HEADERS:
            yield (
                place,
                Parameter(
                    name=name,
                    required=node.get("required").flag(),
                    deprecated=node.get("deprecated").flag(),
                    shape=schemas.shape(_schema(node)),
                ),
            )


def _schema(node: Node) -> Node:
    """Return the schema of a parameter, which may stand below a kind of content."""
    contents = node.get("content").entries().values()
    return next((each.get("schema") for each in contents), node.get("schema"))


def _content(holder: Node, schemas: Schemas) -> Content | None:
    contents = holder.get("content").entries()
    json = [kind for kind in contents if "json" in kind.casefold() or kind == "*/*"]
    for kind in (*json, *contents):
        node = contents[kind]
        shape = schemas.shape(node.get("schema")) if "schema" in node else None
        return Content(
            media="JSON" if json else kind,
            shape=shape,
            required=holder.get("required").flag(),
            where=node.path,
        )
    return None


def _scopes(node: Node) -> frozenset[str]:
    """Return every scope that lets somebody in; an operation's own replace all."""
    asked = (node if "security" in node else node.root).get("security")
    return frozenset(
        scope.text()
        for way in asked.items()
        for scopes in way.entries().values()
        for scope in scopes.items()
    )
