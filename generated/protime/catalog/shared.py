# Generated from spec/types.yaml by `nox -s generate`. Do not edit.
"""Types that the entries of several collections name."""

from __future__ import annotations

from protime_runtime.catalog import FieldInfo, TypeInfo

TRANSLATED_TEXT = TypeInfo(
    name="TranslatedText",
    fields=(
        FieldInfo(
            wire="default",
            python="default",
            type="string",
            read="always",
            write="required",
            summary="Text where no translation fits.",
        ),
        FieldInfo(
            wire="translations",
            python="translations",
            type="string",
            map=True,
            write="optional",
            summary=("Translations by culture, such as ``nl-NL``."),
        ),
    ),
)

GEOLOCATION = TypeInfo(
    name="Geolocation",
    fields=(
        FieldInfo(
            wire="longitude",
            python="longitude",
            type="number",
            read="always",
            write="required",
            summary="Degrees east.",
        ),
        FieldInfo(
            wire="latitude",
            python="latitude",
            type="number",
            read="always",
            write="required",
            also=("lattitude",),
            summary="Degrees north.",
        ),
    ),
)

ACTIVITY_LEVEL = TypeInfo(
    name="ActivityLevel",
    fields=(
        FieldInfo(
            wire="level",
            python="level",
            type="integer",
            read="always",
            write="required",
            summary="Level in the activity structure.",
        ),
        FieldInfo(
            wire="activityDefinition",
            python="activity_definition",
            type="identifier",
            identifier=("activity-definitions",),
            read="always",
            write="required",
            summary=("Activity definition registered at the level."),
        ),
    ),
)

NEW_ACTIVITY_LEVEL = TypeInfo(
    name="NewActivityLevel",
    fields=(
        FieldInfo(
            wire="level",
            python="level",
            type="integer",
            read="always",
            write="required",
            summary="Level in the activity structure.",
        ),
        FieldInfo(
            wire="activityDefinition",
            python="activity_definition",
            type="identifier",
            identifier=("activity-definitions",),
            read="always",
            write="required",
            summary=("Activity definition registered at the level."),
        ),
    ),
)

REQUEST_IDENTIFIER = TypeInfo(
    name="RequestIdentifier",
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="string",
            read="always",
            summary=("Id, formed ``{TenantId}-{PersonId}-{RequestId}``."),
        ),
    ),
)

PERIOD_TYPE = TypeInfo(
    name="PeriodType",
    values=("Unknown", "Day", "Week", "PayPeriod"),
)
