# Generated from spec/collections/external-references.yaml by `nox -s generate`.
# Do not edit.
"""What is known of the collection ``external-references``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="external-references",
    attribute="external_references",
    domain="cross-cutting",
    summary=("Other systems' own names for Protime's items."),
    path="/external-references/{collectionName}/{referenceName}/{externalReference}",
    write_scopes=("connector-protimeapi-external-references.write",),
    operations=(
        OperationInfo(
            name="put",
            method="PUT",
            path="/external-references/{collectionName}/{referenceName}/{externalReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="collectionName",
                    python="collection_name",
                    type="string",
                ),
                PathParameterInfo(
                    wire="referenceName",
                    python="reference_name",
                    type="string",
                ),
                PathParameterInfo(
                    wire="externalReference",
                    python="external_reference",
                    type="string",
                ),
            ),
            body="CustomReference",
            statuses=(200, 201, 204),
            answer="nothing",
            source="reference/external-references/",
            inferred="the verb and its statuses",
        ),
        OperationInfo(
            name="delete",
            method="DELETE",
            path="/external-references/{collectionName}/{referenceName}/{externalReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="collectionName",
                    python="collection_name",
                    type="string",
                ),
                PathParameterInfo(
                    wire="referenceName",
                    python="reference_name",
                    type="string",
                ),
                PathParameterInfo(
                    wire="externalReference",
                    python="external_reference",
                    type="string",
                ),
            ),
            statuses=(200, 204),
            answer="nothing",
            source="reference/external-references/",
            inferred="the verb and its statuses",
        ),
    ),
    types=(
        TypeInfo(
            name="CustomReference",
            fields=(
                FieldInfo(
                    wire="internalReference",
                    python="internal_reference",
                    type="string",
                    read="never",
                    write="required",
                    summary=("Protime's id of the item, as text."),
                ),
            ),
        ),
    ),
)
"""The collection, its operations, filters and fields."""
