"""The requests that a collection takes; nothing here sends any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Generic, TypeVar

from attrs import field

from protime_runtime import given
from protime_runtime.asking import filters, links, markers, references
from protime_runtime.asking.cut_links import unbroken, unfinished
from protime_runtime.asking.places import ITSELF, Address, plain_id
from protime_runtime.asking.references import ExternalReference
from protime_runtime.asking.splitting import Parts, split
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import (
    AnItem,
    Change,
    Changes,
    Created,
    CreatedWebhook,
    Expected,
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
from protime_runtime.values import frozen

T = TypeVar("T")
Id = TypeVar("Id", bound=int | str)
A = TypeVar("A")

References = Iterable[ExternalReference[Identifier]]
NONE: tuple[()] = ()
"""What is passed where several could be and none are: nothing is read of it."""


@frozen(kw_only=True)
class Operation:
    """What a collection's method does not say of the operation it asks for."""

    statuses: tuple[int, ...] = ()
    """Statuses of success, if they are not the usual."""

    body: type | None = None
    """What is sent, if the method takes less."""

    external_references: tuple[str, ...] | None = None
    """Collections whose reference types are taken, if not those that are asked for."""


@frozen
class Endpoint(Address, Generic[T, Id]):
    """One collection: where it is, what its items are, and what it takes.

    `filter` and `delta_filter` are classes whose annotations say what lists and deltas
    are narrowed by.
    """

    name: str
    item: type[T]
    id: type[Id] = field(kw_only=True)
    read: tuple[str, ...] = field(default=(), kw_only=True)
    write: tuple[str, ...] = field(default=(), kw_only=True)
    filter: type | None = field(default=None, kw_only=True)
    delta_filter: type | None = field(default=None, kw_only=True)
    operations: Mapping[str, Operation] = field(factory=dict, kw_only=True)
    webhooks: bool = field(default=False, kw_only=True)
    """Whether the API sends events of its changes."""

    def list(
        self,
        values: Mapping[str, object] = {},
        *,
        external_references: References = NONE,
    ) -> Parts[T]:
        """Return the requests for all items that match, split as the API demands.

        Raises:
            InvalidRequest: The API would refuse the filter.
        """
        values = filters.held(values)
        named = self._asking(external_references)
        taken = len(self.path) + len("?&") + len(named)
        properties = markers.filter_properties(self.filter)
        items = Items(self.item, self.identities, self.name)

        def cut(windows: int) -> Iterable[Request[Page[T]]]:
            texts = tuple(split(properties, values, taken=taken, windows=windows))
            return [self._read(items, text, named) for text in texts]

        return Parts(cut(1), cut)

    def where(
        self, expression: str, *, external_references: References = NONE
    ) -> Parts[T]:
        """Return the one request for all items that match an expression.

        Raises:
            InvalidRequest: The expression is empty or too long.
        """
        named = self._asking(external_references)
        items = Items(self.item, self.identities, self.name)
        return Parts([self._read(items, filters.checked(expression), named)])

    def resume(self, link: str) -> Parts[T]:
        """Return the requests that are left after a page or an error.

        Raises:
            InvalidRequest: The text holds no link, or one that is cut.
        """
        items = Items(self.item, self.identities, self.name)
        return Parts(unfinished(link, self._read(items)))

    def delta(
        self,
        values: Mapping[str, object] = {},
        *,
        external_references: References = NONE,
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
        return self._start(links.parameter("filter", text), external_references)

    def delta_where(
        self, expression: str, *, external_references: References = NONE
    ) -> Request[Page[Change[T]]]:
        """Return the request that starts to follow what matches an expression.

        Raises:
            InvalidRequest: The expression is empty or too long.
        """
        return self._start(filters.checked(expression), external_references)

    def changes(self, link: str) -> Request[Page[Change[T]]]:
        """Return the request for what a delta's link, or its `resume_link`, leads to.

        Raises:
            InvalidRequest: The text holds no link, or one that is cut.
        """
        if not link.strip():
            raise InvalidRequest("The delta link is empty.")
        return Request(
            target=unbroken(link.strip()),
            is_link=True,
            label=self.label,
            scopes=self.read,
            expects=Changes(self.item),
        )

    def get(
        self,
        id: object = ITSELF,
        *,
        external_references: References = NONE,
        expand: Iterable[str] = NONE,
        if_none_match: str | None = None,
    ) -> Request[T]:
        """Return the request for one item."""
        item = self.below(id)
        named = item._asking(external_references)
        expanded = "" if expand is NONE else ",".join(given.several(expand, "expand"))
        more = links.parameter("expand", expanded) if expanded else ""
        expects = AnItem(self.item, item.identities)
        return item._read(expects, named, more, etag=if_none_match)

    def create(self, item: object) -> Request[Created[Id]]:
        """Return the request that creates an item, and returns its id."""
        return self._write("POST", NewId(self.id), item)

    def post(self, item: object) -> Request[None]:
        """Return the request that adds something which has no id of its own."""
        return self._write("POST", Nothing(), item)

    def update(
        self, item: object, id: object = ITSELF, *, if_match: str | None = None
    ) -> Request[None]:
        """Return the request that replaces an item."""
        return self.below(id)._write("PUT", Nothing(), item, if_match=if_match)

    def upsert(
        self, item: object, id: object = ITSELF, *, if_match: str | None = None
    ) -> Request[Upserted]:
        """Return the request that replaces an item, or creates it by its reference."""
        return self.below(id)._write("PUT", Upsertion(), item, if_match=if_match)

    def delete(
        self, id: object = ITSELF, *, body: object = None, if_match: str | None = None
    ) -> Request[None]:
        """Return the request that deletes an item, or what the body describes.

        It is done, too, if only its repeat finds nothing; see `RetryPolicy`.
        """
        return self.below(id)._write("DELETE", Nothing(), body, if_match=if_match)

    def create_webhook(
        self, webhook: object, *, external_references: References = NONE
    ) -> Request[CreatedWebhook]:
        """Return the request that creates a webhook, and returns its private key."""
        return self._write(
            "POST", NewWebhook(), webhook, external_references=external_references
        )

    def put_reference(self, internal_reference: int | str) -> Request[None]:
        """Return the request that maps a custom reference's value to an id."""
        body = {"internalReference": str(plain_id(internal_reference))}
        return self._write("PUT", Nothing(), body)

    def _start(
        self, filter: str, external_references: References
    ) -> Request[Page[Change[T]]]:
        named = self._asking(external_references)
        return self._read(Changes(self.item), filter, "delta", named)

    def _read(
        self, expects: Expected[A], *query: str, etag: str | None = None
    ) -> Request[A]:
        return Request(
            target=self._target(query),
            label=self.label,
            scopes=self.read,
            headers={} if etag is None else _etag("if-none-match", etag),
            expects=expects,
        )

    def _write(
        self,
        method: Method,
        expects: Expected[A],
        body: object,
        *,
        if_match: str | None = None,
        external_references: References = NONE,
    ) -> Request[A]:
        return Request(
            method=method,
            target=self._target((self._asking(external_references),)),
            label=self.label,
            scopes=self.write,
            body=body,
            headers={} if if_match is None else _etag("if-match", if_match),
            expects=expects,
        )

    def _target(self, query: Iterable[str]) -> str:
        """Return path and query, whose parameters are encoded or empty."""
        asked = "&".join(filter(None, query))
        return f"{self.path}?{asked}" if asked else self.path

    def _asking(self, external_references: References) -> str:
        """Return the parameter that names reference types, if there are any."""
        if external_references is NONE:
            return references.parameter(self.pairs) if self.pairs else ""
        asked = references.types(external_references)
        for segment in self.named:
            segment.check_beside(asked)
        return references.parameter(self.pairs, asked)


def _etag(name: str, etag: str) -> Mapping[str, str]:
    if not (etag.isascii() and etag.isprintable()):
        raise InvalidRequest(f"{etag!r} cannot be an ETag.")
    return {name: etag}
