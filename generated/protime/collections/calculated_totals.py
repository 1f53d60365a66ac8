# Generated from spec/collections/calculated-totals.yaml by `nox -s generate`.
# Do not edit.
"""What Protime calculated for people's days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.calculated_totals import CalculatedTotal
from protime.references import PersonReference, ShiftDefinitionReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

CalculatedTotalsReference: TypeAlias = PersonReference | ShiftDefinitionReference
"""External references that calculated totals can be fetched with."""

_calculated_totals = Endpoint(
    "calculated-totals",
    CalculatedTotal,
    id=int,
    path="/connector/protimeapi/api/v1/calculated-totals",
    read=(Scope.CALCULATED_TOTALS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="collections/calculated-totals/calculated-totals/get-list/",
                ),
            ),
        ),
        "person": Property(
            "person", ("in",), sets=("circle", "org-group", "org-tree"), multiple=True
        ),
    },
    delta_filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/calculated-totals/paid-presences/delta/",
                    inferred=("from the sibling collections' pages"),
                ),
                Rule(
                    "not-before-previous-year",
                    source="collections/calculated-totals/calculated-totals/delta/",
                ),
            ),
        ),
    },
)


class CalculatedTotalsFilter(TypedDict, total=False):
    """Which calculated totals to list."""

    date: Required[DateRange]
    """Days of the totals."""

    person: Members
    """People whose totals they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class CalculatedTotalsDeltaFilter(TypedDict, total=False):
    """Which calculated totals to follow."""

    date: Required[DateRange]
    """Days of the totals."""


class CalculatedTotals(Collection):
    """What Protime calculated for people's days.

    There is one for each person and day.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Inferred: from the paid presences' pages, which share it.

    Source: ``collections/calculated-totals/calculated-totals/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsFilter],
    ) -> Pager[CalculatedTotal]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[CalculatedTotalsReference] = (),
    ) -> Pager[CalculatedTotal]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: object,
    ) -> Pager[CalculatedTotal]:
        """Iterate over the calculated totals that match the filter.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/get-list/``.
        """
        return self._client.paginate(
            _calculated_totals.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[CalculatedTotal]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_calculated_totals.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsDeltaFilter],
    ) -> DeltaPager[CalculatedTotal]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[CalculatedTotalsReference] = (),
    ) -> DeltaPager[CalculatedTotal]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: object,
    ) -> DeltaPager[CalculatedTotal]:
        """Iterate over the calculated totals and note where later changes begin.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/delta/``.
        """
        return self._client.follow(
            _calculated_totals.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[CalculatedTotal]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_calculated_totals.changes(link))


class AsyncCalculatedTotals(AsyncCollection):
    """What Protime calculated for people's days.

    There is one for each person and day.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Inferred: from the paid presences' pages, which share it.

    Source: ``collections/calculated-totals/calculated-totals/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsFilter],
    ) -> AsyncPager[CalculatedTotal]: ...
    @overload
    def list(
        self,
        *,
        where: str,
        external_references: Iterable[CalculatedTotalsReference] = (),
    ) -> AsyncPager[CalculatedTotal]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: object,
    ) -> AsyncPager[CalculatedTotal]:
        """Iterate over the calculated totals that match the filter.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/get-list/``.
        """
        return self._client.paginate(
            _calculated_totals.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[CalculatedTotal]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_calculated_totals.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: Unpack[CalculatedTotalsDeltaFilter],
    ) -> AsyncDeltaPager[CalculatedTotal]: ...
    @overload
    def delta(
        self,
        *,
        where: str,
        external_references: Iterable[CalculatedTotalsReference] = (),
    ) -> AsyncDeltaPager[CalculatedTotal]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[CalculatedTotalsReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[CalculatedTotal]:
        """Iterate over the calculated totals and note where later changes begin.

        Inferred: its references; the page's table was not seen.

        Source: ``collections/calculated-totals/calculated-totals/delta/``.
        """
        return self._client.follow(
            _calculated_totals.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[CalculatedTotal]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_calculated_totals.changes(link))
