# Generated from spec/collections/people.yaml by `nox -s generate`. Do not edit.
"""Models of people."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, Date, Kept, Model, OpenEnum, hidden


class Sex(OpenEnum):
    """Sex of a person."""

    UNKNOWN = "Unknown"
    FEMALE = "Female"
    MALE = "Male"
    OTHER = "Other"


class MaritalStatus(OpenEnum):
    """Marital status of a person."""

    UNKNOWN = "Unknown"
    SINGLE = "Single"
    MARRIED = "Married"
    WIDOW = "Widow"
    WIDOWER = "Widower"
    DIVORCED = "Divorced"
    LIVING_TOGETHER = "LivingTogether"


@frozen(kw_only=True)
class CurrencyDefinitionIdentifier(Model):
    """A currency."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the currency."""


@frozen(kw_only=True)
class TerminalGroupIdentifier(Model):
    """A group of terminals."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the group."""


@frozen(kw_only=True)
class Person(Model):
    """Someone who works for the organisation."""

    id: int = field(metadata={"wire": "id"})
    """Protime's id of the person."""

    external_references: Mapping[str, str] = field(
        factory=dict,
        repr=hidden,
        metadata={"wire": "externalReferences", "personal": True},
    )
    """Other systems' names for the person, as far as they were asked for.

    Inferred: where it stands, beside the id.
    """

    change_version: str | None = field(default=None, metadata={"wire": "changeVersion"})
    """Version of the person; of two, the greater text is newer."""

    period_closing_date: Date | None = field(
        default=None, metadata={"wire": "periodClosingDate"}
    )
    """Day until which the calendar is locked.

    Inferred: the format.
    """

    hourly_rate_currency_definition: CurrencyDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "hourlyRateCurrencyDefinition"}
    )
    """Currency of the hourly rate."""

    advance_currency_definition: CurrencyDefinitionIdentifier | None = field(
        default=None, metadata={"wire": "advanceCurrencyDefinition"}
    )
    """Currency of advances."""

    last_name: str | None = field(
        default=None, repr=hidden, metadata={"wire": "lastName", "personal": True}
    )
    """Last name."""

    first_name: str | None = field(
        default=None, repr=hidden, metadata={"wire": "firstName", "personal": True}
    )
    """First name."""

    initials: str | None = field(
        default=None, repr=hidden, metadata={"wire": "initials", "personal": True}
    )
    """Initials."""

    telephone: str | None = field(
        default=None, repr=hidden, metadata={"wire": "telephone", "personal": True}
    )
    """Telephone number."""

    mobile: str | None = field(
        default=None, repr=hidden, metadata={"wire": "mobile", "personal": True}
    )
    """Mobile number."""

    email: str | None = field(
        default=None, repr=hidden, metadata={"wire": "email", "personal": True}
    )
    """E-mail address."""

    address: str | None = field(
        default=None, repr=hidden, metadata={"wire": "address", "personal": True}
    )
    """Street and number."""

    postal_code: str | None = field(
        default=None, repr=hidden, metadata={"wire": "postalCode", "personal": True}
    )
    """Postal code."""

    town: str | None = field(
        default=None, repr=hidden, metadata={"wire": "town", "personal": True}
    )
    """Town or city."""

    country_iso_code: str | None = field(
        default=None,
        repr=hidden,
        metadata={
            "wire": "countryISOCode",
            "also": ("countryIsoCode",),
            "personal": True,
        },
    )
    """ISO code of the country."""

    nationality_iso_code: str | None = field(
        default=None,
        repr=hidden,
        metadata={
            "wire": "nationalityISOCode",
            "also": ("nationalityIsoCode",),
            "personal": True,
        },
    )
    """ISO code of the nationality."""

    sex: Sex | None = field(
        default=None, repr=hidden, metadata={"wire": "sex", "personal": True}
    )
    """Sex."""

    marital_status: MaritalStatus | None = field(
        default=None, repr=hidden, metadata={"wire": "maritalStatus", "personal": True}
    )
    """Marital status."""

    birth_date: Date | None = field(
        default=None, repr=hidden, metadata={"wire": "birthDate", "personal": True}
    )
    """Day of birth."""

    place_of_birth: str | None = field(
        default=None, repr=hidden, metadata={"wire": "placeOfBirth", "personal": True}
    )
    """Place of birth."""

    driving_license: str | None = field(
        default=None, repr=hidden, metadata={"wire": "drivingLicense", "personal": True}
    )
    """Number of the driving licence."""

    register_number: str | None = field(
        default=None, repr=hidden, metadata={"wire": "registerNumber", "personal": True}
    )
    """Register number."""

    passport_number: str | None = field(
        default=None, repr=hidden, metadata={"wire": "passportNumber", "personal": True}
    )
    """Passport number."""

    social_security_number: str | None = field(
        default=None,
        repr=hidden,
        metadata={"wire": "socialSecurityNumber", "personal": True},
    )
    """Social security number."""

    bank_account: str | None = field(
        default=None, repr=hidden, metadata={"wire": "bankAccount", "personal": True}
    )
    """Bank account number.

    Inferred: only older pages list it.
    """

    in_service_date: Date | None = field(
        default=None, repr=hidden, metadata={"wire": "inServiceDate", "personal": True}
    )
    """First day in service.

    Inferred: only older pages list it.
    """

    out_of_service_date: Date | None = field(
        default=None,
        repr=hidden,
        metadata={"wire": "outOfServiceDate", "personal": True},
    )
    """Day out of service; none while the person serves.

    Inferred: only older pages list it.
    """

    wtd_start_date: Date | None = field(
        default=None, repr=hidden, metadata={"wire": "wtdStartDate", "personal": True}
    )
    """WTD start date.

    Inferred: only older pages list it, without saying what WTD is.
    """

    employee_number: str | None = field(
        default=None, repr=hidden, metadata={"wire": "employeeNumber", "personal": True}
    )
    """Employee number.

    Inferred: only older pages list it; behind @employee-number.
    """

    pay_group: str | None = field(
        default=None, repr=hidden, metadata={"wire": "payGroup", "personal": True}
    )
    """Pay group.

    Inferred: only older pages list it.
    """

    hourly_rate: float | None = field(
        default=None, repr=hidden, metadata={"wire": "hourlyRate", "personal": True}
    )
    """Hourly rate.

    Inferred: only older pages list it.
    """

    max_advance: float | None = field(
        default=None, repr=hidden, metadata={"wire": "maxAdvance", "personal": True}
    )
    """Greatest advance.

    Inferred: only older pages list it.
    """

    terminal_group: TerminalGroupIdentifier | None = field(
        default=None, metadata={"wire": "terminalGroup"}
    )
    """Group of terminals.

    Inferred: only older pages list it.
    """

    badge_number: str | None = field(
        default=None, repr=hidden, metadata={"wire": "badgeNumber", "personal": True}
    )
    """Badge number, which is unique.

    Inferred: only older pages list it; behind @badge-number.
    """

    pin_code: int | None = field(
        default=None, repr=hidden, metadata={"wire": "pinCode", "personal": True}
    )
    """PIN code.

    Inferred: only older pages list it; leading zeros would be lost.
    """

    terminal_language_iso_code: str | None = field(
        default=None, metadata={"wire": "terminalLanguageISOCode"}
    )
    """ISO code of the language on terminals.

    Inferred: only older pages list it; more may follow it.
    """

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")
