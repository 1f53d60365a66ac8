"""One collection and the table that a copy of it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from attrs import field, frozen

from protime.catalog import CATALOG
from protime_runtime.asking.days import DateRange
from protime_runtime.catalog.handwritten import known
from protime_runtime.client.sync import Client
from protime_runtime.tables.columns import RENAMED, Kind
from protime_sync.arrow import shape_of
from protime_sync.dlt.rows import Rows
from protime_sync.feeds.deletions import Allowed
from protime_sync.feeds.following import default_owner, feed_name, utc_now
from protime_sync.source.making import check_whole
from protime_sync.source.named import info_of
from protime_sync.target.dialects import Dialect
from protime_sync.target.standing import BETWEEN
from protime_sync.target.where import Where

_PEOPLE = known("people", CATALOG, by=__name__)

Filters = Mapping[str, Mapping[str, object]]
"""What narrows each collection, by its name."""

Hints = Mapping[str, Mapping[str, object]]
"""What dlt must know of columns besides their types."""


@frozen(kw_only=True)
class Options:
    """How all collections of a copy are read and kept."""

    client: Client
    references: Mapping[str, tuple[str, ...]] = field(factory=dict)
    timezone: str | None = None
    table_format: Literal["delta"] | None = None
    owner: str = field(factory=default_owner)
    """Names this process to others that want the same copy."""
    now: Callable[[], datetime] = field(default=utc_now)
    today: Callable[[], date] = field()
    """The day that filters are checked against; by default the client's."""
    allow_deletions: Allowed = False
    accept_older: bool = False
    tenant_column: bool = False
    """Whether tables are those of several tenants, with a column that names each."""
    keep_deleted: bool = False
    """Whether rows that are gone stay, marked as deleted."""
    prune: bool = False
    """Whether a window may become smaller, which deletes what lies outside."""
    anew: bool = False
    """Whether everything is loaded, wherever the copy stands."""

    @today.default
    def _clients_day(self) -> Callable[[], date]:
        return self.client._today

    @property
    def tenant(self) -> str:
        """The tenant's name; with another environment than production, both."""
        return feed_name(self.client, "").partition("/")[0]


class Table:
    """One collection, its filter, and the table that a copy of it has."""

    def __init__(
        self, options: Options, name: str, filter: Mapping[str, object]
    ) -> None:
        """Take how all are read, the collection, and its filter."""
        self.options = options
        self.filter = filter
        self.info = info_of(name)
        check_whole(self.info)
        self.name: str = self.info.attribute
        self.feed = feed_name(options.client, self.info.name)
        self.references = options.references.get(self.info.name, ())
        self.shape = shape_of(
            self.info,
            references=self.references,
            timezone=options.timezone,
            nested="json",
            dictionaries=False,
        )
        self.rows = Rows(
            shape=self.shape,
            collection=self.info.name,
            compared=not self.info.delta,
            tenant=options.tenant if options.tenant_column else None,
            keeps_deleted=options.keep_deleted,
            now=options.now,
        )

    @property
    def key(self) -> tuple[str, ...]:
        """Columns of the primary key."""
        return ("tenant", "id") if self.options.tenant_column else ("id",)

    @property
    def days(self) -> tuple[str, str] | None:
        """Columns of a row's first and last day, if it has any."""
        names = self.shape.schema.names
        if "date" in names:
            return "date", "date"
        days = RENAMED["from"], RENAMED["until"]
        return days if days[0] in names else None

    @property
    def indexes(self) -> tuple[str, ...]:
        """Columns that rows are looked up by, besides the key."""
        first = self.days[:1] if self.days else ()
        person = ("person_id",) if "person_id" in self.shape.schema.names else ()
        return (*first, *person)

    @property
    def where(self) -> Where:
        """All rows of the tenant in the table."""
        options = self.options
        return Where(
            tenant=options.tenant if options.tenant_column else None,
            days=self.days,
            existing=options.keep_deleted,
            person="id" if self.info.name == _PEOPLE else "person_id",
        )

    @property
    def columns(self) -> str:
        """The columns that rows come with, and their types."""
        schema = self.rows.schema
        return BETWEEN.join(f"{column.name} {column.type}" for column in schema)

    @property
    def kept(self) -> Mapping[str, Any]:
        """What the control table keeps of how the table was made."""
        pairs = [
            f"{getattr(reference, 'collection', '')}:{reference}"
            for reference in self.references
        ]
        return {
            "columns": self.columns,
            "refs": ",".join(pairs),
            "timezone": self.options.timezone or "",
            "keeps_deleted": int(self.options.keep_deleted),
        }

    @property
    def window(self) -> DateRange | None:
        """Days of the filter."""
        ranges = (days for days in self.filter.values() if isinstance(days, DateRange))
        return next(ranges, None)

    def hints(self, dialect: Dialect) -> Hints:
        """Return what dlt must know of the columns besides their types."""
        found: dict[str, dict[str, object]] = {
            column.name: {"data_type": "json"}
            for column in self.shape.columns
            if dialect.json and (column.is_nested or column.kind is Kind.JSON)
        }
        found["id"] = {"nullable": False, "primary_key": True}
        if self.shape.schema.field("id").type == "string":
            found["id"]["precision"] = _LONGEST
        if self.options.tenant_column:
            found["tenant"] = {"nullable": False, "precision": _LONGEST}
        keeps = self.options.keep_deleted
        found["deleted"] = {"data_type": "bool", "hard_delete": not keeps}
        if "change_version" in self.shape.schema.names:
            found["change_version"] = {"dedup_sort": "desc"}
        return found


_LONGEST = 255
"""Characters of an id; see `protime_sync.source.aside`."""
