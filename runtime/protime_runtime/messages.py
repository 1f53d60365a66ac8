"""What is asked and what comes back, as data: nothing here sends, reads or waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar, Generic, Literal, TypeAlias, TypeVar

from attrs import field

from protime_runtime.errors import DecodingError
from protime_runtime.scalars import identity, version
from protime_runtime.values import frozen

T = TypeVar("T")
Id = TypeVar("Id", bound=int | str)
I_co = TypeVar("I_co", bound=int | str, covariant=True)
Method = Literal["GET", "POST", "PUT", "DELETE"]

_REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "traceparent")
_DOCUMENTED = {"id", "validUntil", "status"}
_DOCUMENTED |= {"externalReferences", "destinationUrl", "collectionName"}
"""Properties that the response to creating a webhook is said to have."""


@frozen(kw_only=True)
class Response:
    """What came back: status, headers with lower-case names, and the raw body."""

    status: int
    headers: Mapping[str, str] = field(factory=dict)
    content: bytes = field(default=b"", repr=False)
    maybe_done_before: bool = False
    """Whether an attempt before, which this one repeats, may have done the same."""

    @property
    def request_id(self) -> str | None:
        """The API's name for the request, for its support (headers inferred)."""
        found = (self.headers.get(name) for name in _REQUEST_IDS)
        return next((text for text in found if text), None)


@frozen(kw_only=True)
class Failure:
    """No response came; `sent` says whether the API may have received the request."""

    reason: str
    sent: bool


@frozen(kw_only=True)
class Page(Generic[T]):
    """The items of one response and the links that it gave."""

    value: tuple[T, ...]
    next_link: str | None = None
    delta_link: str | None = None
    _resume: str | Callable[[], str | None] | None = field(
        default=None, alias="resume_link", repr=False, eq=False
    )

    @property
    def resume_link(self) -> str | None:
        """Where to go on after this page; `None` when it is the last.

        It names all that is left, so it is made when somebody asks for it.
        """
        return self._resume() if callable(self._resume) else self._resume


@frozen(kw_only=True)
class Branch(Page[T]):
    """A page after which further pages are wanted, before the one that it links to."""

    leads_to: tuple[Request[Page[T]], ...] = field(repr=False)
    """Requests for them, in order."""


@frozen
class Upsert(Generic[T]):
    """An item that is new or has changed; which of the two is not said."""

    item: T

    @property
    def id(self) -> int | str:
        """The item's id.

        Raises:
            DecodingError: The API sent an item without one.
        """
        found = identity(getattr(self.item, "id", None))
        if found is None:
            raise DecodingError("A changed item has no id")
        return found

    @property
    def change_version(self) -> str | None:
        """Version of the item; of two, the greater text is newer."""
        return version(getattr(self.item, "change_version", None))


@frozen
class Delete:
    """An item that is gone; only its id and version are said."""

    id: int | str
    change_version: str | None = None


Change: TypeAlias = Upsert[T] | Delete


@frozen(kw_only=True)
class Created(Generic[I_co]):
    """The id that a created item was given, and the path it can be read at."""

    id: I_co
    location: str


@frozen(kw_only=True)
class Upserted:
    """Whether the item is new, and where it stands if the response says so."""

    created: bool
    maybe_created: bool = False
    """Whether an attempt before, whose response was lost, may have created the item
    that this one updated."""
    id: str | None
    location: str | None


@frozen(kw_only=True)
class CreatedWebhook:
    """A new webhook with its private key, which is told only this once.

    Source: reference/webhooks/ and how-to/set-up-webhooks/
    """

    id: str
    location: str | None
    valid_until: datetime | None
    """When events stop; what is no date and time stays as it came, as in a model."""

    response: Mapping[str, object] = field(repr=False)
    """All that the response said, under the wire's names; holds the key."""

    @property
    def private_key(self) -> str:
        """The key that events are signed with: the one text that is not documented.

        The name of its property is not published; with several candidates take it from
        `response`.

        Raises:
            DecodingError: No property, or more than one, can be the key.
        """
        found = [
            value
            for name, value in self.response.items()
            if name not in _DOCUMENTED and isinstance(value, str)
        ]
        if len(found) != 1:
            names = ", ".join(sorted(set(self.response) - _DOCUMENTED)) or "none"
            raise DecodingError(
                "The webhook's private key cannot be told from other properties"
                f" (candidates: {names}); take it from response[...]"
            )
        return found[0]


@frozen(kw_only=True)
class Identity:
    """What the path of a request names, which the items that come must agree with."""

    attribute: str
    """Where an item holds the id of what is named: ``id``, ``person.id``."""

    value: object = field(repr=False)
    """The id, or another system's name as a `ReferenceValue`."""


class Expected(Generic[T]):
    """What the response to a request is read as; `protime_runtime.reading` reads it."""

    __slots__ = ()

    also: ClassVar[frozenset[int]] = frozenset()
    """Statuses of errors that are read as well, and not raised."""


@frozen
class AnItem(Expected[T]):
    """One item, with the ``ETag`` that came with it."""

    model: type[T]
    identities: tuple[Identity, ...] = ()


@frozen
class Items(Expected[Page[T]]):
    """A page of a list."""

    model: type[T]
    identities: tuple[Identity, ...] = ()
    collection: str = ""
    """Name of the collection, whose external references the items may have."""


@frozen
class Changes(Expected[Page[Change[T]]]):
    """A page of a delta."""

    model: type[T]


@frozen
class NewId(Expected[Created[Id]]):
    """The id at the end of the ``Location`` header, as this type."""

    kind: type[Id]


@frozen
class Upsertion(Expected[Upserted]):
    """Whether the item was created (201) or updated."""


@frozen
class NewWebhook(Expected[CreatedWebhook]):
    """A webhook with its private key."""


@frozen
class Nothing(Expected[None]):
    """Nothing: a body after updating or deleting is not promised."""


@frozen
class Whole(Expected[Response]):
    """The response itself, of which nothing is read."""


@frozen(kw_only=True)
class Request(Generic[T]):
    """One request of the API, and what its response is expected to be."""

    method: Method = "GET"
    target: str
    """Path and query below the host, encoded; or a link as the API gave it."""

    is_link: bool = False
    """Whether the target came from outside: it may be foreign, or not encoded."""

    scopes: tuple[str, ...] = ()
    """Any one of them is enough."""

    expects: Expected[T]
    body: object = field(default=None, repr=False)
    label: str = ""
    """Path for logs, with `…` for what may name a person; empty: made of the path."""

    headers: Mapping[str, str] = field(factory=dict)
