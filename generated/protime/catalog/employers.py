# Generated from spec/collections/employers.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``employers``."""

from __future__ import annotations

from protime.catalog.shared import TRANSLATED_TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="employers",
    attribute="employers",
    domain="foundation",
    summary="Employers that people work for.",
    path="/employers",
    item="Employer",
    read_scopes=("connector-protimeapi-employers.read",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/employers",
            answer="page",
            source="reference/collections/employers/get-list/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/employers/{employerReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="employerReference",
                    python="employer",
                    type="integer",
                    identifier="employers",
                ),
            ),
            external_references=("employers",),
            source="reference/collections/employers/get/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            summary=("Version of the employer; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="id",
            python="id",
            type="integer",
            read="always",
            summary="Protime's id of the employer.",
        ),
        FieldInfo(
            wire="externalReferences",
            python="external_references",
            type="references",
            personal=True,
            summary=(
                "Other systems' names for the employer, as far as they were asked for."
            ),
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="TranslatedText",
            read="always",
            summary="Name of the employer.",
        ),
        FieldInfo(
            wire="externalCode",
            python="external_code",
            type="string",
            summary="External code.",
        ),
        FieldInfo(
            wire="address",
            python="address",
            type="string",
            summary="Street and number.",
        ),
        FieldInfo(wire="town", python="town", type="string", summary="Town or city."),
        FieldInfo(
            wire="postalCode",
            python="postal_code",
            type="string",
            summary="Postal code.",
        ),
        FieldInfo(
            wire="bankAccount",
            python="bank_account",
            type="string",
            personal=True,
            summary="Bank account number.",
        ),
        FieldInfo(
            wire="companyRegistrationNumber",
            python="company_registration_number",
            type="string",
            summary=("Number in the register of companies."),
        ),
    ),
    types=(TRANSLATED_TEXT,),
    external_references=("employers",),
    id_type="integer",
)
"""The collection, its operations, filters and fields."""
