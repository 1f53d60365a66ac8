# Generated from spec/collections/counter-definitions.yaml by `nox -s generate`.
# Do not edit.
"""Models of counter definitions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, OpenEnum, hidden

from .identifiers import CounterGroupIdentifier
from .shared import TranslatedText


class CounterDefinitionUnit(OpenEnum):
    """What a counter counts."""

    UNKNOWN = "Unknown"
    INTERVAL = "Interval"
    DURATION = "Duration"
    INSTANCE = "Instance"


@frozen(kw_only=True)
class CounterDefinition(Model):
    """A kind of counter."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the counter definition; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the counter definition."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the definition, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the counter definition."""

    code: str | None = field(default=None, metadata={"wire": "code"})
    """Counter code."""

    friendly_name: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyName"}
    )
    """Name that is shown to people."""

    friendly_code: TranslatedText | None = field(
        default=None, metadata={"wire": "friendlyCode"}
    )
    """Code that is shown to people."""

    is_enabled: bool | None = field(default=None, metadata={"wire": "isEnabled"})
    """Whether it is enabled in myProtime."""

    counter_group: CounterGroupIdentifier | None = field(
        default=None, metadata={"wire": "counterGroup"}
    )
    """Group the counter definition belongs to."""

    unit: CounterDefinitionUnit | None = field(default=None, metadata={"wire": "unit"})
    """What is counted."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
