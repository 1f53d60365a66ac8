"""Collections that the emulator has rules of its own for.

One that the spec renames or drops is told when the emulator is imported.
"""

from __future__ import annotations

from protime.catalog import CATALOG
from protime_runtime.catalog.handwritten import known


def _known(name: str) -> str:
    return known(name, CATALOG, by=__name__)


ABSENCE_GROUPS = _known("absence-groups")
ACTIVITY_DEFINITIONS = _known("activity-definitions")
ACTIVITY_RESTRICTIONS = _known("activity-restrictions")
ACTIVITY_USAGES = _known("activity-usages")
ASSIGNMENTS = _known("assignments")
CALCULATED_TOTALS = _known("calculated-totals")
CLOCKINGS = _known("clockings")
COUNTER_GROUPS = _known("counter-groups")
COUNTERS = _known("counters")
EXTERNAL_REFERENCES = _known("external-references")
PAID_PRESENCES = _known("paid-presences")
PEOPLE = _known("people")
WEBHOOKS = _known("webhooks")
