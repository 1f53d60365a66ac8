# Generated from spec/collections/employers.yaml by `nox -s generate`. Do not edit.
"""Models of employers."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Kept, Model, hidden

from .shared import TranslatedText


@frozen(kw_only=True)
class Employer(Model):
    """An employer that people work for."""

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the employer; of two, the greater text is newer."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the employer."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the employer, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    name: TranslatedText = field(metadata={"wire": "name"})
    """Name of the employer."""

    external_code: str | None = field(default=None, metadata={"wire": "externalCode"})
    """External code."""

    address: str | None = field(default=None, metadata={"wire": "address"})
    """Street and number."""

    town: str | None = field(default=None, metadata={"wire": "town"})
    """Town or city."""

    postal_code: str | None = field(default=None, metadata={"wire": "postalCode"})
    """Postal code."""

    bank_account: str | None = field(
        default=None, repr=hidden, metadata={"wire": "bankAccount", "personal": True}
    )
    """Bank account number."""

    company_registration_number: str | None = field(
        default=None, metadata={"wire": "companyRegistrationNumber"}
    )
    """Number in the register of companies."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
