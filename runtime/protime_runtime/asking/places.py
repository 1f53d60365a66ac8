"""What a path names: items by Protime's id, or by another system's name for them.

The API reads a segment of a path as another system's name as soon as
``externalReferences`` holds a type of the segment's own collection; an id that stands
there then means another item.

Source: reference/collections/departments/get/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from attrs import field, frozen

from protime_runtime import given
from protime_runtime.asking import links
from protime_runtime.asking.references import ExternalReference, as_code
from protime_runtime.errors import InvalidRequest, WrongItem
from protime_runtime.reading.deviations import found
from protime_runtime.types import Identifier, ReferenceValue

_SOURCE = "Source: reference/collections/departments/get/"
Reference = ExternalReference[Identifier]


@frozen
class Place:
    """A segment of a path, and what the answers tell of it."""

    collection: str | None = None
    """Whose items a reference may name here instead of an id; `None`: ids only."""

    told_by: str | None = None
    """Attribute of the answered items that is the named one's id: ``person.id``."""

    custom: bool = field(default=False, kw_only=True)
    """Whether a reference type is named here, of which only custom ones change."""


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

    def check_told(self, item: object, body: bytes) -> None:
        """Refuse an item of an answer that is not the named one, or not the named's.

        What the answer does not tell cannot be compared.

        Raises:
            WrongItem: The answer tells another id, or another value of the reference.
        """
        if self.place.told_by is None:
            return
        *holders, name = self.place.told_by.split(".")
        for holder in holders:
            item = getattr(item, holder, None)
        told = getattr(item, name, None)
        if isinstance(self.value, ReferenceValue):
            self._check_value(self.value, item, told, body)
        elif told is not None and _key(told) != _key(self.value):
            message = f"{_shown(self.value)} was asked for, and {_shown(told)} came"
            raise self._wrong(message, told, body)

    def _check_value(
        self, asked: ReferenceValue[Identifier], item: object, id: object, body: bytes
    ) -> None:
        told = getattr(item, "external_references", None)
        value = told.get(asked.type) if isinstance(told, Mapping) else None
        # Whether the API heeds letter case is not published.
        if value is not None and _folded(value) != _folded(asked.value):
            message = f"The item that came has another value of {asked.type}"
            if id is not None:
                message += f"; its id is {_shown(id)}"
            raise self._wrong(message, id, body)

    def _wrong(self, message: str, told: object, body: bytes) -> WrongItem:
        path = f"$.{self.place.told_by}"
        return WrongItem(message, asked=self.value, told=told, path=path, body=body)

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


def plain_id(value: object) -> object:
    """Return an id as it is sent: a whole number, or a text such as a GUID.

    Raises:
        InvalidRequest: It is something else, such as an item, or a number that a data
            frame has with a fraction since others are missing.
    """
    id = given.scalar(value)
    if isinstance(id, str | int | UUID) and not isinstance(id, bool):
        return id
    raise InvalidRequest(
        f"An id is a whole number or a text, not {type(id).__name__}; of an item or an"
        " identifier, give its id."
    )


def check(items: Iterable[object], named: tuple[Named, ...], body: bytes) -> None:
    """Refuse an answer about others than the path names.

    Raises:
        WrongItem: An item tells another id, or another value of the reference.
    """
    if named:
        for item in items:
            for segment in named:
                segment.check_told(item, body)


def _shown(id: object) -> str:
    """Return a number or a GUID as it is; what else stands there may name a person."""
    if isinstance(id, int | float) or (isinstance(id, str) and id.isdecimal()):
        return str(id)
    return links.shown(id) if isinstance(id, str) else found(id)


def _folded(text: object) -> str:
    return str(text).strip().casefold()


def _key(id: object) -> object:
    """Return what two writings of one id have in common.

    A number may come as a text or with a fraction of zero, and a GUID in either case.
    """
    if isinstance(id, float) and id.is_integer():
        return int(id)
    text = _folded(id)
    for read in (UUID, int):
        try:
            return read(text)
        except ValueError:
            pass
    return text
