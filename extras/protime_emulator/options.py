"""How an emulator is made: its options, their defaults, and the parts they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypedDict

import httpx
from attrs import field, frozen

from protime.api import API
from protime.catalog import CATALOG, REFERENCES
from protime.scopes import Scope

from .api import Api
from .auth import Authority, Client
from .bodies import Bodies
from .clock import Clock
from .deliveries import Signature
from .delta import Deltas
from .paging import Paging
from .references import References
from .sample import Sample, SampleSets
from .tenant import Tenant

_PAGING_HOURS = 1
_ALL_SCOPES = frozenset(map(str, Scope))


class Options(TypedDict, total=False):
    """Arguments of an emulator, all of which have defaults."""

    people: int
    """Number of people in the sample tenant."""

    days: int
    """Days of clockings and the like, up to the day before `today`."""

    seed: int
    """The same seed makes the same tenant."""

    today: date
    """Where the clock starts; by default, the present day."""

    page_size: int
    """Rows on a page."""

    empty_every: int
    """Each how-manieth page is empty; 0 for none."""

    scopes: Iterable[str] | None
    """Scopes that the client may be granted; by default, all."""

    tenant: str
    """Name of the tenant."""

    token_seconds: int
    """Life of an access token."""

    delta_hours: float
    """Life of a delta link after its last use; by default, the API's 72."""

    signature: Signature
    """How webhooks' events are signed; its form is not published."""

    delivery: httpx.Client | None
    """What events are sent with; by default, a plain HTTP client."""

    deliver: bool
    """Whether events are sent by themselves, or by `deliver_events` only."""


@frozen(kw_only=True)
class Settings:
    """Options with their defaults."""

    people: int = 20
    days: int = 60
    seed: int = 1
    today: date = field(factory=date.today)
    page_size: int = 100
    empty_every: int = 4
    scopes: Iterable[str] | None = None
    tenant: str = "acme"
    token_seconds: int = 1800
    delta_hours: float = API.delta_hours
    signature: Signature = field(factory=Signature)
    delivery: httpx.Client | None = None
    deliver: bool = False

    def make_tenant(self, clock: Clock) -> Tenant:
        """Return the sample tenant; its rows are made when they are asked for."""
        sample = Sample(
            CATALOG,
            REFERENCES,
            people=self.people,
            days=self.days,
            seed=self.seed,
            today=self.today,
        )
        return Tenant(self.tenant, clock, sample.sources, sample.completed)

    def make_api(self, tenant: Tenant, references: References) -> Api:
        """Return what the operations of the API share."""
        return Api(
            info=API,
            catalog=CATALOG,
            known=REFERENCES,
            tenant=tenant,
            references=references,
            paging=Paging(
                tenant.clock,
                size=self.page_size,
                empty_every=self.empty_every,
                lifetime=timedelta(hours=_PAGING_HOURS),
            ),
            deltas=Deltas(tenant, timedelta(hours=self.delta_hours)),
            bodies=Bodies(tenant, references),
            sets=SampleSets(self.people),
        )

    def make_client(self) -> Client:
        """Return the one client's credentials."""
        scopes = _ALL_SCOPES if self.scopes is None else frozenset(self.scopes)
        return Client(id="emulated-client", secret="emulated-secret", scopes=scopes)  # noqa: S106  # it guards made-up data

    def make_authority(self, clock: Clock, client: Client) -> Authority:
        """Return what gives out and checks access tokens."""
        lifetime = timedelta(seconds=self.token_seconds)
        return Authority(clock, client, _ALL_SCOPES, lifetime)
