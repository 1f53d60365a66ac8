"""External references: other systems' names for Protime's items.

Source: reference/external-references/ of the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Generic, Self, TypeVar
from urllib.parse import unquote

from protime_runtime import given
from protime_runtime.asking import links
from protime_runtime.errors import InvalidRequest
from protime_runtime.types import Identifier, ReferenceValue

_PAIR = re.compile(r"\(([^,()]+),([^,()]+)\)")

I_co = TypeVar("I_co", bound=Identifier, covariant=True)
R = TypeVar("R", bound="ExternalReference[Identifier]")


class Predefined:
    """A reference type that Protime itself maintains, declared in a class body."""

    def __init__(self, name: str) -> None:
        """Take the name without the ``@`` that the API marks it with."""
        self._name = f"@{name}"

    def __get__(self, instance: object, owner: type[R]) -> R:
        """Return the reference type as one of the class it is declared in."""
        return str.__new__(owner, self._name)  # The query can carry it.


class ExternalReference(str, Generic[I_co]):
    """Base of the generated reference types.

    A reference type is the name under which an item's ``external_references`` hold its
    value, so it is a `str` and can be looked up there. Names that start with ``@`` are
    Protime's own; any other name is a custom one, managed by
    ``client.external_references``.
    """

    __slots__ = ()

    collection: ClassVar[str]

    def __init_subclass__(cls, *, collection: str) -> None:
        """Name the collection whose items the references identify."""
        cls.collection = collection

    def __new__(cls, name: str) -> Self:
        """Take the reference type's name; refuse what the query cannot carry.

        Raises:
            InvalidRequest: The name is empty or holds one of ``( ) ,``.
        """
        if not name or set(name) & set("(),"):
            raise InvalidRequest(
                f"{name!r} cannot name a reference type: it must not be empty or hold"
                " parentheses or commas, which the query writes between names."
            )
        return super().__new__(cls, name)

    def of(self, value: str) -> ReferenceValue[I_co]:
        """Return the item that has this value, for use instead of its id."""
        return ReferenceValue(type=str(self), value=value, collection=self.collection)


def types(
    given_types: Iterable[ExternalReference[Identifier]],
) -> tuple[ExternalReference[Identifier], ...]:
    """Return the reference types that are asked for, also if it is a single one.

    Raises:
        InvalidRequest: One of them is no reference type, which knows its collection.
    """
    found = given.several(given_types, "external_references")
    for reference in found:
        if not isinstance(reference, ExternalReference):
            raise InvalidRequest(
                "external_references takes reference types, such as"
                f" PersonReference.BADGE_NUMBER, not {type(reference).__name__}."
            )
    return found


def as_code(reference: ExternalReference[Identifier]) -> str:
    """Return a reference type as it is written in Python."""
    kind = type(reference)
    for name, declared in vars(kind).items():
        if isinstance(declared, Predefined) and getattr(kind, name) == reference:
            return f"{kind.__name__}.{name}"
    return f'{kind.__name__}("{reference}")'


def encode_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the pairs as the query writes them, each once.

    >>> encode_pairs([("people", "@badge-number"), ("terminals", "@external-code")])
    '(people,@badge-number)(terminals,@external-code)'
    """
    return "".join([f"({kind},{name})" for kind, name in dict.fromkeys(pairs)])


def parameter(
    pairs: Iterable[tuple[str, str]],
    types: Iterable[ExternalReference[Identifier]] = (),
) -> str:
    """Return the parameter of a query with pairs and types; nothing without any."""
    asked = [*pairs, *((reference.collection, str(reference)) for reference in types)]
    text = encode_pairs(asked)
    return links.parameter("externalReferences", text)


def asked_for(target: str) -> list[tuple[str, str]]:
    """Return the pairs that the query of a path or link holds.

    >>> asked_for("/people?externalReferences=(people,%40badge-number)")
    [('people', '@badge-number')]
    """
    found = re.search("[?&]externalReferences=([^&#]*)", target)
    return [] if found is None else _PAIR.findall(unquote(found[1]))
