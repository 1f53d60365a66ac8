# Generated from spec/collections/shift-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Models of shift definitions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .shared import TranslatedText


@frozen(kw_only=True)
class ShiftDefinition(Model):
    """A kind of shift."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the shift definition; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the shift definition."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the definition, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the shift definition."""

    code: str | None = field(default=None, metadata={"wire": "code"})
    """Shift code."""

    friendly_name: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyName"}
    )
    """Name that is shown to people."""

    is_enabled: bool | None = field(default=None, metadata={"wire": "isEnabled"})
    """Whether it is enabled in myProtime."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
