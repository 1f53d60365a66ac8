"""A tenant, a copy of it, and what the copy must hold: where the steps are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from protime_emulator import Emulator

from .judge import Table
from .product import Before, Done, Product
from .targets import Maker, Target, table_of
from .tenant_api import BY_DAY, BY_LEVEL, Api, Days, Row

TODAY = date(2026, 3, 2)
LEVELS = (1, 2, 3)
"""Of the tenant's activity structure."""

SEED = 4
"""Of a tenant that has rows of every collection, small as it is."""


@define
class Figures:
    """How many tables were compared, and what differed."""

    tried: int = 0
    faults: list[str] = field(factory=list)
    differing: int = 0

    def add(self, what: str, differences: Sequence[str]) -> None:
        """Count a comparison."""
        self.tried += 1
        self.differing += bool(differences)
        self.faults += [f"{what}: {difference}" for difference in differences]


@define(kw_only=True)
class World:
    """A served tenant and a copy of it."""

    emulator: Emulator
    product: Product
    target: Target
    collections: Sequence[str]
    days: Days
    references: Sequence[tuple[str, str]] = ()
    figures: Figures = field(factory=Figures)

    def sync(self, *words: str, status: int = 0) -> Done:
        """Run ``protime sync``, and note another exit status than the one wanted."""
        return self.command("sync", *self.structure(), *words, status=status)

    def structure(self) -> Sequence[str]:
        """Return the option that names the levels of activities."""
        if BY_LEVEL.isdisjoint(self.collections):
            return ()
        levels = ",".join(map(str, LEVELS))
        return "--structure", f"{self.emulator.structure_version}:{levels}"

    def command(self, name: str, *words: str, status: int = 0) -> Done:
        """Run a command on the collections, likewise."""
        done = self.product.run(name, *self.collections, *words)
        if done.status != status:
            self.figures.add(" ".join((name, *words)), [f"{done}, not {status}"])
        return done

    @property
    def today(self) -> date:
        """The tenant's day."""
        return self.emulator.clock.today()

    def since(self) -> tuple[str, str]:
        """Return the option that names the copy's first day."""
        return "--since", self.days.first.isoformat()

    def compare(self, when: str) -> None:
        """Compare each table with the tenant."""
        for name in self.collections:
            wanted = self._wanted(name)
            self.check(when, name, partial(Table.differences, wanted=wanted))

    def check(self, when: str, name: str, check: Callable[[Table], list[str]]) -> None:
        """Count what a check finds in a collection's table."""
        try:
            found = check(table_of(self.target, name))
        except Exception as error:  # Each driver has its own.
            found = [f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"]
        self.figures.add(f"{when}, {name}", found)

    def _wanted(self, name: str) -> list[Row]:
        api = api_of(self.emulator, self.product.url)
        end = self.today + timedelta(days=370)
        return api.rows(name, self.days, end, self.references_of(name))

    def references_of(self, name: str) -> Sequence[tuple[str, str]]:
        """Return the reference types that a collection's list takes."""
        return [pair for pair in self.references if name in NAMES_PEOPLE]

    def on(self, machine: str) -> World:
        """Return the same copy, kept from another machine."""
        return evolve(self, product=evolve(self.product, machine=machine))


NAMES_PEOPLE = BY_DAY | {"people", "contracts"}
"""Collections whose items name people, by what those are called elsewhere as well."""


def api_of(emulator: Emulator, url: str) -> Api:
    """Return the raw API of a served tenant."""
    settings = emulator.settings()
    return Api(
        base_url=url,
        tenant=settings["tenant"],
        client_id=settings["client_id"],
        client_secret=settings["client_secret"],
        levels=[(emulator.structure_version, level) for level in LEVELS],
    )


@contextmanager
def world(
    make: Maker,
    folder: Path,
    collections: Sequence[str],
    before: Before | None = None,
    **options: Any,
) -> Iterator[World]:
    """Serve a small tenant until the block ends, and name an empty target.

    Args:
        make: Makes the target.
        folder: For the files of target and product.
        collections: Those to copy.
        before: Called before each run.
        **options: Of the emulator, besides those of a small tenant.
    """
    small = {"people": 3, "days": 10, "seed": SEED, "today": TODAY, "page_size": 20}
    with Emulator(**{**small, **options}) as emulator, emulator.serve() as url:
        target = make(folder)
        product = Product(
            emulator=emulator, url=url, target=target, folder=folder, before=before
        )
        first = emulator.clock.today() - timedelta(days=12)
        yield World(
            emulator=emulator,
            product=product,
            target=target,
            collections=collections,
            days=Days(first),
        )
