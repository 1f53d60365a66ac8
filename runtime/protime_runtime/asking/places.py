"""What a path names: items by Protime's id, or by another system's name for them.

The API reads a segment of a path as another system's name as soon as
``externalReferences`` holds a type of the segment's own collection; an id that stands
there then means another item.

Source: reference/collections/departments/get/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from attrs import evolve, field

from protime_runtime import given
from protime_runtime.asking import links
from protime_runtime.asking.references import ExternalReference, as_code
from protime_runtime.errors import InvalidRequest
from protime_runtime.messages import Identity
from protime_runtime.types import Identifier, ReferenceValue
from protime_runtime.values import frozen

_SOURCE = "Source: reference/collections/departments/get/"
Reference = ExternalReference[Identifier]

ITSELF = object()
"""No id: the path is the item's. `None` is one that is missing, and is refused."""


@frozen
class Place:
    """A segment of a path, and what the responses say of it."""

    wire: str = "id"
    """Its name in the API's documentation."""

    collection: str | None = None
    """Whose items a reference may name here instead of an id; `None`: ids only."""

    told_by: str | None = None
    """Attribute of the items that come which is the named item's id: ``person.id``."""

    custom: bool = field(default=False, kw_only=True)
    """Whether a reference type is named here, of which only custom ones change."""


BY_ID = Place(told_by="id")
"""The segment of an item that is named by its id alone."""

_UNKNOWN = Place()


@frozen(kw_only=True)
class Named:
    """What stands in a segment of a path."""

    place: Place
    value: object = field(repr=False)

    @property
    def segment(self) -> str:
        """The text of the path.

        Raises:
            InvalidRequest: No path can hold it, or a reference names something else.
        """
        if self.place.custom and str(self.value).startswith("@"):
            raise InvalidRequest(
                f"{self.value} is one of Protime's own reference types, which are"
                " changed in Protime; custom ones do not begin with @."
            )
        if not isinstance(self.value, ReferenceValue):
            return links.segment(plain_id(self.value))
        if self.value.collection != self.place.collection:
            raise InvalidRequest(self._foreign(self.value))
        return links.segment(self.value.value)

    @property
    def pair(self) -> tuple[str, str] | None:
        """Collection and reference type, if a reference names the item."""
        if isinstance(self.value, ReferenceValue):
            return self.value.collection, self.value.type
        return None

    @property
    def identity(self) -> Identity | None:
        """What the items that come must agree with, if they tell it."""
        if self.place.told_by is None:
            return None
        return Identity(attribute=self.place.told_by, value=self.value)

    def check_beside(self, asked: Iterable[Reference]) -> None:
        """Refuse reference types that would make the API read the segment otherwise.

        Raises:
            InvalidRequest: One of them is of the segment's own collection.
        """
        for reference in asked:
            if reference.collection != self.place.collection:
                continue
            if self.pair is None:
                raise InvalidRequest(self._misread(reference))
            if self.pair[1] != reference:
                raise InvalidRequest(
                    f"The path names the item by {self.pair[1]}, so {reference} of"
                    f" {reference.collection} cannot be asked for at the same time;"
                    " ask again by id."
                )

    def _misread(self, reference: Reference) -> str:
        shown = links.shown(self.value)
        return (
            f"Beside {reference} of {reference.collection} the API reads {shown} as a"
            f" value of it, and answers another item. If it is one, give"
            f' {as_code(reference)}.of("{shown}") in its place; if it is an id, leave'
            f" {reference} out. {_SOURCE}"
        )

    def _foreign(self, value: ReferenceValue[Identifier]) -> str:
        if self.place.collection is None:
            takes = "takes Protime's own ids only"
        else:
            takes = f"takes an id, or a reference to one of {self.place.collection}"
        named = value.collection or "a collection that is not known"
        return f"{value.type} names one of {named}; the path {takes}."


@frozen(kw_only=True)
class Address:
    """Where a collection or an item is: a path, with what is named in it.

    `path` holds ``{}`` where `at` fills in what a nested collection belongs to.
    `places` says of these segments, and then of the item's own, what may be named.
    """

    path: str
    places: tuple[Place, ...] = ()
    label: str = field()
    """The path for logs, without other systems' names for items."""
    named: tuple[Named, ...] = ()
    identities: tuple[Identity, ...] = ()
    """What the path names and the responses tell."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Collection and reference type of each reference that the path names."""

    @label.default
    def _path_itself(self) -> str:
        return self.path

    def at(self, *values: object) -> Self:
        """Return the collection with the segments of its path filled in.

        A `ReferenceValue` stands for an id; its type goes into the query.

        Raises:
            InvalidRequest: A value cannot stand there.
        """
        known = self.places[len(self.named) :]
        places = (*known, *(_UNKNOWN for _ in values[len(known) :]))
        return self._filled(zip(places, values, strict=False))

    def below(self, id: object) -> Self:
        """Return the address of the item that has the id.

        Raises:
            InvalidRequest: The id cannot stand there.
        """
        if id is ITSELF:
            return self
        item = evolve(self, path=self.path + "/{}", label=self.label + "/{}")
        place = (*self.places[len(self.named) :], BY_ID)[0]
        return item._filled([(place, id)])

    def _filled(self, found: Iterable[tuple[Place, object]]) -> Self:
        path, label, named = self.path, self.label, [*self.named]
        for place, value in found:
            segment = Named(place=place, value=value)
            path = path.replace("{}", segment.segment, 1)
            label = label.replace("{}", links.shown(value), 1)
            named.append(segment)
        return evolve(
            self,
            path=path,
            label=label,
            named=tuple(named),
            identities=tuple(filter(None, [segment.identity for segment in named])),
            pairs=tuple(filter(None, [segment.pair for segment in named])),
        )


def plain_id(value: object) -> object:
    """Return an id as it is sent: a whole number, or a text such as a GUID.

    Raises:
        InvalidRequest: It is something else, such as an item, or a number that a data
            frame has with a fraction since others are missing.
    """
    id = value if type(value) is int else given.scalar(value)
    if isinstance(id, str | int | UUID) and not isinstance(id, bool):
        return id
    raise InvalidRequest(
        f"An id is a whole number or a text, not {type(id).__name__}; of an item or an"
        " identifier, give its id."
    )
