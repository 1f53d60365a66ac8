# Generated from spec/types.yaml by `nox -s generate`. Do not edit.
"""Models that several collections share."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, OpenEnum

from .identifiers import ActivityDefinitionIdentifier, ActivityDefinitionLike


@frozen(kw_only=True)
class TranslatedText(Model):
    """A text with its translations."""

    default: str = field(metadata={"wire": "default"})
    """Text where no translation fits."""

    translations: Mapping[str, str] | None = field(
        default=None, metadata={"wire": "translations"}
    )
    """Translations by culture, such as ``nl-NL``.

    Inferred: the map's shape; older pages call it a string.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class Geolocation(Model):
    """A place on Earth."""

    longitude: float = field(metadata={"wire": "longitude"})
    """Degrees east."""

    latitude: float = field(metadata={"wire": "latitude", "also": ("lattitude",)})
    """Degrees north."""


@frozen(kw_only=True)
class ActivityLevel(Model):
    """The activity registered at one level of the activity structure."""

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure.

    Inferred: the type, from the activity durations page.
    """

    activity_definition: ActivityDefinitionIdentifier = field(
        metadata={"wire": "activityDefinition"}
    )
    """Activity definition registered at the level.

    Inferred: the type, from the activity durations page.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewActivityLevel(Model):
    """The activity registered at one level of the activity structure.

    What is sent; `ActivityLevel` is what is read.
    """

    level: int = field(metadata={"wire": "level"})
    """Level in the activity structure.

    Inferred: the type, from the activity durations page.
    """

    activity_definition: ActivityDefinitionLike = field(
        metadata={"wire": "activityDefinition"}
    )
    """Activity definition registered at the level.

    Inferred: the type, from the activity durations page.
    """


@frozen(kw_only=True)
class RequestIdentifier(Model):
    """The request that something was made from."""

    id: str = field(metadata={"wire": "id"})
    """Id, formed ``{TenantId}-{PersonId}-{RequestId}``."""


class PeriodType(OpenEnum):
    """Length of the period that something applies to."""

    UNKNOWN = "Unknown"
    DAY = "Day"
    WEEK = "Week"
    PAY_PERIOD = "PayPeriod"
