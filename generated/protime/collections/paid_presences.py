# Generated from spec/collections/paid-presences.yaml by `nox -s generate`. Do not edit.
"""Which minutes of presence are paid, by person, day and shift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypeAlias, TypedDict, Unpack, overload

from protime.models.paid_presences import PaidPresence
from protime.references import PersonReference, ShiftDefinitionReference
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import DateRange, Members, Property, Rule
from protime_runtime.collections import AsyncCollection, Collection
from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
from protime_runtime.paging.pager import AsyncPager, Pager

PaidPresencesReference: TypeAlias = PersonReference | ShiftDefinitionReference
"""External references that paid presences can be fetched with."""

_paid_presences = Endpoint(
    "paid-presences",
    PaidPresence,
    id=int,
    path="/connector/protimeapi/api/v1/paid-presences",
    read=(Scope.CALCULATED_TOTALS_READ,),
    filters={
        "date": Property(
            "date",
            ("ge", "le"),
            required=True,
            rules=(
                Rule(
                    "at-most-one-year",
                    source="reference/collections/calculated-totals/paid-presences/get-list/",
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
                ),
                Rule(
                    "not-before-previous-year",
                    source="reference/collections/calculated-totals/paid-presences/delta/",
                ),
            ),
        ),
    },
)


class PaidPresencesFilter(TypedDict, total=False):
    """Which paid presences to list."""

    date: Required[DateRange]
    """Days of the presences."""

    person: Members
    """People whose presences they are.

    Inferred: operators and sets; only the general filtering page names them.
    """


class PaidPresencesDeltaFilter(TypedDict, total=False):
    """Which paid presences to follow."""

    date: Required[DateRange]
    """Days of the presences."""


class PaidPresences(Collection):
    """Which minutes of presence are paid, by person, day and shift.

    A person's day has several if shifts divide it; only the id identifies one.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Source: ``reference/collections/calculated-totals/paid-presences/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesFilter],
    ) -> Pager[PaidPresence]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[PaidPresencesReference] = ()
    ) -> Pager[PaidPresence]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: object,
    ) -> Pager[PaidPresence]:
        """Iterate over the paid presences that match the filter.

        Source: ``reference/collections/calculated-totals/paid-presences/get-list/``.
        """
        return self._client.paginate(
            _paid_presences.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> Pager[PaidPresence]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_paid_presences.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesDeltaFilter],
    ) -> DeltaPager[PaidPresence]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[PaidPresencesReference] = ()
    ) -> DeltaPager[PaidPresence]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: object,
    ) -> DeltaPager[PaidPresence]:
        """Iterate over the paid presences and note where later changes begin.

        Source: ``reference/collections/calculated-totals/paid-presences/delta/``.
        """
        return self._client.follow(
            _paid_presences.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> DeltaPager[PaidPresence]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_paid_presences.changes(link))


class AsyncPaidPresences(AsyncCollection):
    """Which minutes of presence are paid, by person, day and shift.

    A person's day has several if shifts divide it; only the id identifies one.

    Scopes: to read, ``connector-protimeapi-calculated-totals.read``.

    Source: ``reference/collections/calculated-totals/paid-presences/get-list/``,
    ``concepts/shift-definition-behaviour/``.
    """

    @overload
    def list(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesFilter],
    ) -> AsyncPager[PaidPresence]: ...
    @overload
    def list(
        self, *, where: str, external_references: Iterable[PaidPresencesReference] = ()
    ) -> AsyncPager[PaidPresence]: ...
    def list(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: object,
    ) -> AsyncPager[PaidPresence]:
        """Iterate over the paid presences that match the filter.

        Source: ``reference/collections/calculated-totals/paid-presences/get-list/``.
        """
        return self._client.paginate(
            _paid_presences.list(
                filter, where=where, external_references=external_references
            )
        )

    def resume(self, link: str) -> AsyncPager[PaidPresence]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client.paginate(_paid_presences.resume(link))

    @overload
    def delta(
        self,
        *,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: Unpack[PaidPresencesDeltaFilter],
    ) -> AsyncDeltaPager[PaidPresence]: ...
    @overload
    def delta(
        self, *, where: str, external_references: Iterable[PaidPresencesReference] = ()
    ) -> AsyncDeltaPager[PaidPresence]: ...
    def delta(
        self,
        *,
        where: str | None = None,
        external_references: Iterable[PaidPresencesReference] = (),
        **filter: object,
    ) -> AsyncDeltaPager[PaidPresence]:
        """Iterate over the paid presences and note where later changes begin.

        Source: ``reference/collections/calculated-totals/paid-presences/delta/``.
        """
        return self._client.follow(
            _paid_presences.delta(
                filter,
                where=where,
                external_references=external_references,
                today=self._client.today(),
            )
        )

    def changes(self, link: str) -> AsyncDeltaPager[PaidPresence]:
        """Iterate over what changed since the answer that gave the link."""
        return self._client.follow(_paid_presences.changes(link))
