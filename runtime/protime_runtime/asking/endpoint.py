"""The requests that a collection answers; nothing here sends any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Generic, TypeVar

from attrs import evolve, field, frozen

from protime_runtime import given
from protime_runtime.asking import filters, links, markers, references
from protime_runtime.asking.cut_links import unbroken, unfinished
from protime_runtime.asking.places import Named, Place, plain_id
from protime_runtime.asking.references import ExternalReference
from protime_runtime.asking.splitting import LONGEST, Parts, split
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import (
    AnItem,
    Change,
    Changes,
    Created,
    CreatedWebhook,
    Expected,
    Identity,
    Items,
    Method,
    NewId,
    NewWebhook,
    Nothing,
    Page,
    Request,
    Upserted,
    Upsertion,
)
from protime_runtime.types import Identifier

T = TypeVar("T")
Id = TypeVar("Id", bound=int | str)
A = TypeVar("A")

_ITSELF = object()
"""No id: the path is the item's. `None` is one that is missing, and is refused."""

_BY_ID = Place(told_by="id")
_UNKNOWN = Place()

References = Iterable[ExternalReference[Identifier]]
Query = tuple[tuple[str, str | None], ...]


@frozen
class Endpoint(Generic[T, Id]):
    """One collection: where it is, what its items are, and what it takes.

    `path` holds ``{}`` where `at` fills in what a nested collection belongs to.
    `places` tells of these segments, and then of the item's own, what may be named.
    `filter` and `delta_filter` are classes whose annotations say what lists and deltas
    are narrowed by.
    """

    name: str
    item: type[T]
    id: type[Id] = field(kw_only=True)
    path: str = field(kw_only=True)
    read: tuple[str, ...] = field(default=(), kw_only=True)
    write: tuple[str, ...] = field(default=(), kw_only=True)
    filter: type | None = field(default=None, kw_only=True)
    delta_filter: type | None = field(default=None, kw_only=True)
    places: tuple[Place, ...] = field(default=(), kw_only=True)
    label: str = field(kw_only=True)
    """The path for logs, without other systems' names for items."""
    _named: tuple[Named, ...] = field(default=(), kw_only=True)
    _identities: tuple[Identity, ...] = field(default=(), kw_only=True)
    """What the path names and the answers tell."""

    @label.default
    def _path_itself(self) -> str:
        return self.path

    def at(self, *values: object) -> Endpoint[T, Id]:
        """Return the collection with the segments of its path filled in.

        A `ReferenceValue` stands for an id; its type goes into the query.

        Raises:
            InvalidRequest: A value cannot stand there.
        """
        known = self.places[len(self._named) :]
        places = (*known, *(_UNKNOWN for _ in values[len(known) :]))
        return self._filled(zip(places, values, strict=False))

    def _filled(self, found: Iterable[tuple[Place, object]]) -> Endpoint[T, Id]:
        path, label, named = self.path, self.label, self._named
        for place, value in found:
            segment = Named(place=place, value=value)
            path = path.replace("{}", segment.segment, 1)
            label = label.replace("{}", links.shown(value), 1)
            named += (segment,)
        told = tuple(segment.identity for segment in named if segment.identity)
        return evolve(self, path=path, named=named, label=label, identities=told)

    def list(
        self,
        values: Mapping[str, object] = {},
        *,
        external_references: References = (),
    ) -> Parts[T]:
        """Return the requests for all items that match, split as the API demands.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        values = filters.held(values)
        named = self._asking(external_references)
        taken = len(self.path) + len("?filter=&") + len(links.query(named))
        properties = markers.filter_properties(self.filter)

        def cut(windows: int) -> Iterator[Request[Page[T]]]:
            for text in split(properties, values, taken=taken, windows=windows):
                yield self._list((*_filter(text), *named))

        return Parts(cut(1), cut)

    def where(
        self, expression: str, *, external_references: References = ()
    ) -> Parts[T]:
        """Return the one request for all items that match an expression.

        Raises:
            InvalidRequest: The expression is empty or too long.
        """
        named = self._asking(external_references)
        request = self._list((*_filter(_checked(expression)), *named))
        return Parts([request])

    def resume(self, link: str) -> Parts[T]:
        """Return the requests that are left after a page or an error.

        Raises:
            InvalidRequest: The text holds no link, or one that is cut.
        """
        return Parts(unfinished(link, self._list(())))

    def delta(
        self,
        values: Mapping[str, object] = {},
        *,
        external_references: References = (),
        today: date,
    ) -> Request[Page[Change[T]]]:
        """Return the request that starts to follow changes.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        values = filters.held(values)
        properties = markers.filter_properties(self.delta_filter)
        markers.check(properties, values, today)
        text = markers.expression(properties, values, otherwise="delta_where()")
        return self._start(text, external_references)

    def delta_where(
        self, expression: str, *, external_references: References = ()
    ) -> Request[Page[Change[T]]]:
        """Return the request that starts to follow what matches an expression.

        Raises:
            InvalidRequest: The expression is empty or too long.
        """
        return self._start(_checked(expression), external_references)

    def changes(self, link: str) -> Request[Page[Change[T]]]:
        """Return the request for what a delta's link, or its `resume_link`, leads to.

        Raises:
            InvalidRequest: The text holds no link, or one that is cut.
        """
        if not link.strip():
            raise InvalidRequest("The delta link is empty.")
        return self._changes(unbroken(link.strip()), is_link=True)

    def get(
        self,
        id: object = _ITSELF,
        *,
        external_references: References = (),
        expand: Iterable[str] = (),
        if_none_match: str | None = None,
    ) -> Request[T]:
        """Return the request for one item."""
        place = self._place(id)
        named = place._asking(external_references)
        expanded = ",".join(given.several(expand, "expand"))
        query = (*named, *((("expand", expanded),) if expanded else ()))
        return Request(
            target=links.target(place.path, query),
            label=place.label,
            scopes=self.read,
            headers=_condition("if-none-match", if_none_match),
            expects=AnItem(self.item, place._identities),
        )

    def create(self, item: object) -> Request[Created[Id]]:
        """Return the request that creates an item and tells its id."""
        return self._write("POST", NewId(self.id), item)

    def post(self, item: object) -> Request[None]:
        """Return the request that adds something which has no id of its own."""
        return self._write("POST", Nothing(), item)

    def update(
        self, item: object, id: object = _ITSELF, *, if_match: str | None = None
    ) -> Request[None]:
        """Return the request that replaces an item."""
        headers = _condition("if-match", if_match)
        return self._place(id)._write("PUT", Nothing(), item, headers)

    def upsert(
        self, item: object, id: object = _ITSELF, *, if_match: str | None = None
    ) -> Request[Upserted]:
        """Return the request that replaces an item, or creates it by its reference."""
        headers = _condition("if-match", if_match)
        return self._place(id)._write("PUT", Upsertion(), item, headers)

    def delete(
        self, id: object = _ITSELF, *, body: object = None, if_match: str | None = None
    ) -> Request[None]:
        """Return the request that deletes an item, or what the body describes.

        It is done, too, if only its repeat finds nothing; see `RetryPolicy`.
        """
        headers = _condition("if-match", if_match)
        return self._place(id)._write("DELETE", Nothing(), body, headers)

    def create_webhook(
        self, webhook: object, *, external_references: References = ()
    ) -> Request[CreatedWebhook]:
        """Return the request that creates a webhook and tells its private key."""
        query = self._asking(external_references)
        return self._write("POST", NewWebhook(), webhook, query=query)

    def put_reference(self, internal_reference: int | str) -> Request[None]:
        """Return the request that maps a custom reference's value to an id."""
        body = {"internalReference": str(plain_id(internal_reference))}
        return self._write("PUT", Nothing(), body)

    def _place(self, id: object) -> Endpoint[T, Id]:
        if id is _ITSELF:
            return self
        below = evolve(self, path=self.path + "/{}", label=self.label + "/{}")
        place = (*self.places[len(self._named) :], _BY_ID)[0]
        return below._filled([(place, id)])

    def _list(self, query: Query) -> Request[Page[T]]:
        return Request(
            target=links.target(self.path, query),
            label=self.label,
            scopes=self.read,
            expects=Items(self.item, self._identities),
        )

    def _start(
        self, text: str | None, external_references: References
    ) -> Request[Page[Change[T]]]:
        named = self._asking(external_references)
        query = (*_filter(text), ("delta", None), *named)
        return self._changes(links.target(self.path, query))

    def _changes(
        self, target: str, *, is_link: bool = False
    ) -> Request[Page[Change[T]]]:
        return Request(
            target=target,
            is_link=is_link,
            label=self.label,
            scopes=self.read,
            expects=Changes(self.item),
        )

    def _write(
        self,
        method: Method,
        expects: Expected[A],
        body: object,
        headers: Mapping[str, str] = {},
        *,
        query: Query | None = None,
    ) -> Request[A]:
        asked = self._asking(()) if query is None else query
        return Request(
            method=method,
            target=links.target(self.path, asked),
            label=self.label,
            scopes=self.write,
            body=body,
            headers=headers,
            expects=expects,
        )

    def _asking(self, external_references: References) -> Query:
        asked = references.types(external_references)
        for segment in self._named:
            segment.check_beside(asked)
        pairs = [segment.pair for segment in self._named if segment.pair]
        pairs += [(reference.collection, str(reference)) for reference in asked]
        text = references.encode_pairs(pairs)
        return (("externalReferences", text),) if text else ()


def _checked(expression: object) -> str:
    if not isinstance(expression, str):
        raise InvalidRequest(
            f"A filter expression is a text, not {type(expression).__name__}."
        )
    if not expression.strip():
        raise InvalidRequest("The filter expression is empty.")
    if len(links.query((("filter", expression),))) > LONGEST:
        raise InvalidRequest(
            f"The filter expression is longer than the {LONGEST} characters of an"
            " address; only filters are split."
        )
    return expression


def _filter(text: str | None) -> Query:
    return () if text is None else (("filter", text),)


def _condition(name: str, etag: str | None) -> Mapping[str, str]:
    if etag is None:
        return {}
    if not (etag.isascii() and etag.isprintable()):
        raise InvalidRequest(f"{etag!r} cannot be an ETag.")
    return {name: etag}
