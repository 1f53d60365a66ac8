# Generated from spec/types.yaml by `nox -s generate`. Do not edit.
"""Types that the entries of several collections name."""

from __future__ import annotations

from protime_runtime.catalog import FieldInfo, TypeInfo

TEXT = TypeInfo(
    name="Text",
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

GUEST = TypeInfo(
    name="Guest",
    fields=(
        FieldInfo(
            wire="name",
            python="name",
            type="Text",
            read="always",
            write="required",
            also=("fullName", "full_name"),
            personal=True,
            summary="Name of the guest.",
        ),
        FieldInfo(
            wire="host",
            python="host",
            type="identifier",
            identifier=("people",),
            write="optional",
            summary="Person the guest comes for.",
        ),
        FieldInfo(
            wire="badgeNumber",
            python="badge_number",
            type="string",
            max_length=5,
            summary="Number of the guest's badge.",
        ),
    ),
)

NEW_GUEST = TypeInfo(
    name="NewGuest",
    fields=(
        FieldInfo(
            wire="name",
            python="name",
            type="Text",
            read="always",
            write="required",
            also=("fullName", "full_name"),
            personal=True,
            summary="Name of the guest.",
        ),
        FieldInfo(
            wire="host",
            python="host",
            type="identifier",
            identifier=("people",),
            write="optional",
            summary="Person the guest comes for.",
        ),
    ),
)

ORIGIN = TypeInfo(
    name="Origin",
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="string",
            read="always",
            summary="Id of the request.",
        ),
    ),
)
