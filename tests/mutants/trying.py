"""One mutant against the tests that run what it changes."""

from __future__ import annotations

import json
import time
from enum import StrEnum

from attrs import frozen

from .copies import Copy
from .covering import Covering
from .mutations import Mutant
from .recording import TOO_LONG

_MOST = 60.0
"""How many seconds of tests a mutant is held against, the quick ones first."""
_ROOM = 10.0
"""How many seconds a test gets besides what it took."""
_SLOWER = 6
"""How many times as long as without a mutant a test may take: machines are shared."""
_START = 60.0
"""How many seconds a run gets besides its tests."""


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    TOO_LONG = "too long"
    SURVIVED = "survived"
    NOT_COVERED = "not covered"
    EQUIVALENT = "equivalent"


@frozen
class Result:
    """A mutant, what became of it, and the seconds that it took."""

    mutant: Mutant
    verdict: Verdict
    seconds: float = 0.0

    @property
    def survived(self) -> bool:
        """Tell whether no test noticed it."""
        return self.verdict in {Verdict.SURVIVED, Verdict.NOT_COVERED}

    def __str__(self) -> str:
        mutant = self.mutant
        operator = type(mutant.operator).__name__
        place = f"{mutant.module.as_posix()}:{mutant.line}:{mutant.column}"
        return f"{self.verdict:11} {self.seconds:6.1f} s {place} {operator}"


def attempt(copy: Copy, mutant: Mutant, covering: Covering) -> Result:
    """Run the covering tests with a mutant in the copy, until one of them fails."""
    tests = _some(covering, covering.of(mutant))
    if not tests:
        return Result(mutant, Verdict.NOT_COVERED)
    began = time.monotonic()
    copy.write(mutant.module, mutant.mutated() or "")
    try:
        status = run(copy, tests, covering)
    finally:
        copy.write(mutant.module, mutant.source())
    return Result(mutant, _verdict(status), time.monotonic() - began)


def run(copy: Copy, tests: list[str], covering: Covering) -> int | None:
    """Return pytest's status for some tests, each of which has its limit."""
    names = copy.output.with_suffix(".tests")
    names.write_text("\n".join(tests), "utf-8")
    limits = copy.output.with_suffix(".limits")
    allowed = {test: _ROOM + _SLOWER * covering.seconds[test] for test in tests}
    limits.write_text(json.dumps(allowed), "utf-8")
    timeout = _START + _SLOWER * sum(covering.seconds[test] for test in tests)
    own = {"MUTANTS_LIMITS": str(limits)}
    return copy.pytest("-x", f"@{names}", timeout=timeout, **own)


def _some(covering: Covering, tests: list[str]) -> list[str]:
    total = 0.0
    taken: list[str] = []
    for test in tests:
        total += covering.seconds[test]
        if taken and total > _MOST:
            break
        taken.append(test)
    return taken


def _verdict(status: int | None) -> Verdict:
    if status is None or status == TOO_LONG:
        return Verdict.TOO_LONG
    return Verdict.KILLED if status else Verdict.SURVIVED
