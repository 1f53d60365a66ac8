# Generated from spec/collections/paid-presences.yaml by `nox -s generate`. Do not edit.
"""Which minutes of presence are paid, by person, day and shift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.paid_presences import PaidPresence
from protime.references import PersonReference, ShiftDefinitionReference
from protime.scopes import Scope
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, People
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.collections import AsyncFilteredDelta, FilteredDelta

if TYPE_CHECKING:
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

PaidPresencesReference: TypeAlias = PersonReference | ShiftDefinitionReference
"""External references that paid presences can be fetched with."""


class PaidPresencesFilter(TypedDict, total=False):
    """Which paid presences to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/calculated-totals/paid-presences/get-list/"
            ),
        ]
    ]
    """Days of the presences.

    Inferred: operators of the delta; its page names no operator.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People whose presences they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class PaidPresencesDeltaFilter(TypedDict, total=False):
    """Which paid presences to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/calculated-totals/paid-presences/delta/"
            ),
            NotBeforePreviousYear(
                "reference/collections/calculated-totals/paid-presences/delta/"
            ),
        ]
    ]
    """Days of the presences.

    Inferred: operators of the delta; its page names no operator.
    """


_paid_presences = Endpoint(
    "paid-presences",
    PaidPresence,
    id=int,
    path="/connector/protimeapi/api/v1/paid-presences",
    read=(Scope.CALCULATED_TOTALS_READ,),
    filter=PaidPresencesFilter,
    delta_filter=PaidPresencesDeltaFilter,
    webhooks=True,
)


class PaidPresences(FilteredDelta[PaidPresence, PaidPresencesReference]):
    """Which minutes of presence are paid, by person, day and shift.

    A person's day has several if shifts divide it; only the id identifies one.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Source: ``reference/collections/calculated-totals/paid-presences/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    _endpoint = _paid_presences

    def list(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesFilter],
    ) -> Pager[PaidPresence]:
        """Iterate over the paid presences that match the filter.

        Source: ``reference/collections/calculated-totals/paid-presences/get-list/``.
        """
        return self._client._paginate(
            _paid_presences.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesDeltaFilter],
    ) -> DeltaPager[PaidPresence]:
        """Iterate over the paid presences and note where later changes begin.

        Source: ``reference/collections/calculated-totals/paid-presences/delta/``.
        """
        return self._delta(filter, external_references=external_references)


class AsyncPaidPresences(AsyncFilteredDelta[PaidPresence, PaidPresencesReference]):
    """`PaidPresences`, awaited."""

    _endpoint = _paid_presences

    def list(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesFilter],
    ) -> AsyncPager[PaidPresence]:
        """Iterate over the paid presences that match the filter."""
        return self._client._paginate(
            _paid_presences.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesDeltaFilter],
    ) -> AsyncDeltaPager[PaidPresence]:
        """Iterate over the paid presences and note where later changes begin."""
        return self._delta(filter, external_references=external_references)
