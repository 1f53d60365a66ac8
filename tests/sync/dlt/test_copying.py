"""Copies kept by turns: one load for all collections, each with its own result."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dlt
import duckdb
import pytest
from attrs import define, evolve, field

from protime import DateRange, InvalidRequest, Protime
from protime_emulator import Emulator
from protime_runtime.errors import AuthenticationFailed, BadRequest
from protime_sync import TargetBlocked, TargetRefused, TooManyDeletions
from protime_sync.dlt import duckdb_file
from protime_sync.dlt.copying import Copy, Options, Outcome
from protime_sync.dlt.packages import private_pipeline
from protime_sync.errors import DeltaTaken
from tests.sync.conftest import TODAY, client_of
from tests.sync.copying import Rows, tenant

pytestmark = pytest.mark.filterwarnings("ignore")

NAMES = ("clockings", "people", "departments", "department-histories")


@define(kw_only=True)
class Kept:
    """A copy of a tenant in a DuckDB file."""

    folder: Path
    emulator: Emulator
    client: Protime
    names: Sequence[str] = NAMES
    remarks: list[str] = field(factory=list)

    def copy(self, days: DateRange | None = None, **options: Any) -> Copy:
        clock = self.emulator.clock
        made = Options(client=self.client, now=clock.now, today=clock.today, **options)
        dated = {} if days is None else {"date": days}
        return Copy(
            pipeline=private_pipeline(
                "acme",
                duckdb_file(str(self.folder / "acme.duckdb")),
                "protime",
                str(self.folder / "pipelines"),
            ),
            options=made,
            filters={name: dated if name == "clockings" else {} for name in self.names},
            remark=self.remarks.append,
        )

    def turn(self, days: DateRange | None = None, **options: Any) -> dict[str, Outcome]:
        found = self.copy(days, **options).turn()
        return {outcome.collection: outcome for outcome in found}

    def query(self, query: str) -> list[Any]:
        with duckdb.connect(str(self.folder / "acme.duckdb")) as database:
            return database.execute(query).fetchall()

    def rows(self, collection: str, where: str = "true") -> Rows:
        table = collection.replace("-", "_")
        query = f"SELECT id, change_version FROM protime.{table} WHERE {where}"  # noqa: S608
        return dict(self.query(query))

    def is_equal(self) -> bool:
        """Whether the whole copy is the tenant."""
        return all(
            self.rows(name) == tenant(self.emulator, name, "2025-01-01")
            for name in self.names
        )


@pytest.fixture
def kept(tmp_path: Path, emulator: Emulator, client: Protime) -> Kept:
    return Kept(folder=tmp_path, emulator=emulator, client=client)


def failures(found: dict[str, Outcome]) -> dict[str, type]:
    return {
        name: type(outcome.error) for name, outcome in found.items() if outcome.error
    }


def test_what_changed_is_what_is_told(kept: Kept, emulator: Emulator) -> None:
    """First load, changes, deletions, and an idle turn that leaves nothing behind."""
    first = kept.turn()
    assert kept.is_equal()
    assert {name: outcome.rows for name, outcome in first.items()} == {
        name: len(emulator.collection(name)) for name in NAMES
    }
    assert kept.remarks == ["clockings: from 2025-01-01 on; --since says otherwise"]
    emulator.change("people", 1, {"town": "Gent"})
    emulator.erase("departments", 1)
    second = kept.turn()
    counted = {n: (o.changed, o.deleted) for n, o in second.items()}
    assert counted["people"] == (1, 0)
    assert counted["departments"] == (0, 1)
    assert kept.is_equal()
    assert second["departments"].rows == first["departments"].rows - 1  # type: ignore[operator]
    before = sorted(kept.folder.rglob("*"))
    third = kept.turn()
    assert not any(o.changed or o.deleted or o.error for o in third.values())
    assert sorted(kept.folder.rglob("*")) == before
    assert not [path for path in before if path.suffix == ".parquet"]


def test_one_that_fails_stops_no_other(kept: Kept, emulator: Emulator) -> None:
    """Refused by the API, by its table, or by what a full load may delete."""
    kept.turn()
    emulator.faults.add("*delta/people", status=400, times=1)
    emulator.change("clockings", max(kept.rows("clockings")), {"isOpen": True})
    assert failures(kept.turn()) == {"people": BadRequest}
    kept.query("ALTER TABLE protime.people ALTER first_name TYPE INTEGER USING 1")
    emulator.change("people", 1, {"firstName": "Zork"})
    for id in list(kept.rows("departments"))[1:]:
        emulator.change("departments", int(id), {"externalCode": "Z"})
    found = kept.turn()
    assert failures(found) == {"people": TargetBlocked}
    assert kept.rows("departments") == tenant(emulator, "departments")
    assert kept.rows("clockings") == tenant(emulator, "clockings", "2025-01-01")
    (error,) = kept.query(
        "SELECT error FROM protime._protime_feeds WHERE collection = 'people'"
    )
    assert "duckdb" in error[0]
    assert "Zork" not in error[0]
    kept.query("ALTER TABLE protime.people ALTER first_name TYPE VARCHAR")
    emulator.change("people", 2, {"town": "Gent"})
    assert failures(kept.turn()) == {}
    assert kept.is_equal()


def test_a_wrong_secret_is_asked_once(kept: Kept, emulator: Emulator) -> None:
    """It is no matter of one collection."""
    settings = {**emulator.settings(), "client_secret": "wrong"}
    agent = "Sync/v1 (Acme Corp)"
    kept.client = Protime(**settings, user_agent=agent, http=emulator.http())
    with pytest.raises(AuthenticationFailed):
        kept.turn()


@pytest.mark.heavy
def test_two_copies_of_one_client_are_told(
    kept: Kept,
    emulator: Emulator,
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each ends the other's delta: told at once, refused the second time in a day."""
    kept.names = ("people", "departments")
    other = evolve(kept, folder=tmp_path_factory.mktemp("other"))
    kept.turn()
    other.turn()
    with caplog.at_level(logging.WARNING):
        assert failures(kept.turn()) == {}
    assert "another consumer with the same client id" in caplog.text
    assert failures(other.turn()) == {}
    emulator.erase("departments", 1)
    found = kept.turn()
    assert failures(found) == {"people": DeltaTaken}
    assert found["departments"].deleted == 1
    emulator.clock.advance(hours=25)
    assert failures(kept.turn()) == {}
    assert kept.is_equal()


@pytest.mark.heavy
def test_rows_that_are_gone_may_stay(kept: Kept, emulator: Emulator) -> None:
    """With all they had, marked; what comes back is no longer marked."""
    kept.names = ("people", "departments")
    kept.turn(keep_deleted=True)
    before = kept.query(
        "SELECT * EXCLUDE (_synced_at, deleted, change_version)"
        " FROM protime.people ORDER BY id"
    )
    emulator.erase("people", 2)
    emulator.erase("departments", 1)
    found = kept.turn(keep_deleted=True)
    assert [found[name].deleted for name in kept.names] == [1, 1]
    assert set(kept.rows("people", "deleted")) == {2}
    assert set(kept.rows("departments", "deleted")) == {1}
    after = kept.query(
        "SELECT * EXCLUDE (_synced_at, deleted, change_version)"
        " FROM protime.people ORDER BY id"
    )
    assert after == before
    emulator.clock.advance(hours=73)
    assert failures(kept.turn(keep_deleted=True)) == {}
    assert set(kept.rows("people", "deleted")) == {2}
    assert kept.rows("people", "NOT deleted") == tenant(emulator, "people")


@pytest.mark.heavy
def test_tenants_may_share_tables(kept: Kept, emulator: Emulator) -> None:
    """Deletions, full loads and repairs touch the rows of their own tenant only."""
    kept.names = ("people", "departments")
    kept.turn(tenant_column=True)
    with Emulator(people=3, days=5, seed=2, today=TODAY, tenant="bolt") as second:
        other = evolve(kept, emulator=second, client=client_of(second))
        other.turn(tenant_column=True)
        second.clock.advance(hours=73)
        second.erase("people", 1)
        assert failures(other.turn(tenant_column=True)) == {}
        assert kept.rows("people", "tenant = 'bolt'") == tenant(second, "people")
    assert kept.rows("people", "tenant = 'acme'") == tenant(emulator, "people")
    assert failures(kept.turn()) == dict.fromkeys(kept.names, TargetRefused)


@pytest.mark.heavy
def test_a_copy_goes_on_over_new_year(kept: Kept, emulator: Emulator) -> None:
    """The window stays; a full load reads by lists what no delta reaches any more."""
    kept.names = ("clockings",)
    kept.turn(DateRange(date(2026, 1, 1)))
    whole = kept.rows("clockings")
    assert whole == tenant(emulator, "clockings", "2026-01-01")
    for _ in range(2):
        emulator.clock.advance(hours=24 * 365)
        emulator.change("clockings", min(whole), {"isOpen": True})
        assert failures(kept.turn()) == {}
        assert kept.rows("clockings") == tenant(emulator, "clockings", "2026-01-01")
    (since,) = kept.query("SELECT since, followed_since FROM protime._protime_feeds")
    assert since == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.heavy
def test_a_backfill_is_merged_and_noted(kept: Kept, emulator: Emulator) -> None:
    """Month by month, into the same table; the followed days stay what they were."""
    kept.names = ("clockings", "people")
    kept.turn(DateRange(date(2026, 2, 20)))
    found = kept.copy().backfill(date(2024, 1, 1))
    assert not [outcome.error for outcome in found if outcome.error]
    assert kept.is_equal()
    (noted,) = kept.query(
        "SELECT since, backfilled_since FROM protime._protime_feeds"
        " WHERE collection = 'clockings'"
    )
    assert noted == (date(2026, 2, 20), date(2024, 1, 1))
    assert not any(o.changed for o in kept.copy().backfill(date(2024, 1, 1)))


@pytest.mark.heavy
def test_what_differs_is_found_and_repaired(kept: Kept, emulator: Emulator) -> None:
    """A row deleted, changed and added by hand, and a table that was dropped."""
    kept.turn()
    first, second, *_ = sorted(kept.rows("clockings"))
    kept.query(f"DELETE FROM protime.clockings WHERE id = {first}")  # noqa: S608
    kept.query(f"UPDATE protime.clockings SET kind = 'Zork' WHERE id = {second}")  # noqa: S608
    kept.query("INSERT INTO protime.departments (id) VALUES (4711)")
    kept.query("DROP TABLE protime.people")
    found = [part for part in kept.copy().verify() if not part.is_equal]
    named = {
        (part.collection, row.kind, row.id, row.columns)
        for part in found
        for row in part.differences
    }
    assert named >= {
        ("clockings", "missing", first, ()),
        ("clockings", "changed", second, ("kind",)),
        ("departments", "extra", 4711, ()),
    }
    assert {id for name, kind, id, _ in named if name == "people"} == {
        row["id"] for row in emulator.collection("people")
    }
    kept.copy().verify(repair=True)
    assert not [part for part in kept.copy().verify() if not part.is_equal]
    assert kept.is_equal()


@pytest.mark.heavy
def test_some_days_are_compared_alone(kept: Kept) -> None:
    """And none that the copy has not."""
    kept.names = ("clockings",)
    kept.turn(DateRange(date(2026, 2, 1)))
    kept.query("UPDATE protime.clockings SET kind = 'Zork' WHERE date < '2026-02-10'")
    january_on = DateRange(date(2026, 1, 1), date(2026, 2, 9))
    (part,) = kept.copy().verify(days=january_on)
    assert (part.changed, part.missing) == (part.rows, 0)
    later = DateRange(date(2026, 2, 10), date(2026, 2, 20))
    assert all(part.is_equal for part in kept.copy().verify(days=later))
    assert kept.copy().verify(days=DateRange.year(2024)) == []


def test_what_is_newer_than_the_copy_is_pending(kept: Kept, emulator: Emulator) -> None:
    """It comes with the next turn, and is no difference."""
    kept.names = ("people",)
    kept.turn()
    emulator.change("people", 1, {"town": "Gent"})
    (part,) = kept.copy().verify()
    assert (part.is_equal, part.pending) == (True, 1)


@pytest.mark.heavy
def test_days_and_people_are_read_anew(kept: Kept, emulator: Emulator) -> None:
    """And nothing else is touched."""
    kept.names = ("clockings",)
    kept.turn()
    kept.query("UPDATE protime.clockings SET kind = 'Zork'")
    day = DateRange(TODAY - timedelta(days=3), TODAY)
    kept.copy().refresh(days=day, people=[1])
    mended = kept.query(
        "SELECT DISTINCT person_id, date >= DATE '2026-02-27' FROM protime.clockings"
        " WHERE kind <> 'Zork'"
    )
    assert mended == [(1, True)]
    assert set(kept.rows("clockings", "kind <> 'Zork'")) < set(kept.rows("clockings"))


def test_a_list_that_brings_too_little_deletes_nothing(
    kept: Kept, emulator: Emulator
) -> None:
    """As with full loads: most of a part must not go without being asked."""
    kept.names = ("clockings",)
    kept.turn()
    held = kept.rows("clockings")
    for id in held:
        emulator.erase("clockings", int(id))
    (outcome,) = kept.copy().refresh()
    assert isinstance(outcome.error, TooManyDeletions)
    assert kept.rows("clockings") == held


@pytest.mark.heavy
def test_a_smaller_window_needs_a_word(kept: Kept) -> None:
    """At either end."""
    kept.names = ("clockings",)
    kept.turn(DateRange(date(2026, 2, 1)))
    for days in (
        DateRange(date(2026, 2, 5)),
        DateRange(date(2026, 2, 1), date(2026, 2, 20)),
    ):
        assert failures(kept.turn(days)) == {"clockings": InvalidRequest}
    kept.turn(DateRange(date(2026, 2, 5), date(2026, 2, 20)), prune=True)
    (found,) = kept.query("SELECT min(date), max(date) FROM protime.clockings")
    assert found == (date(2026, 2, 5), date(2026, 2, 20))


def test_a_window_without_rows_becomes_smaller_as_well(kept: Kept) -> None:
    """There is no table to delete from."""
    kept.names = ("clockings",)
    kept.turn(DateRange(date(2026, 3, 10)))
    later = DateRange(date(2026, 3, 11))
    assert failures(kept.turn(later)) == {"clockings": InvalidRequest}
    assert failures(kept.turn(later, prune=True)) == {}


def test_a_turn_may_keep_its_lease(kept: Kept) -> None:
    """So that an idle one writes once; a second process waits until it ends."""
    kept.names = ("people",)
    copy = kept.copy()
    copy.keeps_lease = True
    copy.turn()
    fences = [copy.lease and copy.lease.fence]
    copy.turn()
    fences.append(copy.lease and copy.lease.fence)
    assert fences[0] == fences[1]
    assert "LeaseHeld" in str(failures(kept.turn()))
    kept.emulator.clock.advance(hours=1)
    assert failures(kept.turn()) == {}


@pytest.mark.heavy
@pytest.mark.parametrize("part", ["load/new", "normalize/extracted", "schemas", ""])
def test_a_folder_that_dlt_cannot_go_on_with_is_put_aside(
    kept: Kept, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """What was in it comes again, from where the target stands."""
    kept.names = ("people", "clockings")
    kept.turn()
    emulator.change("people", 1, {"town": "Gent"})

    def dead(*_: object, **__: object) -> None:
        raise KeyError("people")

    with monkeypatch.context() as patch:
        patch.setattr(dlt.Pipeline, "load", dead)
        with pytest.raises(KeyError):
            kept.turn()
    for broken in (kept.folder / "pipelines" / "acme" / part).rglob("*"):
        if broken.is_file():
            broken.write_bytes(b"")
    assert failures(kept.turn()) == {}
    assert kept.is_equal()
