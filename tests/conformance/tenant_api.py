"""The tenant's rows over plain HTTP; nothing of the client is used to ask for them.

Sources: reference/authentication/, fetching-resources and reference/filtering/ of the
documentation.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from attrs import frozen

Row: TypeAlias = dict[str, Any]

BASE = "/connector/protimeapi/api/v1"
AGENT = "Judge/v1 (Acme Corp)"
SECONDS = 60

BY_DAY = frozenset(
    {
        *("absences", "access-clockings", "activity-durations", "assignments"),
        *("breaks", "calculated-totals", "clockings", "counters", "paid-presences"),
        "work-interruptions",
    }
)
"""Collections whose list demands days."""

BY_DELTA = BY_DAY | {
    *("absence-definitions", "absence-groups", "break-definitions", "contracts"),
    *("counter-definitions", "counter-groups", "people", "shift-definitions"),
}
"""Collections that tell what changed."""

WHOLE = frozenset(
    {
        *("department-histories", "departments", "employer-histories", "employers"),
        *("job-categories", "job-category-histories", "job-histories", "jobs"),
        *("sector-histories", "sectors", "work-location-histories", "work-locations"),
    }
)
"""Collections that are read as a whole each time."""

DEFINITIONS = "activity-definitions"
OF_DEFINITION = {"activity-restrictions": "restrictions", "activity-usages": "usages"}
"""Collections that have an item for each definition, and how its path ends."""

BY_LEVEL = frozenset({DEFINITIONS, *OF_DEFINITION})
"""Collections that stand below the levels of activity structures."""

EVERY = tuple(sorted(BY_DELTA | WHOLE | BY_LEVEL))


@frozen
class Days:
    """The first and the last day of a copy."""

    first: date
    last: date | None = None

    def years(self, end: date) -> Iterator[tuple[date, date]]:
        """Yield parts that a list takes, which are at most a year."""
        first, last = self.first, self.last or end
        while first <= last:
            until = min(last, first + timedelta(days=364))
            yield first, until
            first = until + timedelta(days=1)


def day_of(row: Mapping[str, Any]) -> str:
    """Return the day by which a row of a collection with days is found."""
    return str(row["date"] if "date" in row else row["from"])


@frozen(kw_only=True)
class Api:
    """A tenant's address and credentials."""

    base_url: str
    tenant: str
    client_id: str
    client_secret: str
    levels: Sequence[tuple[str, int]] = ()
    """Structures with each of their levels."""

    def rows(
        self,
        collection: str,
        days: Days,
        end: date,
        references: Sequence[tuple[str, str]] = (),
    ) -> list[Row]:
        """Return all rows of a collection.

        Args:
            collection: As in the URL.
            days: Days that rows are wanted of, where the collection has days.
            end: A day after all rows.
            references: Collections, and what their items are to be called.
        """
        pairs = "".join(f"({of},{name})" for of, name in references)
        more = f"&externalReferences={quote(pairs, safe='(),@')}" if pairs else ""
        token = self._token()
        if collection in BY_LEVEL:
            return list(self._of_levels(collection, token))
        if collection not in BY_DAY:
            first = f"{BASE}/{collection}?{more.removeprefix('&')}"
            return list(self._pages(first, token))
        return [
            row
            for first, last in days.years(end)
            for row in self._pages(_of_days(collection, first, last) + more, token)
        ]

    def _of_levels(self, collection: str, token: str) -> Iterator[Row]:
        for structure, level in self.levels:
            path = f"{BASE}/activity-structure-versions/{structure}/levels/{level}"
            place = {"structureVersion": structure, "level": level}
            for item in self._pages(f"{path}/{DEFINITIONS}", token):
                if collection == DEFINITIONS:
                    yield item
                    continue
                end = OF_DEFINITION[collection]
                found = self._get(f"{path}/{DEFINITIONS}/{item['id']}/{end}", token)
                yield {**found, **place, "id": item["id"]}

    def _pages(self, link: str, token: str) -> Iterator[Row]:
        while link:
            page = self._get(link, token)
            yield from page["value"]
            link = page.get("nextLink") or ""

    def _get(self, link: str, token: str) -> Row:
        # A next link is not encoded.
        url = self.base_url + quote(link, safe="/?&=%(),@'+").replace("+", "%2B")
        headers = {"Authorization": f"Bearer {token}", "User-Agent": AGENT}
        return _json(urllib.request.Request(url, headers=headers))  # noqa: S310

    def _token(self) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }
        url = f"{self.base_url}/tenants/{self.tenant}/connect/token"
        request = urllib.request.Request(  # noqa: S310 - the loopback
            url, urlencode(form).encode(), {"User-Agent": AGENT}
        )
        return str(_json(request)["access_token"])


def _of_days(collection: str, first: date, last: date) -> str:
    filter = f"date ge '{first}' and date le '{last}'"
    return f"{BASE}/{collection}?filter={quote(filter)}"


def _json(request: urllib.request.Request) -> Row:
    with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
        found: Mapping[str, Any] = json.load(response)
    return dict(found)
