# Generated from spec/collections/webhooks.yaml by `nox -s generate`. Do not edit.
"""Models of webhooks."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import NOTHING_KEPT, DateTime, Kept, Model, OpenEnum


class WebhookStatus(OpenEnum):
    """Whether a webhook's events are sent; older pages have the first."""

    UNINITIALIZED = "Uninitialized"
    ENABLED = "Enabled"
    DISABLED = "Disabled"


class WebhookCollection(OpenEnum):
    """A collection that has events."""

    ABSENCES = "absences"
    ABSENCE_DEFINITIONS = "absence-definitions"
    ABSENCE_GROUPS = "absence-groups"
    ACCESS_CLOCKINGS = "access-clockings"
    ACTIVITY_DURATIONS = "activity-durations"
    ASSIGNMENTS = "assignments"
    BREAK_DEFINITIONS = "break-definitions"
    BREAKS = "breaks"
    CALCULATED_TOTALS = "calculated-totals"
    CLOCKINGS = "clockings"
    CONTRACTS = "contracts"
    COUNTERS = "counters"
    COUNTER_DEFINITIONS = "counter-definitions"
    COUNTER_GROUPS = "counter-groups"
    PAID_PRESENCES = "paid-presences"
    PEOPLE = "people"
    SHIFT_DEFINITIONS = "shift-definitions"
    WORK_INTERRUPTIONS = "work-interruptions"


@frozen(kw_only=True)
class Webhook(Model):
    """A subscription to the events of a collection."""

    id: str = field(metadata={"wire": "id", "read_only": True})
    """Id of the webhook."""

    valid_until: DateTime | None = field(
        default=None, metadata={"wire": "validUntil", "read_only": True}
    )
    """When the webhook expires."""

    status: WebhookStatus | None = field(
        default=None, metadata={"wire": "status", "read_only": True}
    )
    """Whether events are sent."""

    external_references: object = field(
        default=None, metadata={"wire": "externalReferences", "read_only": True}
    )
    """References that the events tell.

    Inferred: its shape is not published.
    """

    destination_url: str = field(metadata={"wire": "destinationUrl"})
    """Address that events are sent to, over HTTPS."""

    collection_name: WebhookCollection = field(metadata={"wire": "collectionName"})
    """Collection whose events are sent."""

    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewWebhook(Model):
    """A subscription to the events of a collection.

    What is sent; `Webhook` is what is read.
    """

    destination_url: str = field(metadata={"wire": "destinationUrl"})
    """Address that events are sent to, over HTTPS."""

    collection_name: WebhookCollection = field(metadata={"wire": "collectionName"})
    """Collection whose events are sent."""
