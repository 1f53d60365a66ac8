"""What a turn brings, loaded: all collections in one run of dlt, or each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeAlias

from attrs import define, evolve, field

from protime_sync.arrow import pa
from protime_sync.causes import OF_ONE_TABLE, cause_of, telling
from protime_sync.dlt.outcomes import Outcome, noted
from protime_sync.dlt.packages import loaded, put_aside, tidy
from protime_sync.dlt.resources import (
    current_load,
    documents_of,
    resource_of,
    source_of,
)
from protime_sync.dlt.run import CollectionRun
from protime_sync.dlt.settling import complete, settle
from protime_sync.dlt.table import Options
from protime_sync.dlt.turns import Turn, travelling
from protime_sync.errors import TargetBlocked, need
from protime_sync.source.aside import SET_ASIDE
from protime_sync.source.level_rows import MODELS
from protime_sync.target.standing import Standing

dlt = need("dlt")

Begin: TypeAlias = "Callable[[str, Turn], CollectionRun]"
"""Makes the run of a collection."""

Outcomes: TypeAlias = Mapping[str, Outcome]
"""By the collection's name."""

Watch = Callable[[str, int], object]
"""Called with a collection and the number of its changes so far."""


@define
class _Begun:
    """A run that brings rows, of which the first are there."""

    run: CollectionRun
    first: pa.Table
    rest: Iterator[pa.Table]


@define(kw_only=True)
class Loading:
    """The runs of a turn's collections, under its lease."""

    name: str
    """What the target is called in messages."""
    turn: Turn
    options: Options
    begin: Begin
    watch: Watch = field(repr=False)
    remark: Callable[[str], object] = field(repr=False)

    @property
    def _pipeline(self) -> Any:  # noqa: ANN401 - dlt's
        return self.turn.pipeline

    def take(self, outcomes: Outcomes) -> None:
        """Ask for changes, load those that there are, and write what failed."""
        self._load(self._peeked(outcomes), outcomes)
        self._close(outcomes)

    def _peeked(self, outcomes: Outcomes) -> list[_Begun]:
        """Ask for changes; return what has some, and write where the others stand."""
        waiting, idle = list[_Begun](), list[Standing]()
        with self.turn.target.opened():
            try:
                for outcome in outcomes.values():
                    with noted(outcome):
                        self._peek(outcome, waiting, idle)
            finally:
                self.turn.commit(*idle)
        return waiting

    def _peek(
        self, outcome: Outcome, waiting: list[_Begun], idle: list[Standing]
    ) -> None:
        with self._counted(outcome):
            run = self.begin(outcome.collection, self.turn)
            rows = run.tables()
            first = next(rows, None)
        if first is not None:
            waiting.append(_Begun(run, first, rows))
        elif run.reached is not None:
            idle.append(
                complete(self.turn, run.table, run.reached, is_there=bool(run.stored))
            )

    def _load(self, waiting: Sequence[_Begun], outcomes: Outcomes) -> None:
        """Load what has come, all in one run of dlt.

        If the target refuses rows of one, each is loaded alone, so that the others
        arrive; what they bring is asked for again.
        """
        if not waiting:
            return
        try:
            self._load_all(waiting, outcomes)
        except Exception as error:
            if cause_of(error) not in OF_ONE_TABLE:
                raise
            put_aside(self._pipeline)
            for begun in waiting:
                self._load_alone(outcomes[begun.run.table.info.name])

    def _load_alone(self, outcome: Outcome) -> None:
        alone = {outcome.collection: outcome}
        try:
            with telling(self.name):
                self._load_all(self._peeked(alone), alone)
        except TargetBlocked as error:
            put_aside(self._pipeline)
            outcome.error = error
            outcome.changed = outcome.deleted = 0

    def _load_all(self, waiting: Sequence[_Begun], outcomes: Outcomes) -> None:
        if not waiting:
            return
        dialect = self.turn.target.dialect
        resources = [
            resource_of(begun.run.table, self._rows(begun, outcomes), dialect)
            for begun in waiting
        ]
        loaded(self._pipeline, source_of(resources))
        for begun in waiting:
            outcome = outcomes[begun.run.table.info.name]
            outcome.changed, outcome.deleted = begun.run.changed, begun.run.deleted
            if outcome.error is not None:
                outcome.changed = outcome.deleted = 0
        tables = [begun.run.table for begun in waiting if begun.run.reached is not None]
        settle(self.turn, tables, documents_of(self._pipeline))
        tidy(self._pipeline)

    def _rows(
        self, begun: _Begun, outcomes: Outcomes
    ) -> Callable[[], Iterator[pa.Table]]:
        outcome = outcomes[begun.run.table.info.name]

        def rows() -> Iterator[pa.Table]:
            with noted(outcome), self._counted(outcome):
                for table in chain([begun.first], begun.rest):
                    self.watch(
                        outcome.collection, begun.run.changed + begun.run.deleted
                    )
                    yield table
                if begun.run.reached is not None:
                    document = dlt.current.resource_state()
                    document["reached"] = travelling(begun.run.reached, current_load())

        return rows

    @contextmanager
    def _counted(self, outcome: Outcome) -> Iterator[None]:
        before = self._aside(outcome.collection)
        yield
        outcome.aside += self._aside(outcome.collection) - before

    def _aside(self, collection: str) -> int:
        return sum(
            count
            for found, count in self.options.client.deviations.items()
            if (found.model, found.kind) == (collection, SET_ASIDE)
        )

    def _close(self, outcomes: Outcomes) -> None:
        """Write why collections failed, and tell what the others have."""
        failed = []
        for name, outcome in outcomes.items():
            standing = self.turn.standing(name)
            outcome.rows, outcome.older = standing.rows, standing.older or None
            if outcome.changed and name in MODELS:
                self.remark(f"{name}: asked for {outcome.rows} definitions, one by one")
            if outcome.error is not None:
                failed.append(
                    evolve(
                        standing,
                        error=str(outcome.error)[:1000],
                        failed_at=self.options.now(),
                        revision=standing.revision + 1,
                    )
                )
        self.turn.commit(*failed)
