"""Whatever happens in whatever order, a simple model must say what comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
)

from protime_emulator import Emulator
from tests.depth import many

from .conftest import TODAY, asker

FIRST = date(2026, 3, 1)
days = st.integers(0, 4).map(lambda number: (FIRST + timedelta(number)).isoformat())
people = st.integers(1, 3)


class Tenant(RuleBasedStateMachine):
    """Assignments in a dict, what a delta has told, and a walk that pauses."""

    ids = Bundle("ids")

    @initialize(target=ids, size=st.integers(1, 4), empty=st.sampled_from([0, 2, 4]))
    def start(self, size: int, empty: int) -> Any:
        options = {"people": 3, "days": 0, "page_size": size, "empty_every": empty}
        self.emulator = Emulator(today=TODAY, **options)  # type: ignore[arg-type]  # numbers
        self.api = asker(self.emulator)
        self.rows: dict[int, dict[str, Any]] = {}
        self.size = size
        self.link, self.hours = "", 0
        self.told: dict[int, dict[str, Any]] = {}
        self.ended: list[str] = []
        self.next, self.paused = "", 0
        self.seen: list[int] = []
        self.lasting: set[int] = set()
        return multiple(*(self.create(FIRST.isoformat(), one) for one in (1, 2, 3)))

    @rule(target=ids, day=days, person=people)
    def create(self, day: str, person: int) -> Any:
        body = {"person": {"id": person}, "from": day}
        response = self.api.ask("/assignments", "POST", json=body)
        assert response.status_code == 201
        id = int(response.headers["Location"].rpartition("/")[2])
        assert id not in self.rows
        self.rows[id] = body
        return id

    @rule(id=ids, day=days, person=people)
    def update(self, id: int, day: str, person: int) -> None:
        body = {"person": {"id": person}, "from": day}
        response = self.api.ask(f"/assignments/{id}", "PUT", json=body)
        assert response.status_code == 200
        self.rows[id] = body

    @rule(target=ids, id=consumes(ids))
    def delete(self, id: int) -> Any:
        assert self.api.ask(f"/assignments/{id}", "DELETE").status_code == 204
        assert self.api.ask(f"/assignments/{id}").status_code == 404
        del self.rows[id]
        self.lasting.discard(id)
        return multiple()

    @rule(first=days, length=st.integers(0, 4), who=st.sets(people, min_size=1))
    def walk(self, first: str, length: int, who: set[int]) -> None:
        last = (date.fromisoformat(first) + timedelta(length)).isoformat()
        members = ",".join(map(str, who))
        text = f"date ge '{first}' and date le '{last}' and person in ({members})"
        rows, sizes, _ = self.api.walk(f"/assignments?filter={text}")
        assert max(sizes) <= self.size
        expected = [
            id
            for id, row in sorted(self.rows.items())
            if first <= row["from"] <= last and row["person"]["id"] in who
        ]
        assert [row["id"] for row in rows] == expected

    @rule()
    def begin_to_walk(self) -> None:
        """Fetch one page of all; other rules happen before the next is asked for."""
        body = self.api.ask(f"/assignments?filter=date ge '{FIRST}'").json()
        self.seen = [row["id"] for row in body["value"]]
        self.next, self.paused = body.get("nextLink", ""), 0
        self.lasting = set(self.rows)

    @rule()
    def walk_on(self) -> None:
        """Find what was there all the time exactly once; old tokens are refused."""
        while self.next:
            response = self.api.ask(self.next)
            if self.paused:
                assert response.status_code == 409
                self.next = ""
                return
            self.seen += [row["id"] for row in response.json()["value"]]
            self.next = response.json().get("nextLink", "")
            if not self.next:
                assert self.lasting <= set(self.seen)
                assert self.seen == sorted(set(self.seen))

    @rule(first=days)
    def follow(self, first: str) -> None:
        self.ended += [self.link] if self.link else []
        path = f"/assignments?filter=date ge '{first}'&delta"
        rows, _, self.link = self.api.walk(path)
        self.first, self.hours = first, 0
        self.told = {int(str(row["id"])): row for row in rows}
        self._check_told()

    @rule()
    def changes(self) -> None:
        if not self.link:
            return
        response = self.api.ask(self.link)
        if self.hours >= 72:
            assert response.status_code == 410
            self.ended.append(self.link)
            self.link = ""
            return
        body = response.json()
        for change in body["value"]:
            data = change["data"]
            if change["changeType"] == "Delete":
                self.told.pop(data["id"], None)
            else:
                self.told[data["id"]] = data
        self.link, self.hours = body["deltaLink"], 0
        self._check_told()

    @rule()
    def changes_of_ended_deltas(self) -> None:
        for link in self.ended:
            assert self.api.ask(link).status_code == 410

    def _check_told(self) -> None:
        """Hold what the delta has told so far against the model."""
        expected = {
            id: row for id, row in self.rows.items() if row["from"] >= self.first
        }
        found = {
            id: {"person": row["person"], "from": row["from"]}
            for id, row in self.told.items()
        }
        assert found == expected

    @rule(hours=st.sampled_from([1, 1, 30, 72]))
    def wait(self, hours: int) -> None:
        self.emulator.clock.advance(hours=hours)
        self.hours += hours
        self.paused += hours
        self.api.headers["Authorization"] = self.api.authorization()

    def teardown(self) -> None:
        if hasattr(self, "emulator"):
            self.emulator.close()


TestTenant = Tenant.TestCase
TestTenant.settings = settings(
    max_examples=many(100, 25), stateful_step_count=40, deadline=None
)
