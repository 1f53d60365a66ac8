"""A few models, references and endpoints, made like the generated ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Annotated, Required, TypeAlias, TypedDict

from attrs import field, frozen

from protime_runtime.api import ApiInfo, Environment
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.asking.filters import Members
from protime_runtime.asking.markers import Days, Equal, People, filter_properties
from protime_runtime.asking.places import Place
from protime_runtime.asking.references import ExternalReference, Predefined
from protime_runtime.asking.rules import AtMostOneYear, NotBeforePreviousYear
from protime_runtime.types import (
    NOTHING_KEPT,
    Date,
    DateTime,
    Identifier,
    Kept,
    OpenEnum,
    ReferenceValue,
    moment_or_none,
)

API = ApiInfo(
    title="Protime API",
    version="v1",
    base_path="/connector/protimeapi/api/v1",
    documentation="https://documentation.myprotime.eu/protimeapi/",
    connect_path="/tenants/{tenant}/connect/token",
    discovery_path="/tenants/{tenant}/.well-known/openid-configuration",
    longest_uri=4096,
    delta_hours=72,
    environments={
        "production": Environment(
            api="https://{tenant}.myprotime.eu",
            authentication="https://authentication.myprotime.eu",
        ),
        "sandbox": Environment(
            api="https://{tenant}.myprotimesandbox.eu",
            authentication="https://authentication.myprotimesandbox.eu",
        ),
    },
)
BASE = API.base_path


class ClockingKind(OpenEnum):
    """What a clocking marks."""

    IN_OUT = "InOut"
    REASON = "Reason"
    ACTIVITY = "Activity"


@frozen(kw_only=True)
class PersonIdentifier(Identifier):
    """A person, named by Protime's id."""

    id: int = field(metadata={"wire": "id"})
    external_references: Mapping[str, str] = field(
        factory=dict, metadata={"wire": "externalReferences"}
    )


PersonLike: TypeAlias = int | PersonIdentifier | ReferenceValue[PersonIdentifier]


class PersonReference(ExternalReference[PersonIdentifier], collection="people"):
    """A type of external reference to people."""

    BADGE_NUMBER = Predefined("badge-number")
    EMPLOYEE_NUMBER = Predefined("employee-number")


@frozen(kw_only=True)
class Geolocation:
    """A place on Earth."""

    longitude: float = field(metadata={"wire": "longitude"})
    latitude: float = field(metadata={"wire": "latitude"})


@frozen(kw_only=True)
class Clocking:
    """A moment at which a person clocked."""

    id: int = field(metadata={"wire": "id", "read_only": True})
    person: PersonIdentifier = field(metadata={"wire": "person"})
    date: Date = field(metadata={"wire": "date"})
    time_of_day_in_minutes: int = field(metadata={"wire": "timeOfDayInMinutes"})
    kind: ClockingKind = field(metadata={"wire": "kind"})
    change_version: str | None = field(
        default=None, metadata={"wire": "changeVersion", "read_only": True}
    )
    country: str | None = field(
        default=None, metadata={"wire": "countryIsoCode", "also": ("countryISOCode",)}
    )
    geolocation: Geolocation | None = field(
        default=None, metadata={"wire": "geolocation"}
    )
    levels: tuple[Level, ...] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    registered: DateTime | None = field(default=None, metadata={"wire": "registered"})
    is_open: bool | None = field(default=None, metadata={"wire": "isOpen"})
    external_references: Mapping[str, str] = field(
        factory=dict, metadata={"wire": "externalReferences"}
    )
    anything: object = field(default=None, metadata={"wire": "anything"})
    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")

    def moment(self, tz: tzinfo) -> datetime | None:
        """Return date and minutes as a moment."""
        return moment_or_none(self.date, self.time_of_day_in_minutes, tz)


@frozen(kw_only=True)
class Level:
    """An activity on a level."""

    level: int = field(metadata={"wire": "level"})
    definition: str | None = field(default=None, metadata={"wire": "definition"})
    _kept: Kept = field(default=NOTHING_KEPT, repr=False, eq=False, alias="_kept")


@frozen(kw_only=True)
class NewClocking:
    """What is sent to create a clocking."""

    person: PersonLike = field(metadata={"wire": "person"})
    date: Date = field(metadata={"wire": "date"})
    time_of_day_in_minutes: int = field(metadata={"wire": "timeOfDayInMinutes"})
    kind: ClockingKind = field(metadata={"wire": "kind"})
    deputies: Sequence[PersonLike] | None = field(
        default=None, metadata={"wire": "deputies"}
    )
    levels: Sequence[Level] | None = field(
        default=None, metadata={"wire": "activityLevels"}
    )
    geolocation: Geolocation | None = field(
        default=None, metadata={"wire": "geolocation"}
    )


READ = "connector-protimeapi-clockings.read"
WRITE = "connector-protimeapi-clockings.write"
OTHER = "connector-protimeapi-people-historical-data.read"
YEAR = AtMostOneYear("reference/collections/clockings/get-list/")
RECENT = NotBeforePreviousYear("reference/collections/clockings/delta/")


class ClockingsFilter(TypedDict, total=False):
    """Which clockings to list."""

    date: Required[Annotated[DateRange, Days(), YEAR]]
    person: Annotated[Members, People(sets=("circle", "org-group", "org-tree"))]
    kind: Annotated[ClockingKind | Iterable[ClockingKind], Equal(several=True)]
    code: Annotated[str, Equal()]


class ClockingsDeltaFilter(TypedDict, total=False):
    """Which clockings to follow."""

    date: Required[Annotated[DateRange, Days(), YEAR, RECENT]]


FILTERS = filter_properties(ClockingsFilter)

clockings = Endpoint(
    "clockings",
    Clocking,
    id=int,
    path=f"{BASE}/clockings",
    read=(READ,),
    write=(WRITE,),
    filter=ClockingsFilter,
    delta_filter=ClockingsDeltaFilter,
)
departments = Endpoint(
    "departments", Clocking, id=str, path=f"{BASE}/departments", read=(OTHER, READ)
)
people = Endpoint(
    "people",
    Clocking,
    id=int,
    path=f"{BASE}/people",
    places=(Place("PersonReference", "people", "id"),),
    read=(READ,),
    write=(WRITE,),
)
histories = Endpoint(
    "histories",
    Clocking,
    id=int,
    path=f"{BASE}/people/{{}}/histories",
    places=(Place("PersonReference", "people", "person.id"),),
    read=(READ,),
)
usages = Endpoint(
    "activity-usages",
    Clocking,
    id=str,
    path=f"{BASE}/activity-structure-versions/{{}}/levels/{{}}/usages",
    places=(Place("PersonReference", "people"),),
    read=(READ,),
    write=(WRITE,),
)
external_references = Endpoint(
    "external-references",
    object,
    id=str,
    path=f"{BASE}/external-references/{{}}/{{}}/{{}}",
    places=(Place("collectionName"), Place("referenceName", custom=True)),
    write=(WRITE,),
)


def document(number: int = 1, **more: object) -> dict[str, object]:
    """Return a clocking as the API sends it."""
    return {
        "id": number,
        "person": {"id": 7},
        "date": "2026-01-05",
        "timeOfDayInMinutes": 510,
        "kind": "InOut",
        **more,
    }
