"""Bases of the generated collections: what is the same for all that can do it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from protime_runtime.asking.endpoint import Endpoint, References
from protime_runtime.asking.references import ExternalReference
from protime_runtime.model import table
from protime_runtime.signatures import show_filters
from protime_runtime.types import Identifier

if TYPE_CHECKING:
    # What sends is loaded with a client: a collection is described without it, and no
    # call needs a description.
    from protime_runtime.catalog import CollectionInfo, FilterInfo
    from protime_runtime.client.aio import AsyncClient
    from protime_runtime.client.sync import Client
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

T = TypeVar("T")
R = TypeVar("R", bound=ExternalReference[Identifier])


class _Asked:
    """A collection of the API, with the client that sends what it is asked."""

    def __init__(self, client: Client | AsyncClient) -> None:
        """Take the client that sends."""
        self._client = client
        show_filters(type(self))
        _resolve_annotations(type(self).__module__)

    def __repr__(self) -> str:
        """Return what can be asked, and by which filters; nothing is sent."""
        info, kind = self.info, type(self).__name__
        asked = ", ".join(dict.fromkeys(asking.name for asking in info.operations))
        filters = ", ".join(
            f"{filter.python} (required)" if filter.required else filter.python
            for filter in info.filters
        )
        narrowed = f"; filters: {filters}" if filters else ""
        return f"<{kind} of {self._client.settings.tenant}: {asked}{narrowed}>"

    def _repr_html_(self) -> str:
        """Return its operations as a table, for notebooks; nothing is sent."""
        info = self.info
        known = {filter.wire: filter for filter in info.filters}
        scopes = {"GET": info.read_scopes}
        rows = [
            {
                "operation": asking.name,
                "places": ", ".join(place.python for place in asking.path_parameters),
                "filters": ", ".join(_told(known[wire]) for wire in asking.filters),
                "sends": asking.body or "",
                "scope": " or ".join(scopes.get(asking.method, info.write_scopes)),
            }
            for asking in info.operations
        ]
        return table(rows, f"{repr(self).partition(':')[0]}>: {info.summary}")

    @property
    def info(self) -> CollectionInfo:
        """What the collection says of itself: fields, filters, operations, scopes."""
        from protime_runtime.catalog import describe

        return describe(self)


def _told(filter: FilterInfo) -> str:
    """Return a filter with its operators, and whether it has to be given."""
    required = ", required" if filter.required else ""
    return f"{filter.python} ({', '.join(filter.operators)}{required})"


class Collection(_Asked):
    """A collection of the API, asked by a client that blocks."""

    _client: Client


class Listed(Collection, Generic[T]):
    """A collection whose items can be listed."""

    _endpoint: Endpoint[T, int] | Endpoint[T, str]

    def resume(self, link: str) -> Pager[T]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client._paginate(self._endpoint.resume(link))


class Filtered(Listed[T], Generic[T, R]):
    """A collection whose list takes a filter expression as well."""

    def where(
        self, expression: str, *, external_references: Iterable[R] = ()
    ) -> Pager[T]:
        """Iterate over the items that match a filter expression of the API.

        It is sent as it is, and never split: with what no filter here stands for, or
        what the API takes though its documentation does not say so.

        Raises:
            InvalidRequest: The expression is empty, or too long for an address.

        Source: ``reference/filtering/``.
        """
        return self._client._paginate(
            self._endpoint.where(expression, external_references=external_references)
        )


class Followed(Listed[T]):
    """A collection whose changes can be followed."""

    def changes(self, link: str) -> DeltaPager[T]:
        """Iterate over what changed since the response that gave the link."""
        return self._client._follow(self._endpoint.changes(link))

    def _delta(
        self,
        filter: Mapping[str, object] = {},
        *,
        external_references: References = (),
    ) -> DeltaPager[T]:
        return self._client._follow(
            self._endpoint.delta(
                filter,
                external_references=external_references,
                today=self._client._today(),
            )
        )


class FilteredDelta(Filtered[T, R], Followed[T]):
    """A collection whose list and delta take a filter expression as well."""

    def delta_where(
        self, expression: str, *, external_references: Iterable[R] = ()
    ) -> DeltaPager[T]:
        """Start to follow the items that match a filter expression of the API.

        It is sent as it is, beyond the rules that are known of the filters.

        Raises:
            InvalidRequest: The expression is empty, or too long for an address.

        Source: ``reference/delta/``.
        """
        return self._client._follow(
            self._endpoint.delta_where(
                expression, external_references=external_references
            )
        )


class AsyncCollection(_Asked):
    """`Collection`, awaited."""

    _client: AsyncClient


class AsyncListed(AsyncCollection, Generic[T]):
    """`Listed`, awaited."""

    _endpoint: Endpoint[T, int] | Endpoint[T, str]

    def resume(self, link: str) -> AsyncPager[T]:
        """Go on from the `resume_link` of a page or of an error."""
        return self._client._paginate(self._endpoint.resume(link))


class AsyncFiltered(AsyncListed[T], Generic[T, R]):
    """`Filtered`, awaited."""

    def where(
        self, expression: str, *, external_references: Iterable[R] = ()
    ) -> AsyncPager[T]:
        """Iterate over the items that match a filter expression of the API."""
        return self._client._paginate(
            self._endpoint.where(expression, external_references=external_references)
        )


class AsyncFollowed(AsyncListed[T]):
    """`Followed`, awaited."""

    def changes(self, link: str) -> AsyncDeltaPager[T]:
        """Iterate over what changed since the response that gave the link."""
        return self._client._follow(self._endpoint.changes(link))

    def _delta(
        self,
        filter: Mapping[str, object] = {},
        *,
        external_references: References = (),
    ) -> AsyncDeltaPager[T]:
        return self._client._follow(
            self._endpoint.delta(
                filter,
                external_references=external_references,
                today=self._client._today(),
            )
        )


class AsyncFilteredDelta(AsyncFiltered[T, R], AsyncFollowed[T]):
    """`FilteredDelta`, awaited."""

    def delta_where(
        self, expression: str, *, external_references: Iterable[R] = ()
    ) -> AsyncDeltaPager[T]:
        """Start to follow the items that match a filter expression of the API."""
        return self._client._follow(
            self._endpoint.delta_where(
                expression, external_references=external_references
            )
        )


@cache
def _resolve_annotations(module: str) -> None:
    """Give a module what its annotations alone name, for `typing.get_type_hints`.

    It is there by now: a client has loaded it.
    """
    from protime_runtime.bulk import BulkReport
    from protime_runtime.paging.delta import AsyncDeltaPager, DeltaPager
    from protime_runtime.paging.pager import AsyncPager, Pager

    for named in (AsyncDeltaPager, AsyncPager, BulkReport, DeltaPager, Pager):
        for names in (vars(sys.modules[module]), globals()):
            names.setdefault(named.__name__, named)
