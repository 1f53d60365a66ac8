# Generated from spec/types.yaml by `nox -s generate`. Do not edit.
"""Models that several collections share."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .identifiers import PersonIdentifier, PersonLike


@frozen(kw_only=True)
class Text(Model):
    """A text with its translations."""

    default: str = field(metadata={"wire": "default"})
    """Text where no translation fits."""

    translations: Mapping[str, str] | None = field(
        default=None, metadata={"wire": "translations"}
    )
    """Translations by culture, such as ``nl-NL``.

    Inferred: the map's shape.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class Guest(Model):
    """Someone who comes along.

    Inferred: that guests have names.
    """

    name: Text = field(
        repr=hidden,
        metadata={"wire": "name", "also": ("fullName", "full_name"), "personal": True},
    )
    """Name of the guest."""

    host: PersonIdentifier | None = field(default=None, metadata={"wire": "host"})
    """Person the guest comes for."""

    badge_number: str | None = field(
        default=None,
        metadata={"wire": "badgeNumber", "read_only": True, "max_length": 5},
    )
    """Number of the guest's badge."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewGuest(Model):
    """Someone who comes along.

    What is sent; `Guest` is what is read.
    """

    name: Text = field(
        repr=hidden,
        metadata={"wire": "name", "also": ("fullName", "full_name"), "personal": True},
    )
    """Name of the guest."""

    host: PersonLike | None = field(default=None, metadata={"wire": "host"})
    """Person the guest comes for."""


@frozen(kw_only=True)
class Origin(Model):
    """What a visit was made from."""

    id: str = field(metadata={"wire": "id"})
    """Id of the request."""
