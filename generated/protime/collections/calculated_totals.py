# Generated from spec/collections/calculated-totals.yaml by `nox -s generate`.
# Do not edit.
"""What Protime calculated for people's days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Required, TypeAlias, TypedDict, Unpack

from protime.models.calculated_totals import CalculatedTotal
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

CalculatedTotalsReference: TypeAlias = PersonReference | ShiftDefinitionReference
"""External references that calculated totals can be fetched with."""


class CalculatedTotalsFilter(TypedDict, total=False):
    """Which calculated totals to list."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear("collections/calculated-totals/calculated-totals/get-list/"),
        ]
    ]
    """Days of the totals.

    Inferred: operators; the tables say only that a range is required.
    """

    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    """People whose totals they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class CalculatedTotalsDeltaFilter(TypedDict, total=False):
    """Which calculated totals to follow."""

    date: Required[
        Annotated[
            DateRange,
            Days(),
            AtMostOneYear(
                "reference/collections/calculated-totals/paid-presences/delta/",
                inferred=("from the sibling collections' pages"),
            ),
            NotBeforePreviousYear(
                "collections/calculated-totals/calculated-totals/delta/"
            ),
        ]
    ]
    """Days of the totals.

    Inferred: operators; the tables say only that a range is required.
    """


_calculated_totals = Endpoint(
    "calculated-totals",
    CalculatedTotal,
    id=int,
    path="/connector/protimeapi/api/v1/calculated-totals",
    read=(Scope.CALCULATED_TOTALS_READ,),
    filter=CalculatedTotalsFilter,
    delta_filter=CalculatedTotalsDeltaFilter,
    webhooks=True,
)


class CalculatedTotals(FilteredDelta[CalculatedTotal, CalculatedTotalsReference]):
    """What Protime calculated for people's days.

    There is one for each person and day.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Inferred: from the paid presences' pages, which share it.

    Source: ``collections/calculated-totals/calculated-totals/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    _endpoint = _calculated_totals

    def list(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsFilter],
    ) -> Pager[CalculatedTotal]:
        """Iterate over the calculated totals that match the filter.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/get-list/``.
        """
        return self._client._paginate(
            _calculated_totals.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsDeltaFilter],
    ) -> DeltaPager[CalculatedTotal]:
        """Iterate over the calculated totals and note where later changes begin.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/delta/``.
        """
        return self._delta(filter, external_references=external_references)


class AsyncCalculatedTotals(
    AsyncFilteredDelta[CalculatedTotal, CalculatedTotalsReference]
):
    """`CalculatedTotals`, awaited."""

    _endpoint = _calculated_totals

    def list(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsFilter],
    ) -> AsyncPager[CalculatedTotal]:
        """Iterate over the calculated totals that match the filter."""
        return self._client._paginate(
            _calculated_totals.list(filter, external_references=external_references)
        )

    def delta(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsDeltaFilter],
    ) -> AsyncDeltaPager[CalculatedTotal]:
        """Iterate over the calculated totals and note where later changes begin."""
        return self._delta(filter, external_references=external_references)
