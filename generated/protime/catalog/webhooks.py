# Generated from spec/collections/webhooks.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``webhooks``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="webhooks",
    attribute="webhooks",
    domain="cross-cutting",
    summary=("Addresses that the API sends events of a collection to."),
    path="/webhooks",
    item="Webhook",
    new_item="NewWebhook",
    read_scopes=("connector-protimeapi-webhooks.read",),
    write_scopes=("connector-protimeapi-webhooks.write",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/webhooks",
            filters=("collection-name", "status"),
            answer="page",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/webhooks/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="string",
                ),
            ),
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/webhooks",
            external_references=(
                "people",
                "terminals",
                "absence-definitions",
                "absence-groups",
                "activity-definitions",
                "break-definitions",
                "contracts",
                "counter-definitions",
                "counter-groups",
                "shift-definitions",
            ),
            body="NewWebhook",
            statuses=(201,),
            answer="webhook",
        ),
        OperationInfo(
            name="delete",
            method="DELETE",
            path="/webhooks/{id}",
            path_parameters=(
                PathParameterInfo(
                    wire="id",
                    python="id",
                    type="string",
                ),
            ),
            statuses=(200, 204),
            answer="nothing",
        ),
    ),
    filters=(
        FilterInfo(
            wire="collection-name",
            python="collection_name",
            type="WebhookCollection",
            operators=("eq",),
            multiple=True,
            summary="Collections of the webhooks.",
        ),
        FilterInfo(
            wire="status",
            python="status",
            type="WebhookStatus",
            operators=("eq",),
            multiple=True,
            summary="Whether events are sent.",
        ),
    ),
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="string",
            read="always",
            summary="Id of the webhook.",
        ),
        FieldInfo(
            wire="validUntil",
            python="valid_until",
            type="datetime",
            summary="When the webhook expires.",
        ),
        FieldInfo(
            wire="status",
            python="status",
            type="WebhookStatus",
            summary="Whether events are sent.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="json",
            summary="References that the events tell.",
        ),
        FieldInfo(
            wire="destinationUrl",
            python="destination_url",
            type="string",
            read="always",
            write="required",
            summary=("Address that events are sent to, over HTTPS."),
        ),
        FieldInfo(
            wire="collectionName",
            python="collection_name",
            type="WebhookCollection",
            read="always",
            write="required",
            summary=("Collection whose events are sent."),
        ),
    ),
    types=(
        TypeInfo(
            name="WebhookStatus",
            values=("Uninitialized", "Enabled", "Disabled"),
        ),
        TypeInfo(
            name="WebhookCollection",
            values=(
                "absences",
                "absence-definitions",
                "absence-groups",
                "access-clockings",
                "activity-durations",
                "assignments",
                "break-definitions",
                "breaks",
                "calculated-totals",
                "clockings",
                "contracts",
                "counters",
                "counter-definitions",
                "counter-groups",
                "paid-presences",
                "people",
                "shift-definitions",
                "work-interruptions",
            ),
        ),
    ),
    external_references=(
        "people",
        "terminals",
        "absence-definitions",
        "absence-groups",
        "activity-definitions",
        "break-definitions",
        "contracts",
        "counter-definitions",
        "counter-groups",
        "shift-definitions",
    ),
    id_type="string",
)
"""The collection, its operations, filters and fields."""
