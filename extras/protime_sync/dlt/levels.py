"""The levels of activity structures that a copy has, and those it is to have."""

from __future__ import annotations

from collections.abc import Mapping

from protime_runtime.errors import InvalidRequest
from protime_sync.source.named import info_of
from protime_sync.source.structures import (
    FILTER,
    beyond,
    is_below_structures,
    structures_of,
    text_of,
)
from protime_sync.target.standing import Standing


def places_of(collection: str, standing: Standing) -> Mapping[str, object]:
    """Return the filter of the levels that a copy has; empty where there are none."""
    if not standing.filter or not is_below_structures(info_of(collection)):
        return {}
    return {FILTER: structures_of(standing.filter)}


def check_levels(
    collection: str, standing: Standing, filter: Mapping[str, object]
) -> None:
    """Refuse to read fewer levels than a copy has, as the others would be deleted.

    Raises:
        InvalidRequest: It would be so.
    """
    before = places_of(collection, standing).get(FILTER)
    if before is None:
        return
    lost = beyond(structures_of(before), structures_of(filter.get(FILTER, ())))
    if lost:
        raise InvalidRequest(
            f"The copy of {collection} has {text_of(lost)} besides, which would be"
            " deleted. Name all of its levels, or give --prune (prune=True)."
        )
